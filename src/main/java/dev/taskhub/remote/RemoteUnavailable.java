package dev.taskhub.remote;

import java.time.Duration;

/** A remote could not do what was asked for now; the same call may succeed later. Whether it happened is unknown. */
public class RemoteUnavailable extends RuntimeException {

    private final Duration retryAfter;

    public RemoteUnavailable(String message) {
        this(message, Duration.ZERO);
    }

    /** @param retryAfter how long the remote wants to be left alone; zero when it does not say */
    public RemoteUnavailable(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
