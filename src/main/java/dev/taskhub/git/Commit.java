package dev.taskhub.git;

/**
 * One commit, as a door tells of it.
 *
 * @param hash the whole one, in hex and lower case
 * @param merge whether it is known to join branches
 * @param fresh whether it was never pushed before, as far as the sender knows
 * @param url where people look at it, or {@code null}
 */
public record Commit(String hash, String author, String message, boolean merge, boolean fresh, String url) {

    private static final int SHORT = 7;

    static String shortened(String hash) {
        return hash.substring(0, SHORT);
    }
}
