package dev.taskhub.work;

import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A task as doors show it in JSON. */
public final class TaskView {

    private TaskView() {}

    /**
     * The fields that hold a value, by their JSON names, after {@code id}, {@code alias} and {@code version}. Times are texts of
     * ISO 8601 in UTC.
     */
    public static Map<String, Object> of(Task task) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", task.id());
        view.put("alias", task.alias());
        view.put("version", task.version());
        if (task.isDeleted()) {
            view.put("deletedAt", task.deletedAt().toString());
        }
        for (TaskField field : TaskField.values()) {
            Object value = task.value(field);
            if (value != null) {
                view.put(field.jsonName(), value instanceof Instant time ? time.toString() : value);
            }
        }
        return view;
    }
}
