package dev.taskhub.security;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The form of all errors at the doors for programs.
 *
 * @param code one of those of {@code docs/doors/api.md}
 * @param message what is wrong and what to do
 * @param details more of it by name: {@code faults} lists every one
 * @param timestamp ISO 8601 in UTC
 * @param requestId under which the log may say more
 */
public record ErrorBody(String code, String message, Map<String, Object> details, String timestamp, String requestId) {

    /** An error of now, with an id of its own. */
    public static ErrorBody of(String code, String message, Clock clock) {
        return of(code, message, Map.of(), clock);
    }

    /** An error of now, with an id of its own. */
    public static ErrorBody of(String code, String message, Map<String, Object> details, Clock clock) {
        return new ErrorBody(
                code,
                message,
                details,
                clock.instant().toString(),
                UUID.randomUUID().toString());
    }

    /** As it is written, in this order. */
    public Map<String, Object> asMap() {
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", message);
        body.put("details", details);
        body.put("timestamp", timestamp);
        body.put("requestId", requestId);
        return body;
    }
}
