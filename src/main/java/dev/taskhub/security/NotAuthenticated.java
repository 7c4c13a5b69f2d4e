package dev.taskhub.security;

/** Whoever asks is not who the request says, or no longer may come in; what was wrong is not told. */
public class NotAuthenticated extends RuntimeException {

    public NotAuthenticated(String message) {
        super(message);
    }
}
