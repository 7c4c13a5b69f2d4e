package dev.taskhub.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.ProtocolVersions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP without sessions: each message is a request by itself, and its answer is JSON. Takes both eras of the protocol,
 * which differ in what stands around a message; what it asks for is carried out by the same server.
 */
final class McpDoor extends HttpServlet implements McpStatelessServerTransport {

    static final String VERSION = "MCP-Protocol-Version";

    private static final List<String> LEGACY = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private final transient ObjectMapper json;
    private transient McpSettings settings;
    private transient Origins origins;
    private transient RateLimit limit;
    private Set<String> tools = Set.of();
    private transient ModernEra modern;
    private transient McpStatelessServerHandler server;

    McpDoor(ObjectMapper json) {
        this.json = json;
    }

    void guard(McpSettings by, Clock clock) {
        settings = by;
        origins = new Origins(by);
        limit = new RateLimit(by, clock);
    }

    /** @param names of all the tools that there are */
    void offer(Set<String> names, Implementation info, ServerCapabilities capabilities, String instructions) {
        tools = names;
        var supported = new ArrayList<>(LEGACY);
        supported.add(ModernEra.REVISION);
        Collections.reverse(supported);
        modern = new ModernEra(List.copyOf(supported), info, capabilities, instructions);
    }

    /** Those with a greeting: the SDK's server settles on one of them. */
    @Override
    public List<String> protocolVersions() {
        return LEGACY;
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
            answer(request, message, response);
        } catch (RpcFault fault) {
            fail(response, message, fault);
        } catch (RuntimeException e) {
            fail(response, message, new RpcFault(500, RpcFault.INTERNAL, Failure.logged("an MCP message", e)));
        }
    }

    private RpcMessage read(HttpServletRequest request) throws IOException {
        origins.check(request);
        if (!request.getMethod().equals("POST")) {
            throw new RpcFault(405, RpcFault.INVALID_REQUEST, "send messages with POST; there is nothing else here")
                    .with(HttpHeaders.ALLOW, "POST");
        }
        Duration wait = limit.take(Callers.login(request));
        if (!wait.isZero()) {
            throw new RpcFault(
                            429, RpcFault.REFUSED, "too many requests: taskhub.mcp.requests-per-second says how many")
                    .with(
                            HttpHeaders.RETRY_AFTER,
                            String.valueOf(wait.plusMillis(999).toSeconds()));
        }
        if (request.getContentType() == null
                || !request.getContentType().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw new RpcFault(415, RpcFault.INVALID_REQUEST, "send messages as Content-Type application/json");
        }
        return RpcMessage.read(body(request));
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        long most = settings.maxMessageSize().toBytes();
        if (request.getContentLengthLong() > most) {
            throw tooLarge();
        }
        var body = new ByteArrayOutputStream();
        var part = new byte[8192];
        long end = System.nanoTime() + settings.readWithin().toNanos();
        try {
            for (int read = 0; read >= 0; read = request.getInputStream().read(part)) {
                body.write(part, 0, read);
                if (body.size() > most) {
                    throw tooLarge();
                }
                if (System.nanoTime() - end > 0) {
                    throw tooSlow();
                }
            }
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        }
        return body.toByteArray();
    }

    private RpcFault tooLarge() {
        return new RpcFault(
                413,
                RpcFault.INVALID_REQUEST,
                "the body has more than " + settings.maxMessageSize().toBytes()
                        + " bytes, which is taskhub.mcp.max-message-size");
    }

    private RpcFault tooSlow() {
        return new RpcFault(
                        408,
                        RpcFault.INVALID_REQUEST,
                        "the body did not arrive within "
                                + settings.readWithin().toSeconds() + " s, which is taskhub.mcp.read-within")
                .with(HttpHeaders.CONNECTION, "close");
    }

    private void answer(HttpServletRequest request, RpcMessage message, HttpServletResponse response)
            throws IOException {
        boolean isModern = ModernEra.isOf(request.getHeader(VERSION), message, LEGACY);
        if (isModern) {
            modern.check(request, message);
        } else {
            message.refuseWrongKinds();
        }
        if (message.isNotification()) {
            // none of them is of concern: there is no session, and every call is over with its answer
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            return;
        }
        Map<String, Object> result = isModern ? modern.own(message) : null;
        if (result == null) {
            result = ask(Callers.context(request), message, isModern);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("jsonrpc", McpSchema.JSONRPC_VERSION);
        body.put("id", message.id());
        body.put("result", isModern ? modern.result(message, result) : result);
        write(response, HttpServletResponse.SC_OK, body);
    }

    private Map<String, Object> ask(McpTransportContext context, RpcMessage message, boolean isModern) {
        // the SDK would answer with the name "invalid_tool_name", whatever was called
        if (message.method().equals(McpSchema.METHOD_TOOLS_CALL) && !tools.contains(message.name())) {
            throw new RpcFault(200, RpcFault.INVALID_PARAMS, "there is no tool \"" + message.name() + "\"");
        }
        JSONRPCResponse answer;
        try {
            answer = server.handleRequest(
                            context,
                            new JSONRPCRequest(
                                    McpSchema.JSONRPC_VERSION, message.method(), message.id(), message.params()))
                    .block();
        } catch (IllegalArgumentException e) {
            throw unreadable(message);
        }
        if (answer.error() == null) {
            return json.convertValue(answer.result(), json.constructType(Map.class));
        }
        JSONRPCError error = answer.error();
        if (error.code() == RpcFault.INTERNAL && message.method().equals(McpSchema.METHOD_INITIALIZE)) {
            throw unreadable(message);
        }
        throw new RpcFault(
                error.code() == RpcFault.INTERNAL ? 500 : 200,
                isModern ? ModernEra.code(error.code()) : error.code(),
                error.message(),
                error.data());
    }

    /** The SDK reads parameters into types of its own, and then speaks of these. */
    private static RpcFault unreadable(RpcMessage message) {
        return new RpcFault(400, RpcFault.INVALID_PARAMS, "the params are not as " + message.method() + " takes them");
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
        fault.headers().forEach(response::setHeader);
        write(response, fault.status(), body);
    }

    private void write(HttpServletResponse response, int status, Object body) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), body);
    }
}
