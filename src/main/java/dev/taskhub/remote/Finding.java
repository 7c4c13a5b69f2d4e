package dev.taskhub.airtable;

/**
 * One result of checking the connection.
 *
 * @param what what was checked or is wrong, in plain words
 * @param hint how to mend it; empty when {@code ok}
 */
public record Finding(boolean ok, String what, String hint) {

    static Finding ok(String what) {
        return new Finding(true, what, "");
    }

    static Finding wrong(String what, String hint) {
        return new Finding(false, what, hint);
    }
}
