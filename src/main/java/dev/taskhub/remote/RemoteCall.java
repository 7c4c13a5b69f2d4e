package dev.taskhub.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTTP request to a remote, relative to the address its kamelet holds.
 *
 * @param method {@code GET}, {@code POST}, {@code PATCH}, {@code PUT} or {@code DELETE}
 * @param path percent-encoded, begins with a slash: {@code /v0/app3tpP9F3BrP1P7j/Tasks}
 * @param query percent-encoded {@code name=value} pairs joined by {@code &}, or the empty string
 * @param body what goes out as JSON, or {@code null} for none
 */
public record RemoteCall(String method, String path, String query, Object body) {

    public static RemoteCall get(String path, List<Map.Entry<String, String>> parameters) {
        return new RemoteCall("GET", path, query(parameters), null);
    }

    public static RemoteCall delete(String path, List<Map.Entry<String, String>> parameters) {
        return new RemoteCall("DELETE", path, query(parameters), null);
    }

    public static RemoteCall post(String path, Object body) {
        return new RemoteCall("POST", path, "", body);
    }

    public static RemoteCall patch(String path, Object body) {
        return new RemoteCall("PATCH", path, "", body);
    }

    /** One path segment or query part, percent-encoded (a space becomes {@code %20}). */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String query(List<Map.Entry<String, String>> parameters) {
        return parameters.stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }
}
