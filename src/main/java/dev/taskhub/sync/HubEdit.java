package dev.taskhub.sync;

import dev.taskhub.task.TaskField;
import java.util.Map;

/**
 * A change that the hub itself makes to a task, provided the task has not changed since it was read.
 *
 * @param version the task's version the edit was decided on; another version in the store makes it void
 * @param values canonical values by field; {@code null} empties a field
 * @param actor who decided, for the event log
 * @param yields whether any system's own value for the same field wins, heard later though it may be
 */
public record HubEdit(String taskId, long version, Map<TaskField, Object> values, String actor, boolean yields) {

    /** A change that counts as made now, like anybody's. */
    public HubEdit(String taskId, long version, Map<TaskField, Object> values, String actor) {
        this(taskId, version, values, actor, false);
    }
}
