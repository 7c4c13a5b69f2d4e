package dev.taskhub.sandbox.convex;

import java.util.Map;

/**
 * How the imitated deployment behaves.
 *
 * @param redact whether clients see only the request id of an error, as in production
 * @param paused whether functions refuse to run
 * @param concurrency how many functions of one kind run at a time
 * @param permitWaitSeconds how long a call waits for its turn before it is answered 429
 */
record Settings(boolean redact, boolean paused, int concurrency, int permitWaitSeconds) {

    static final Settings DEFAULT = new Settings(false, false, 16, 5);

    Map<String, Object> asMap() {
        return Map.of(
                "redact", redact,
                "paused", paused,
                "concurrency", concurrency,
                "permitWaitSeconds", permitWaitSeconds);
    }

    /** @throws IllegalArgumentException naming what is unknown or of the wrong type */
    Settings with(String name, Object value) {
        return switch (name) {
            case "redact" -> new Settings(flag(name, value), paused, concurrency, permitWaitSeconds);
            case "paused" -> new Settings(redact, flag(name, value), concurrency, permitWaitSeconds);
            case "concurrency" -> new Settings(redact, paused, count(name, value), permitWaitSeconds);
            case "permitWaitSeconds" -> new Settings(redact, paused, concurrency, count(name, value));
            default -> throw new IllegalArgumentException(
                    "convex has no setting \"" + name + "\"; it has " + asMap().keySet());
        };
    }

    private static boolean flag(String name, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("convex." + name + " must be true or false, not " + value);
    }

    private static int count(String name, Object value) {
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException("convex." + name + " must be a whole number from 0, not " + value);
    }
}
