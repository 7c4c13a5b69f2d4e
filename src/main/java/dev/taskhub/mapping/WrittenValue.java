package dev.taskhub.mapping;

import dev.taskhub.task.TaskField;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A value that a person writes for a task's field in JSON, in the hub's own terms. */
public final class WrittenValue {

    private static final Column TEXT = new TextColumn();
    private static final Column NUMBER = new NumberColumn(NumberColumn.UNROUNDED);
    private static final Column SET = new ListColumn(false);

    private WrittenValue() {}

    /**
     * The field's value for {@code json}: a text, a number, a time as text ({@code 2026-01-05}, or with a time of day, UTC
     * unless it says otherwise), one of the field's choices, a list of texts, or a list of objects that each have an {@code
     * id}. {@code null} and what is empty empty the field.
     *
     * @throws Untranslatable when the field cannot hold it, naming field, value and what is allowed
     */
    public static Object of(TaskField field, Object json) {
        Object value = json == null ? null : read(field, json);
        boolean required = field == TaskField.TITLE || field == TaskField.STATUS;
        if (value == Column.NONE || value == null && required) {
            throw new Untranslatable("%s %s is not %s%s"
                    .formatted(
                            field.jsonName(),
                            FieldMapping.shown(json),
                            allowed(field),
                            required ? "; every task has one" : ", or null"));
        }
        return value;
    }

    private static Object read(TaskField field, Object json) {
        return switch (field.kind()) {
            case TEXT -> TEXT.normalise(json);
            case CHOICE -> field.choices().contains(json) ? json : Column.NONE;
            case NUMBER -> NUMBER.normalise(json);
            case TIME -> time(json);
            case SET -> json instanceof Collection<?> list && list.stream().anyMatch(Map.class::isInstance)
                    ? objects(list)
                    : json instanceof Collection<?> ? SET.normalise(json) : Column.NONE;
        };
    }

    private static Object time(Object json) {
        Object normal = TimeColumn.DATETIME.normalise(json);
        return normal == null || normal == Column.NONE ? normal : TimeColumn.DATETIME.toHub(normal);
    }

    /** The objects in the order of their ids. */
    private static Object objects(Collection<?> list) {
        var byId = new TreeMap<String, Object>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> object)
                    || !(object.get("id") instanceof String id)
                    || byId.put(id, element) != null) {
                return Column.NONE;
            }
        }
        return List.copyOf(byId.values());
    }

    private static String allowed(TaskField field) {
        return switch (field.kind()) {
            case TEXT -> TEXT.expected();
            case CHOICE -> "one of " + String.join(", ", field.choices());
            case NUMBER -> NUMBER.expected();
            case TIME -> "a time such as \"2026-01-05\" or \"2026-01-05T09:30:00Z\", of the years 1 to 9999";
            case SET -> "a list of texts, or of objects with an \"id\" each of its own";
        };
    }
}
