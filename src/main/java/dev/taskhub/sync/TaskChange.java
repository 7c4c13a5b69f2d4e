package dev.taskhub.sync;

import dev.taskhub.task.Task;

/** A task in its newest state for a follower of the task list, with the outbox revision it stands for. */
public record TaskChange(Task task, long revision) {}
