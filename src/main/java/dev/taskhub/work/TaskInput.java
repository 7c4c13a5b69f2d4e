package dev.taskhub.work;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.mapping.WrittenValue;
import dev.taskhub.task.TaskField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a caller writes of a task in JSON: {@code {"title": "...", "dueDate": "2026-12-04"}}. */
public final class TaskInput {

    /** The fields that a caller may write; the others the hub keeps itself, or other calls do. */
    public static final Set<TaskField> WRITABLE = Set.copyOf(EnumSet.complementOf(EnumSet.of(
            TaskField.CREATED_AT,
            TaskField.CREATED_BY,
            TaskField.UPDATED_AT,
            TaskField.COMPLETED_AT,
            TaskField.COMMENTS,
            TaskField.TIME_TRACKING)));

    private static final String NAMES =
            WRITABLE.stream().map(TaskField::jsonName).sorted().collect(Collectors.joining(", "));

    private TaskInput() {}

    /**
     * The canonical values, {@code null} for a field that is to be emptied.
     *
     * @throws InvalidTask naming every field that is unknown, not the caller's to write, or cannot hold its value
     */
    public static Map<TaskField, Object> read(Map<String, Object> json) {
        var values = new EnumMap<TaskField, Object>(TaskField.class);
        List<String> faults = new ArrayList<>();
        json.forEach((name, value) -> {
            Optional<TaskField> field = TaskField.named(name);
            if (field.isEmpty()) {
                faults.add("%s is no field of a task; those you may write are %s".formatted(name, NAMES));
            } else if (!WRITABLE.contains(field.get())) {
                faults.add(name + " is kept by the hub and cannot be written");
            } else {
                try {
                    boolean title = field.get() == TaskField.TITLE && value instanceof String;
                    values.put(field.get(), WrittenValue.of(field.get(), title ? ((String) value).strip() : value));
                } catch (Untranslatable e) {
                    faults.add(e.getMessage());
                }
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidTask(faults);
        }
        return values;
    }
}
