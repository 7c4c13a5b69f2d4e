package dev.taskhub.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Revision 2026-07-28 of the protocol, which knows no greeting: every request says itself how it is to be understood, in its
 * {@code _meta} and once more in its headers, and every result says how long it holds. The SDK knows the revisions before it.
 */
final class ModernEra {

    static final String REVISION = "2026-07-28";

    private static final String DISCOVER = "server/discover";
    private static final String OWN = "io.modelcontextprotocol/";
    private static final String PROTOCOL_VERSION = OWN + "protocolVersion";
    private static final String CLIENT_CAPABILITIES = OWN + "clientCapabilities";
    private static final String SERVER_INFO = OWN + "serverInfo";
    private static final String META = "_meta";

    private static final int HEADER_MISMATCH = -32020;
    private static final int UNSUPPORTED_VERSION = -32022;

    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    /** What it asks the SDK's server for; the greeting, {@code ping} and the like are gone. */
    private static final Set<String> METHODS = Set.of(
            DISCOVER,
            McpSchema.METHOD_TOOLS_LIST,
            McpSchema.METHOD_TOOLS_CALL,
            McpSchema.METHOD_RESOURCES_LIST,
            McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
            McpSchema.METHOD_RESOURCES_READ,
            McpSchema.METHOD_PROMPT_LIST,
            McpSchema.METHOD_PROMPT_GET);

    /** What is no list, and is asked for anew each time: such results say nothing of being kept. */
    private static final Set<String> CALLS = Set.of(McpSchema.METHOD_TOOLS_CALL, McpSchema.METHOD_PROMPT_GET);

    /** Milliseconds for which a client may keep a list: those of one hub change with its version alone. */
    private static final int KEEP_LISTS = 300_000;

    private final List<String> supported;
    private final Implementation server;
    private final ServerCapabilities capabilities;
    private final String instructions;

    /** @param supported all revisions that the door takes */
    ModernEra(List<String> supported, Implementation server, ServerCapabilities capabilities, String instructions) {
        this.supported = supported;
        this.server = server;
        this.capabilities = capabilities;
        this.instructions = instructions;
    }

    /** Whether a message is of this era, or of one yet to come. */
    static boolean isOf(String version, RpcMessage message, List<String> legacy) {
        return version != null && !legacy.contains(version)
                || meta(message).get(PROTOCOL_VERSION) instanceof String inBody && !legacy.contains(inBody);
    }

    /**
     * Checks that a message says what it has to, and its headers the same. What {@code bin/taskhub-mcp} hands on came over stdio,
     * where there are no headers.
     *
     * @throws RpcFault when it does not, or is of no known kind
     */
    void check(HttpServletRequest request, RpcMessage message) {
        boolean overStdio = "stdio".equals(request.getHeader("X-TaskHub-Transport"));
        if (!message.isNotification()) {
            Object version = meta(message).get(PROTOCOL_VERSION);
            checkMeta(
                    message,
                    overStdio && version instanceof String inBody ? inBody : request.getHeader(McpDoor.VERSION));
        }
        if (!overStdio) {
            agree("Mcp-Method", request.getHeader("Mcp-Method"), message.method());
        }
        if (!message.isNotification() && !METHODS.contains(message.method())) {
            throw new RpcFault(
                    404,
                    RpcFault.METHOD_NOT_FOUND,
                    "there is no method \"" + message.method() + "\" in revision " + REVISION);
        }
        message.refuseWrongKinds();
        if (message.name() != null && !overStdio) {
            agree("Mcp-Name", decoded(request.getHeader("Mcp-Name")), message.name());
        }
    }

    private void checkMeta(RpcMessage message, String version) {
        Map<?, ?> meta = meta(message);
        boolean known = REVISION.equals(version);
        if (known && !(meta.get(PROTOCOL_VERSION) instanceof String)) {
            throw missing(PROTOCOL_VERSION);
        }
        if (meta.get(PROTOCOL_VERSION) instanceof String inBody) {
            agree(McpDoor.VERSION, version, inBody);
        }
        if (!known) {
            throw new RpcFault(
                    400,
                    UNSUPPORTED_VERSION,
                    "revision " + version + " of the protocol is not supported",
                    Map.of("supported", supported, "requested", version));
        }
        if (!(meta.get(CLIENT_CAPABILITIES) instanceof Map)) {
            throw missing(CLIENT_CAPABILITIES);
        }
    }

    private static RpcFault missing(String key) {
        return new RpcFault(400, RpcFault.INVALID_PARAMS, "params._meta[\"" + key + "\"] is missing");
    }

    private static Map<?, ?> meta(RpcMessage message) {
        return message.params().get(META) instanceof Map<?, ?> meta ? meta : Map.of();
    }

    private static void agree(String name, String header, String inBody) {
        if (!inBody.equals(header)) {
            throw new RpcFault(
                    400,
                    HEADER_MISMATCH,
                    header == null
                            ? "header " + name + " is missing: it has to say what the body says"
                            : "header " + name + " says \"" + header + "\", the body \"" + inBody + "\"");
        }
    }

    private static String decoded(String header) {
        if (header == null || !header.startsWith(ENCODED) || !header.endsWith(ENCODED_END)) {
            return header;
        }
        try {
            return new String(
                    Base64.getDecoder()
                            .decode(header.substring(
                                    ENCODED.length(), Math.max(ENCODED.length(), header.length() - 2))),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RpcFault(400, HEADER_MISMATCH, "header Mcp-Name is no Base64 between =?base64? and ?=");
        }
    }

    /** The answer that the hub gives to the message itself, or {@code null} when the SDK's server is to be asked. */
    Map<String, Object> own(RpcMessage message) {
        if (!message.method().equals(DISCOVER)) {
            return null;
        }
        return Map.of("supportedVersions", supported, "capabilities", capabilities, "instructions", instructions);
    }

    /** The code of an error of the SDK's server in this era. */
    static int code(int code) {
        return code == McpSchema.ErrorCodes.RESOURCE_NOT_FOUND ? RpcFault.INVALID_PARAMS : code;
    }

    /** A result as this era has it. */
    Map<String, Object> result(RpcMessage message, Map<String, Object> result) {
        var complete = new LinkedHashMap<>(result);
        complete.put("resultType", "complete");
        if (!CALLS.contains(message.method())) {
            complete.put("ttlMs", message.method().equals(McpSchema.METHOD_RESOURCES_READ) ? 0 : KEEP_LISTS);
            complete.put("cacheScope", "private");
        }
        var meta = new HashMap<Object, Object>();
        if (result.get(META) instanceof Map<?, ?> before) {
            meta.putAll(before);
        }
        meta.put(SERVER_INFO, server);
        complete.put(META, meta);
        return complete;
    }
}
