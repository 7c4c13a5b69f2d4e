package dev.taskhub.quick;

import dev.taskhub.task.TaskField;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one line says of a new task.
 *
 * @param title never empty for a line that is not blank
 * @param due the day it is due, or {@code null}
 * @param priority one of the choices of {@link TaskField#PRIORITY}, or {@code null}
 * @param tags without their {@code #}, in the order of the line, without repeats
 * @param agent the name as the agents are called, or {@code null}
 * @param estimatedHours above 0, or {@code null}
 * @param understood for people, one line for each value beside the title: {@code due 2026-12-04 (Friday)}
 * @param notes for people, what looked as if it meant something and was left in the title, or left out
 */
public record QuickTask(
        String title,
        LocalDate due,
        String priority,
        List<String> tags,
        String agent,
        Double estimatedHours,
        List<String> understood,
        List<String> notes) {

    /** The values as a task holds them, without the empty ones; a day is its midnight in UTC, as all systems keep it. */
    public Map<TaskField, Object> values() {
        var values = new EnumMap<TaskField, Object>(TaskField.class);
        put(values, TaskField.TITLE, title.isEmpty() ? null : title);
        put(values, TaskField.DUE_DATE, due == null ? null : due.atStartOfDay().toInstant(ZoneOffset.UTC));
        put(values, TaskField.PRIORITY, priority);
        put(values, TaskField.TAGS, tags.isEmpty() ? null : tags);
        put(values, TaskField.ASSIGNED_TO, agent);
        put(values, TaskField.ESTIMATED_HOURS, estimatedHours);
        return values;
    }

    private static void put(Map<TaskField, Object> values, TaskField field, Object value) {
        if (value != null) {
            values.put(field, value);
        }
    }
}
