package dev.taskhub.sync;

/** What was asked for by its id is not there, or no longer in a state in which that can be done; the message says what to do. */
public class NotFound extends RuntimeException {

    public NotFound(String message) {
        super(message);
    }
}
