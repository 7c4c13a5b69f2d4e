package dev.taskhub.work;

/** What was asked for cannot be done with the task as it is now; the message says why and what to do. */
public class Refused extends RuntimeException {

    public Refused(String message) {
        super(message);
    }
}
