package dev.taskhub.sandbox.convex;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The columns of a table that a caller may write.
 *
 * @param checks for each column what it takes
 * @param required the columns that a row must have
 */
record Columns(Map<String, Check> checks, Set<String> required) {

    static final Columns TASKS = new Columns(
            Map.ofEntries(
                    Map.entry("title", Check.TEXT),
                    Map.entry("description", Check.TEXT),
                    Map.entry("status", Check.oneOf("todo", "in_progress", "review", "completed")),
                    Map.entry("priority", Check.oneOf("low", "medium", "high", "urgent")),
                    Map.entry("assignedTo", Check.TEXT),
                    Map.entry("createdBy", Check.TEXT),
                    Map.entry("projectId", Check.TEXT),
                    Map.entry("dueDate", Check.NUMBER),
                    Map.entry("createdAt", Check.NUMBER),
                    Map.entry("updatedAt", Check.NUMBER),
                    Map.entry("tags", Check.TEXTS),
                    Map.entry("dependencies", Check.TEXTS),
                    Map.entry("attachments", Check.TEXTS),
                    Map.entry("estimatedHours", Check.NUMBER),
                    Map.entry("actualHours", Check.NUMBER),
                    Map.entry("executionNotes", Check.TEXT)),
            Set.of("title", "status"));

    static final Columns COMMENTS = new Columns(
            Map.of(
                    "taskExternalId", Check.TEXT,
                    "author", Check.TEXT,
                    "body", Check.TEXT,
                    "createdAt", Check.NUMBER,
                    "updatedAt", Check.NUMBER),
            Set.of("taskExternalId", "body"));

    static final Columns TIME_ENTRIES = new Columns(
            Map.of(
                    "taskExternalId", Check.TEXT,
                    "person", Check.TEXT,
                    "startedAt", Check.NUMBER,
                    "endedAt", Check.NUMBER,
                    "note", Check.TEXT,
                    "createdAt", Check.NUMBER,
                    "updatedAt", Check.NUMBER),
            Set.of("taskExternalId", "startedAt"));

    static final Columns PROJECTS = new Columns(
            Map.of(
                    "name", Check.TEXT,
                    "description", Check.TEXT,
                    "status", Check.oneOf("active", "completed", "archived"),
                    "createdAt", Check.NUMBER,
                    "updatedAt", Check.NUMBER),
            Set.of("name"));

    /** @throws ConvexError when there is no such column or it does not take {@code value}, which is not {@code null} */
    void check(String externalId, String column, Object value) {
        Check check = checks.get(column);
        if (check == null) {
            throw ConvexError.validation(externalId, "there is no column \"" + column + "\"");
        }
        if (!check.takes().test(value)) {
            throw ConvexError.validation(
                    externalId,
                    column + " takes " + check.expected() + ", not "
                            + ValueFormat.text(ValueFormat.ENCODED.export(value)));
        }
    }

    /** @throws ConvexError when {@code row} lacks a column it must have */
    void checkComplete(String externalId, Map<String, Object> row) {
        for (String column : required) {
            if (row.get(column) == null || row.get(column).equals("")) {
                throw ConvexError.validation(externalId, column + " must not be empty");
            }
        }
    }

    /** What a column takes: in words, and as a test. */
    record Check(String expected, Predicate<Object> takes) {

        static final Check TEXT = new Check("a string", String.class::isInstance);
        static final Check NUMBER =
                new Check("a finite number", value -> value instanceof Double number && Double.isFinite(number));
        static final Check TEXTS = new Check(
                "at most 8192 strings",
                value -> value instanceof List<?> list
                        && list.size() <= 8192
                        && list.stream().allMatch(String.class::isInstance));

        static Check oneOf(String... choices) {
            return new Check("one of " + String.join(", ", choices), List.<Object>of(choices)::contains);
        }
    }
}
