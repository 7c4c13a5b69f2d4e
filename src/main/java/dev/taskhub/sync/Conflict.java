package dev.taskhub.sync;

import java.time.Instant;

/**
 * A disagreement that a person has to settle. While it is open the hub keeps its value and writes nothing of that field
 * to that system.
 *
 * @param field a task field's JSON name, or {@link #LIFE} when one side deleted what the other changed
 * @param base what both sides last agreed on; values are in the system's own terms
 * @param hub the hub's value
 * @param remote the system's value
 * @param remoteAt when the system says that value was set there, or {@code null} when it did not say
 * @param remoteBy who set it there, as the system names them, or {@code null} when unknown
 * @param resolution {@code hub}, {@code remote}, {@code written} or {@code overtaken}; {@code null} while open
 */
public record Conflict(
        String id,
        String taskId,
        String system,
        String container,
        String externalId,
        String field,
        Object base,
        Object hub,
        Object remote,
        Instant remoteAt,
        String remoteBy,
        Instant openedAt,
        String resolution) {

    /** The field that stands for whether the task is there at all. */
    public static final String LIFE = "life";

    /** The resolutions: the hub's value stands, the system's was taken, a person wrote another, or both came to agree. */
    static final String HUB = "hub";

    static final String REMOTE = "remote";
    static final String WRITTEN = "written";
    static final String OVERTAKEN = "overtaken";

    boolean isAboutTheSameAs(Conflict other) {
        return taskId.equals(other.taskId) && system.equals(other.system) && field.equals(other.field);
    }

    /** This conflict as the newest state of {@code open}: its identity and its base stay. */
    Conflict inPlaceOf(Conflict open) {
        return new Conflict(
                open.id,
                taskId,
                system,
                container,
                externalId,
                field,
                open.base,
                hub,
                remote,
                remoteAt,
                remoteBy,
                open.openedAt,
                null);
    }

    Conflict withHub(Object newHub) {
        return new Conflict(
                id,
                taskId,
                system,
                container,
                externalId,
                field,
                base,
                newHub,
                remote,
                remoteAt,
                remoteBy,
                openedAt,
                resolution);
    }
}
