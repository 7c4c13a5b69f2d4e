package dev.taskhub.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A request or notification of JSON-RPC 2.0.
 *
 * @param id a {@code String}, {@code Integer} or {@code Long}; {@code null} for a notification
 * @param params never {@code null}
 */
record RpcMessage(Object id, String method, Map<String, Object> params) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** What a method calls the thing that it is about. */
    private static final Map<String, String> NAMES =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private static final List<String> OBJECTS = List.of("arguments", "_meta");

    /**
     * The message that {@code body} holds.
     *
     * @throws RpcFault when it is none
     */
    static RpcMessage read(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RpcFault(400, RpcFault.PARSE_ERROR, "the body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (json.isArray()) {
            throw invalid("the body is a batch: send one message at a time");
        }
        JsonNode id = json.path("id");
        JsonNode params = json.path("params");
        if (!json.isObject()
                || !json.path("jsonrpc").asText().equals("2.0")
                || !json.path("method").isTextual()
                || !(id.isMissingNode() || id.isTextual() || id.isIntegralNumber() && id.canConvertToLong())
                || !(params.isMissingNode() || params.isNull() || params.isObject())) {
            throw invalid("the body is no request and no notification of JSON-RPC 2.0");
        }
        return new RpcMessage(
                id.isMissingNode() ? null : JSON.convertValue(id, Object.class),
                json.get("method").textValue(),
                params.isObject() ? JSON.convertValue(params, JSON.constructType(Map.class)) : Map.of());
    }

    /** @throws RpcFault when the parameters are not of the kinds that the method takes */
    void refuseWrongKinds() {
        String name = NAMES.get(method);
        if (name != null && !(params.get(name) instanceof String)) {
            throw new RpcFault(400, RpcFault.INVALID_PARAMS, method + " wants a text as params." + name);
        }
        for (String object : OBJECTS) {
            if (params.containsKey(object) && !(params.get(object) instanceof Map)) {
                throw new RpcFault(400, RpcFault.INVALID_PARAMS, "params." + object + " is no object");
            }
        }
        if (method.endsWith("/list") && params.get("cursor") != null) {
            throw new RpcFault(400, RpcFault.INVALID_PARAMS, "this list has one page, so there is no such cursor");
        }
    }

    private static RpcFault invalid(String message) {
        return new RpcFault(400, RpcFault.INVALID_REQUEST, message);
    }

    boolean isNotification() {
        return id == null;
    }

    /** The name or address of what the message is about, or {@code null} when its method has none. */
    String name() {
        return (String) params.get(NAMES.getOrDefault(method, ""));
    }
}
