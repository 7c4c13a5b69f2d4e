package dev.taskhub.task;

/** One field of a task before and after a change; {@code null} stands for empty. */
public record FieldChange(TaskField field, Object before, Object after) {}
