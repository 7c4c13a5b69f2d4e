package dev.taskhub.claude;

import java.util.List;

/**
 * Which items of a new list are which known ones.
 *
 * @param listed every item of the new list, in its order
 * @param dropped known items that the list leaves out though they are not completed
 * @param recent the lists written lately, this one among them
 */
record Matching(List<Identified> listed, List<KnownTodo> dropped, RecentLists recent) {

    /**
     * An item of the new list with its identity.
     *
     * @param known what it is taken for, or {@code null} for a new item
     * @param confidence that it is the known one, from 0 to 1; 0 for a new item
     * @param taskId the task its tag names, or {@code null}
     */
    record Identified(TodoItem item, String externalId, KnownTodo known, By by, double confidence, String taskId) {}

    /** What told that an item is the known one, the surest first. */
    enum By {
        TAG,
        CONTENT,
        ACTIVE_FORM,
        ID,
        SIMILARITY,
        NEIGHBOURS,
        NOTHING;

        /** Whether a person may see it otherwise. */
        boolean isGuess() {
            return this == SIMILARITY || this == NEIGHBOURS;
        }
    }
}
