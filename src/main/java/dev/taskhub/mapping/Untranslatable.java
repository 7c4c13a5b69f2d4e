package dev.taskhub.mapping;

/** A value that has no counterpart on the other side; the message names the column, the value and what is allowed. */
public class Untranslatable extends RuntimeException {

    public Untranslatable(String message) {
        super(message);
    }
}
