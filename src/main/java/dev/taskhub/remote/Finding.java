package dev.taskhub.remote;

/**
 * One result of checking a connection.
 *
 * @param what what was checked or is wrong, in plain words
 * @param hint how to mend it, or to have more of what is {@code ok}; empty when there is nothing to do
 */
public record Finding(boolean ok, String what, String hint) {

    /** What is as it should be. */
    public static Finding ok(String what) {
        return new Finding(true, what, "");
    }

    /** What is missing or wrong, and what to do about it. */
    public static Finding wrong(String what, String hint) {
        return new Finding(false, what, hint);
    }
}
