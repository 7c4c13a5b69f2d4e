package dev.taskhub.api;

import dev.taskhub.sync.NotFound;
import dev.taskhub.task.Task;
import dev.taskhub.time.TimeEntry;
import dev.taskhub.time.TimeInput;
import dev.taskhub.time.TimeSheet;
import dev.taskhub.work.TaskDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The time entries of a task, as callers of the API see and keep them. A task is named by its id or alias. */
@Component("taskTimes")
public class TaskTimes {

    private static final double MILLIS_OF_A_MINUTE = 60_000;

    /**
     * One entry.
     *
     * @param endedAt {@code null} while it goes on
     * @param minutes how long it took; {@code null} while it goes on
     * @param source {@code hand}, {@code status}, {@code claim}, {@code commit}, {@code convex} or {@code carried}
     */
    public record Entry(
            String id,
            String taskId,
            String person,
            Instant startedAt,
            Instant endedAt,
            Double minutes,
            String note,
            String source,
            String origin,
            Instant createdAt,
            Instant updatedAt,
            long version) {

        static Entry of(TimeEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.taskId(),
                    entry.person(),
                    entry.startedAt(),
                    entry.endedAt(),
                    entry.isRunning() ? null : inMinutes(entry.length()),
                    entry.note(),
                    entry.source().name().toLowerCase(Locale.ROOT),
                    entry.origin(),
                    entry.createdAt(),
                    entry.updatedAt(),
                    entry.version());
        }
    }

    /**
     * One page.
     *
     * @param count how many finished entries the task has in all
     * @param minutes how long they took together
     * @param next what to give as {@code after} for the next page, or {@code null} when this is the last
     */
    public record Listing(String taskId, String alias, long count, double minutes, List<Entry> entries, String next) {}

    /** @param deleted the id of the entry that is gone */
    public record Deletion(String deleted) {}

    private final TaskDesk tasks;
    private final TimeSheet times;

    TaskTimes(TaskDesk tasks, TimeSheet times) {
        this.tasks = tasks;
        this.times = times;
    }

    /**
     * The entries of a task, the latest first.
     *
     * @param after the {@code next} of the page before, or {@code null}
     * @param limit as {@link Limit#of} takes it
     * @throws NotFound when there is no such task
     */
    public Listing of(String task, String after, String limit) {
        Task found = tasks.get(task);
        TimeSheet.Page page = times.ofTask(found.id(), after, Limit.of(limit));
        return new Listing(
                found.id(),
                found.alias(),
                page.count(),
                inMinutes(page.spent()),
                page.entries().stream().map(Entry::of).toList(),
                page.next());
    }

    /**
     * Logs time that was spent on a task.
     *
     * @param request as {@link TimeInput#read} takes it, with {@code minutes}
     * @throws NotFound when there is no such task
     * @throws IllegalArgumentException naming what cannot be taken
     */
    public Entry log(String task, Map<String, Object> request, String caller) {
        return Entry.of(times.log(tasks.get(task).id(), TimeInput.read(request), TimeEntry.Source.HAND, caller));
    }

    /**
     * Corrects an entry.
     *
     * @param request as {@link TimeInput#read} takes it; what is left out stays
     * @throws NotFound when there is no such task, or it has no such entry
     * @throws IllegalArgumentException naming what cannot be taken
     */
    public Entry correct(String task, String entry, Map<String, Object> request, String caller) {
        return Entry.of(times.correct(tasks.get(task).id(), entry, TimeInput.read(request), caller));
    }

    /** @throws NotFound when there is no such task, or it has no such entry */
    public Deletion delete(String task, String entry, String caller) {
        times.delete(tasks.get(task).id(), entry, caller);
        return new Deletion(entry);
    }

    private static double inMinutes(Duration length) {
        return Math.round(length.toMillis() / MILLIS_OF_A_MINUTE * 100) / 100.0;
    }
}
