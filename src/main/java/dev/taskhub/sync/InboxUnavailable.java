package dev.taskhub.sync;

import java.time.Duration;

/** The message could not be kept now and must not be acknowledged; the sender is to repeat it. */
public class InboxUnavailable extends RuntimeException {

    public InboxUnavailable(String message) {
        super(message);
    }

    InboxUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** How long a sender should wait before the repeat; whole seconds, for {@code Retry-After}. */
    public Duration retryAfter() {
        return Duration.ofSeconds(5);
    }
}
