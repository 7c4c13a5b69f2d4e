package dev.taskhub.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a {@link Task} that outside systems may change, with the kind of value each holds. */
public enum TaskField {
    TITLE(Kind.TEXT),
    DESCRIPTION(Kind.TEXT),
    STATUS(Kind.CHOICE, List.of("todo", "in_progress", "review", "blocked", "completed", "cancelled")),
    PRIORITY(Kind.CHOICE, List.of("low", "medium", "high", "urgent")),
    PRIORITY_SCORE(Kind.NUMBER),
    ASSIGNED_TO(Kind.TEXT),
    CREATED_BY(Kind.TEXT),
    PROJECT_ID(Kind.TEXT),
    STAGE_ID(Kind.TEXT),
    PARENT_ID(Kind.TEXT),
    DUE_DATE(Kind.TIME),
    CREATED_AT(Kind.TIME),
    UPDATED_AT(Kind.TIME),
    COMPLETED_AT(Kind.TIME),
    EXECUTION_NOTES(Kind.TEXT),
    ESTIMATED_HOURS(Kind.NUMBER),
    ACTUAL_HOURS(Kind.NUMBER),
    TAGS(Kind.SET),
    DEPENDENCIES(Kind.SET),
    COMMENTS(Kind.SET),
    ATTACHMENTS(Kind.SET),
    TIME_TRACKING(Kind.SET);

    /**
     * What a field's value is in Java; an empty value is always {@code null}, never an empty string or collection.
     *
     * <ul>
     *   <li>TEXT: {@code String}
     *   <li>CHOICE: {@code String}, one of {@link #choices()}
     *   <li>NUMBER: {@code Double}, finite
     *   <li>TIME: {@code java.time.Instant}, whole milliseconds, UTC
     *   <li>SET: {@code List<Object>} in a stable order, without repeats; an element is a {@code String} or a {@code
     *       Map<String, Object>} whose {@code id} tells it apart
     * </ul>
     */
    public enum Kind {
        TEXT,
        CHOICE,
        NUMBER,
        TIME,
        SET
    }

    private static final Map<String, TaskField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(TaskField::jsonName, Function.identity()));

    private final Kind kind;
    private final List<String> choices;
    private final String jsonName;

    TaskField(Kind kind) {
        this(kind, List.of());
    }

    TaskField(Kind kind, List<String> choices) {
        this.kind = kind;
        this.choices = choices;
        this.jsonName = camelCase(name());
    }

    /** The field called {@code jsonName}, as in {@code dueDate}. */
    public static Optional<TaskField> named(String jsonName) {
        return Optional.ofNullable(BY_NAME.get(jsonName));
    }

    public Kind kind() {
        return kind;
    }

    /** The values a CHOICE may take, in their natural order; empty for every other kind. */
    public List<String> choices() {
        return choices;
    }

    /** The name in JSON and in configuration: {@code dueDate}. */
    public String jsonName() {
        return jsonName;
    }

    /** The column of table {@code task}: {@code due_date}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String camelCase(String constant) {
        String[] words = constant.toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
