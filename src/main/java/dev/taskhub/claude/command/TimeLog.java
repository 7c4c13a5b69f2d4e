package dev.taskhub.claude.command;

import dev.taskhub.task.Task;

/** Logs time on tasks, where the hub can. */
public interface TimeLog {

    /**
     * Logs time and returns what to tell the person.
     *
     * @param agent who spent it
     * @param words how long and on what, as a person writes it: {@code 1h30m writing tests}
     * @throws IllegalArgumentException when no length of time is in the words, saying what to write
     */
    String log(Task task, String agent, String words);
}
