package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One function call as the HTTP API takes it.
 *
 * @param path {@code module:export}
 * @param args the object, or the array that holds it
 * @param format as given, or {@code null}; looked at only after the function has run, as Convex does
 */
record ConvexRequest(String path, JsonNode args, String format) {

    private static final int MAX_BODY = 16 * 1024 * 1024 + 2000;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The JSON body of {@code request}, after the checks that come before it. */
    static JsonNode body(HttpServletRequest request) throws IOException {
        checkClient(request);
        String type = request.getContentType();
        if (type == null || !type.matches("(?i)application/([\\w.-]+\\+)?json\\s*(;.*)?")) {
            throw RequestRefused.badBody("Expected request with `Content-Type: application/json`");
        }
        byte[] bytes = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw RequestRefused.badBody("Failed to buffer the request body: length limit exceeded");
        }
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The call that {@code body} asks for; {@code path} stands in the body unless it is given. */
    static ConvexRequest of(JsonNode body, String path) {
        if (!body.isObject()) {
            throw mistyped("invalid type: expected struct");
        }
        String named = path != null ? path : text(body, "path");
        if (named == null) {
            throw mistyped("missing field `path`");
        }
        if (!body.has("args")) {
            throw mistyped("missing field `args`");
        }
        return new ConvexRequest(checked(named), body.get("args"), text(body, "format"));
    }

    static JsonNode parse(String json) {
        try {
            JsonNode parsed = JSON.readTree(json);
            if (!parsed.isMissingNode()) {
                return parsed;
            }
            throw RequestRefused.badBody(
                    "Failed to parse the request body as JSON: EOF while parsing a value at line 1 column 0");
        } catch (JsonProcessingException e) {
            throw RequestRefused.badBody("Failed to parse the request body as JSON: " + e.getOriginalMessage()
                    + " at line " + e.getLocation().getLineNr() + " column "
                    + e.getLocation().getColumnNr());
        }
    }

    /** @throws RequestRefused for a {@code Convex-Client} header without a version */
    static void checkClient(HttpServletRequest request) {
        String client = request.getHeader("Convex-Client");
        if (client != null && !client.contains("-")) {
            throw new RequestRefused(
                    400,
                    "InvalidClientVersion",
                    "Failed to parse client version string: '" + client
                            + "'. Expected format is {client_name}-{semver}, e.g. my-esolang-client-0.0.1");
        }
    }

    /** The id that stands in error texts: the caller's own or a new one of 16 hexadecimal digits. */
    static String id(HttpServletRequest request) {
        String own = request.getHeader("Convex-Request-Id");
        return own != null ? own : UUID.randomUUID().toString().replace("-", "").substring(16);
    }

    /** The function's canonical name. */
    static String checked(String path) {
        if (!path.matches("[A-Za-z0-9_./]+(:[A-Za-z_$][A-Za-z0-9_$]*)?")) {
            throw new RequestRefused(
                    400,
                    "BadConvexFunctionIdentifier",
                    path + " is not a valid path to a Convex function. "
                            + "It is a module, a colon and a name: messages:list");
        }
        String canonical = path.replaceFirst("\\.js(?=:|$)", "");
        return canonical.contains(":") ? canonical : canonical + ":default";
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw mistyped("invalid type for field `" + field + "`: expected a string");
        }
        return value.textValue();
    }

    private static RequestRefused mistyped(String what) {
        return RequestRefused.badBody("Failed to deserialize the JSON body into the target type: " + what);
    }
}
