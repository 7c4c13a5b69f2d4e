package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.task.TaskField;
import java.time.Instant;
import java.util.List;

/** The few values that people type, so that they often type the same; all in the terms of the system they type in. */
final class TypedValues {

    private static final String[] TITLES = {"Plan", "Build", "Test", "Ship"};
    private static final String[] TEXTS = {"short", "a longer text", "another one", ""};
    private static final String[] NAMES = {"CE", "BA", "TA", ""};
    private static final Object[] NUMBERS = {1.0, 2.5, 8.25, null};
    private static final String[] DAYS = {"2026-02-01", "2026-03-01", "2026-04-01", null};
    private static final List<List<String>> TAGS =
            List.of(List.of("a"), List.of("a", "b"), List.of("b", "c"), List.of());
    private static final List<String> AIRTABLE_STATUSES =
            List.of("Pending", "In Progress", "Review", "Blocked", "Completed", "Cancelled", "Done");
    private static final List<String> CONVEX_STATUSES = List.of("todo", "in_progress", "review", "completed");

    private TypedValues() {}

    static String title(int choice) {
        return TITLES[choice % TITLES.length];
    }

    static String status(String system, int choice) {
        List<String> statuses = system.equals(TestHub.AIRTABLE) ? AIRTABLE_STATUSES : CONVEX_STATUSES;
        return statuses.get(choice % statuses.size());
    }

    /** Any value of a task's field as a person writes it in JSON, {@code null} to empty it. */
    static Object json(TaskField field, int choice) {
        int four = choice % 4;
        return switch (field.kind()) {
            case CHOICE -> field.choices().get(four);
            case NUMBER -> NUMBERS[four];
            case TIME -> DAYS[four];
            case SET -> TAGS.get(four);
            case TEXT -> field == TaskField.TITLE ? title(choice) : TEXTS[four];
        };
    }

    /** Any value of a column, {@code null} to empty it. */
    static Object of(String system, FieldMapping column, int choice) {
        int four = choice % 4;
        boolean empties = choice % 9 == 8;
        Object value =
                switch (column.field()) {
                    case TITLE -> empties ? null : title(choice);
                    case STATUS -> empties ? null : status(system, choice);
                    case PRIORITY -> column.toRemote(
                            TaskField.PRIORITY.choices().get(four));
                    case PRIORITY_SCORE, ESTIMATED_HOURS, ACTUAL_HOURS -> NUMBERS[four];
                    case DUE_DATE -> DAYS[four] == null
                            ? null
                            : column.toRemote(Instant.parse(DAYS[four] + "T00:00:00Z"));
                    case TAGS -> TAGS.get(four);
                    case ATTACHMENTS -> column.toRemote(TAGS.get(four));
                    case STAGE_ID -> NAMES[four].isEmpty() ? null : List.of(NAMES[four]);
                    case ASSIGNED_TO, CREATED_BY, PROJECT_ID -> NAMES[four];
                    default -> TEXTS[four];
                };
        return column.normalise(value) == null ? null : value;
    }
}
