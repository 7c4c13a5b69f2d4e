package dev.taskhub.mcp;

import dev.taskhub.agent.Agents;
import io.modelcontextprotocol.common.McpTransportContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import org.springframework.stereotype.Component;

/** In whose name a message comes. */
@Component
class Callers {

    private static final String HEADER = "X-Agent";
    private static final String LOGIN = "login";

    private final Agents agents;

    Callers(Agents agents) {
        this.agents = agents;
    }

    /** What a request says of its caller. */
    static McpTransportContext context(HttpServletRequest request) {
        var context = new HashMap<String, Object>();
        context.put(LOGIN, login(request));
        if (request.getHeader(HEADER) != null) {
            context.put(HEADER, request.getHeader(HEADER));
        }
        return McpTransportContext.create(context);
    }

    /** Whose token it was: {@code machine}, as there is but one. */
    static String login(HttpServletRequest request) {
        return request.getUserPrincipal() == null
                ? "unknown"
                : request.getUserPrincipal().getName();
    }

    /**
     * The agent that the call names, or else that of the request's header {@code X-Agent}, or else the login.
     *
     * @throws IllegalArgumentException when the header names somebody who is no agent
     */
    String who(McpTransportContext context, String named) {
        Object header = context.get(HEADER);
        if (named != null) {
            return named;
        }
        if (header != null && !agents.names().contains(header)) {
            throw new IllegalArgumentException("header %s says \"%s\", which is none of the agents %s"
                    .formatted(HEADER, header, String.join(", ", agents.names())));
        }
        return (String) (header == null ? context.get(LOGIN) : header);
    }
}
