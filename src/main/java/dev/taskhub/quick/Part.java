package dev.taskhub.quick;

/**
 * One piece of a line that is more than words of the title.
 *
 * @param value a {@code LocalDate}, a priority, a tag, an agent's name, or hours as {@code Double}
 * @param isMarked says by itself what it is ({@code #backend}, {@code by Friday}); one that does not ({@code high}) must
 *     stand apart from the sentence, behind a comma or another part
 * @param note what of it is left out, or {@code null}
 */
record Part(Kind kind, Object value, boolean isMarked, String note) {

    enum Kind {
        DUE,
        PRIORITY,
        TAG,
        AGENT,
        ESTIMATE
    }

    /** Whether it is a name with a sign before it, which counts wherever it stands. */
    boolean isMention() {
        return kind == Kind.TAG || kind == Kind.AGENT;
    }
}
