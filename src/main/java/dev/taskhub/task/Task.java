package dev.taskhub.task;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One task of the list, as the hub holds it. Immutable.
 *
 * @param id server-issued, sorts by time of creation (UUID version 7)
 * @param number the running number behind the alias people use
 * @param version counts the changes, from 1
 * @param deletedAt when it was deleted, or {@code null}; a deleted task is a tombstone
 * @param values the fields that hold a value; a missing key is an empty field. Kinds: {@link TaskField.Kind}
 * @param stamps for each field that was ever set, when and through which system
 */
public record Task(
        String id,
        long number,
        long version,
        Instant deletedAt,
        Map<TaskField, Object> values,
        Map<TaskField, Stamp> stamps) {

    /** The statuses of work that is not finished. */
    public static final Set<String> OPEN = Set.of("todo", "in_progress", "review", "blocked");

    public Task {
        values = Collections.unmodifiableMap(copy(values));
        stamps = Collections.unmodifiableMap(copy(stamps));
    }

    /** A new task without any field, at version 0: the first change makes it version 1. */
    public static Task blank(String id, long number) {
        return new Task(id, number, 0, null, Map.of(), Map.of());
    }

    /** The name people use: {@code T-124}. */
    public String alias() {
        return alias(number);
    }

    /** The name people use for the task of this number. */
    public static String alias(long number) {
        return "T-" + number;
    }

    /** The value of {@code field}, or {@code null} when empty. */
    public Object value(TaskField field) {
        return values.get(field);
    }

    public String title() {
        return text(TaskField.TITLE);
    }

    public String description() {
        return text(TaskField.DESCRIPTION);
    }

    public String status() {
        return text(TaskField.STATUS);
    }

    public String assignedTo() {
        return text(TaskField.ASSIGNED_TO);
    }

    public boolean isOpen() {
        return deletedAt == null && OPEN.contains(status());
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** The tags, never {@code null}. */
    public List<Object> tags() {
        return set(TaskField.TAGS);
    }

    /** The ids of the tasks that have to be finished before this one, never {@code null}. */
    public List<Object> dependencies() {
        return set(TaskField.DEPENDENCIES);
    }

    /** This task with {@code field} set to {@code value} ({@code null} empties it) under {@code stamp}. */
    public Task with(TaskField field, Object value, Stamp stamp) {
        var newValues = copy(values);
        if (value == null) {
            newValues.remove(field);
        } else {
            newValues.put(field, value);
        }
        var newStamps = copy(stamps);
        newStamps.put(field, stamp);
        return new Task(id, number, version, deletedAt, newValues, newStamps);
    }

    /** This task with the running {@code newNumber}. */
    public Task withNumber(long newNumber) {
        return new Task(id, newNumber, version, deletedAt, values, stamps);
    }

    /** This task with another {@code version}. */
    public Task withVersion(long newVersion) {
        return new Task(id, number, newVersion, deletedAt, values, stamps);
    }

    /** This task as a tombstone since {@code instant}, or alive again when {@code null}. */
    public Task withDeletedAt(Instant instant) {
        return new Task(id, number, version, instant, values, stamps);
    }

    @SuppressWarnings("unchecked")
    private List<Object> set(TaskField field) {
        return (List<Object>) values.getOrDefault(field, List.of());
    }

    private String text(TaskField field) {
        return (String) values.get(field);
    }

    private static <V> EnumMap<TaskField, V> copy(Map<TaskField, V> map) {
        var copy = new EnumMap<TaskField, V>(TaskField.class);
        copy.putAll(map);
        return copy;
    }
}
