package dev.taskhub.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the event log: what happened to a task, through which system, and by whom.
 *
 * @param id sorts by time (UUID version 7)
 * @param actor the person or agent, as the system names it, or {@code null} when unknown
 * @param system the system the change came through: {@code airtable}, {@code convex}, {@code claude}, {@code hub}
 * @param messageKey the idempotency key of the message that brought the change, or {@code null}
 */
public record TaskEvent(
        String id,
        String taskId,
        Instant at,
        Type type,
        String actor,
        String system,
        String messageKey,
        List<FieldChange> changes) {

    /** Whether it gave {@code field} its value. */
    public boolean tellsOf(TaskField field) {
        return type != Type.OVERRULED && changes.stream().anyMatch(change -> change.field() == field);
    }

    /** This event with one change more. */
    public TaskEvent with(FieldChange change) {
        var all = new ArrayList<>(changes);
        all.add(change);
        return new TaskEvent(id, taskId, at, type, actor, system, messageKey, List.copyOf(all));
    }

    /**
     * OVERRULED keeps a value that lost a conflict: {@code after} of its changes is the value that was not taken. What happened
     * to a comment is told as a change of the task's comments that names this one alone; COMMENT_OVERRULED is as OVERRULED. What
     * happened to a time entry is told likewise, as a change of the task's time tracking.
     */
    public enum Type {
        CREATED,
        UPDATED,
        DELETED,
        RESTORED,
        OVERRULED,
        COMMENT_ADDED,
        COMMENT_EDITED,
        COMMENT_DELETED,
        COMMENT_RESTORED,
        COMMENT_OVERRULED,
        TIME_ADDED,
        TIME_CHANGED,
        TIME_DELETED
    }
}
