package dev.taskhub.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP without sessions: each message is a request by itself, and its answer is JSON. Takes both eras of the protocol,
 * which differ in what stands around a message; what it asks for is carried out by the same server.
 */
final class McpDoor extends HttpServlet implements McpStatelessServerTransport {

    static final int LIMIT = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(McpDoor.class);
    private static final String VERSION = "MCP-Protocol-Version";
    private static final int INTERNAL_ERROR = -32603;
    private static final int UNSUPPORTED_VERSION = -32022;

    private final transient ObjectMapper json;
    private Set<String> tools = Set.of();
    private transient McpStatelessServerHandler server;

    McpDoor(ObjectMapper json) {
        this.json = json;
    }

    /** @param names of all the tools that there are */
    void offer(Set<String> names) {
        tools = names;
    }

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        server = handler;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RpcMessage message = null;
        try {
            message = read(request);
            message.refuseWrongKinds();
            // the SDK would answer with the name "invalid_tool_name", whatever was called
            if (message.method().equals(McpSchema.METHOD_TOOLS_CALL) && !tools.contains(message.name())) {
                throw new RpcFault(200, RpcFault.INVALID_PARAMS, "there is no tool \"" + message.name() + "\"");
            }
            answer(request, message, response);
        } catch (RpcFault fault) {
            fail(response, message, fault);
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.error("an MCP message failed, request {}", id, e);
            fail(
                    response,
                    message,
                    new RpcFault(500, INTERNAL_ERROR, "this failed within the hub; its log says why under " + id));
        }
    }

    private static RpcMessage read(HttpServletRequest request) throws IOException {
        if (!request.getMethod().equals("POST")) {
            throw new RpcFault(405, RpcFault.INVALID_REQUEST, "send messages with POST; there is nothing else here");
        }
        if (request.getContentType() == null
                || !request.getContentType().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw new RpcFault(415, RpcFault.INVALID_REQUEST, "send messages as Content-Type application/json");
        }
        byte[] body = request.getContentLengthLong() > LIMIT
                ? null
                : request.getInputStream().readNBytes(LIMIT + 1);
        if (body == null || body.length > LIMIT) {
            throw new RpcFault(413, RpcFault.INVALID_REQUEST, "the body has more than " + LIMIT + " bytes");
        }
        return RpcMessage.read(body);
    }

    private void answer(HttpServletRequest request, RpcMessage message, HttpServletResponse response)
            throws IOException {
        String version = request.getHeader(VERSION);
        if (version != null && !protocolVersions().contains(version)) {
            throw new RpcFault(
                    400,
                    UNSUPPORTED_VERSION,
                    "protocol version " + version + " is not supported",
                    Map.of("supported", protocolVersions(), "requested", version));
        }
        var context = Callers.context(request);
        if (message.isNotification()) {
            server.handleNotification(
                            context,
                            new JSONRPCNotification(McpSchema.JSONRPC_VERSION, message.method(), message.params()))
                    .block();
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            return;
        }
        JSONRPCResponse answer = server.handleRequest(
                        context,
                        new JSONRPCRequest(McpSchema.JSONRPC_VERSION, message.method(), message.id(), message.params()))
                .block();
        write(response, HttpServletResponse.SC_OK, answer);
    }

    private void fail(HttpServletResponse response, RpcMessage message, RpcFault fault) throws IOException {
        var error = new LinkedHashMap<String, Object>();
        error.put("code", fault.code());
        error.put("message", fault.getMessage());
        if (fault.data() != null) {
            error.put("data", fault.data());
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("jsonrpc", McpSchema.JSONRPC_VERSION);
        if (message != null && !message.isNotification()) {
            body.put("id", message.id());
        }
        body.put("error", error);
        if (fault.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader(HttpHeaders.ALLOW, "POST");
        }
        write(response, fault.status(), body);
    }

    private void write(HttpServletResponse response, int status, Object body) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), body);
    }
}
