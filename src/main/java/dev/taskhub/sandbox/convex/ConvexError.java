package dev.taskhub.sandbox.convex;

import java.util.Map;
import java.util.TreeMap;

/** The error a function throws on purpose: the only one whose data reaches the client unredacted. */
final class ConvexError extends RuntimeException {

    private final transient Map<String, Object> data;

    ConvexError(Map<String, Object> data) {
        super("Uncaught ConvexError: " + ValueFormat.text(ValueFormat.CLEAN.export(data)));
        this.data = data;
    }

    static ConvexError validation(String externalId, String message) {
        Map<String, Object> data = new TreeMap<>();
        data.put("code", "VALIDATION");
        data.put("message", message);
        if (externalId != null) {
            data.put("externalId", externalId);
        }
        return new ConvexError(data);
    }

    static ConvexError notFound(String externalId) {
        return new ConvexError(Map.of("code", "NOT_FOUND", "externalId", externalId));
    }

    static ConvexError versionConflict(String externalId, double current, double expected) {
        return new ConvexError(
                Map.of("code", "VERSION_CONFLICT", "externalId", externalId, "current", current, "expected", expected));
    }

    static ConvexError tooManyItems(int limit) {
        return new ConvexError(Map.of("code", "TOO_MANY_ITEMS", "limit", (double) limit));
    }

    Map<String, Object> data() {
        return data;
    }
}
