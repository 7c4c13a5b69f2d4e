package dev.taskhub.sync;

/**
 * Something in which a system does not show what the hub holds, though nothing is on its way there.
 *
 * @param taskId the task, or {@code null} where the hub has none
 * @param alias what people call the task, {@code T-124}
 * @param externalId the item's id there, or {@code null} where there is none
 * @param field the task's field, or {@link #WHOLE}
 * @param hub the hub's value in the system's own terms, cut when it is long; of a whole item its title
 * @param remote the system's value, likewise
 * @param kind {@code differs}, {@code missing there} or {@code unknown here}
 */
public record Difference(
        String system,
        String taskId,
        String alias,
        String externalId,
        String field,
        Object hub,
        Object remote,
        String kind) {

    /** Stands for all fields at once. */
    static final String WHOLE = "item";

    static final String DIFFERS = "differs";
    static final String MISSING_THERE = "missing there";
    static final String UNKNOWN_HERE = "unknown here";
}
