package dev.taskhub.time;

import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskIds;
import dev.taskhub.task.TaskStore;
import dev.taskhub.time.TimeEntry.Source;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The time spent on each task, in entries. A task's {@code actualHours} are the sum of its finished entries, and travel with it;
 * those of a task that never had one are left as they are, and become an entry of their own once there is another. Every call is
 * one transaction, or part of the caller's.
 */
@Component("timeSheet")
public class TimeSheet {

    static final String HUB = "hub";

    private static final BigDecimal MILLIS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000);

    /**
     * One page of a task's entries, the latest first.
     *
     * @param count how many finished ones the task has in all
     * @param spent their time together
     * @param next the id to go on after, or {@code null} when this is the last page
     */
    public record Page(List<TimeEntry> entries, long count, Duration spent, String next) {}

    private final TimeEntries entries;
    private final TimeHistory history;
    private final TaskStore tasks;
    private final Sync sync;
    private final TaskIds ids;
    private final Clock clock;
    private final TransactionTemplate transaction;

    TimeSheet(
            TimeEntries entries,
            TimeHistory history,
            TaskStore tasks,
            Sync sync,
            TaskIds ids,
            Clock clock,
            TransactionTemplate transaction) {
        this.entries = entries;
        this.history = history;
        this.tasks = tasks;
        this.sync = sync;
        this.ids = ids;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * The entries of a task.
     *
     * @param after the id of the last entry of the page before, or {@code null} for the first page
     * @throws IllegalArgumentException when {@code after} is no entry of this task
     */
    public Page ofTask(String taskId, String after, int limit) {
        List<TimeEntry> found = after == null
                ? entries.ofTask(taskId, limit + 1)
                : entries.ofTask(taskId, last(taskId, after), limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        TimeEntries.Sum sum = sum(taskId);
        return new Page(
                List.copyOf(page),
                sum.entries(),
                sum.spent(),
                found.size() > limit ? page.get(limit - 1).id() : null);
    }

    /**
     * Logs time that was spent on a task.
     *
     * @param input with a length; without a beginning it ends now, without a person it is {@code actor}'s
     * @throws IllegalArgumentException when there is no length, or it began in the future
     */
    public TimeEntry log(String taskId, TimeInput input, Source source, String actor) {
        if (input.length() == null) {
            throw new IllegalArgumentException("minutes is missing: how long did it take?");
        }
        return transaction.execute(status -> {
            tasks.lock();
            Instant now = now();
            Instant start = input.startedAt() == null ? now.minus(input.length()) : input.startedAt();
            refuseFuture(start, now);
            var entry = new TimeEntry(
                    ids.get(),
                    taskId,
                    input.person() == null ? actor : input.person(),
                    start,
                    start.plus(input.length()),
                    blankToNull(input.note()),
                    source,
                    now,
                    now,
                    null,
                    1,
                    HUB);
            save(List.of(new Change(null, entry)), HUB, actor);
            return entry;
        });
    }

    /**
     * Corrects an entry. One that still goes on ends when it is given a length; whoever's, it is then as if logged by hand.
     *
     * @param input what is left out stays; with another beginning alone, the length stays
     * @throws NotFound when the task has no such entry
     * @throws IllegalArgumentException when it would begin in the future
     */
    public TimeEntry correct(String taskId, String entryId, TimeInput input, String actor) {
        return transaction.execute(status -> {
            tasks.lock();
            TimeEntry entry = get(taskId, entryId);
            Instant now = now();
            Instant start = input.startedAt() == null ? entry.startedAt() : input.startedAt();
            refuseFuture(start, now);
            Duration length = input.length() == null && !entry.isRunning() ? entry.length() : input.length();
            Instant end = length == null ? null : start.plus(length);
            boolean timed = !start.equals(entry.startedAt()) || !Objects.equals(end, entry.endedAt());
            TimeEntry corrected = entry.with(
                    input.person() == null ? entry.person() : input.person(),
                    start,
                    end,
                    input.note() == null ? entry.note() : blankToNull(input.note()),
                    timed ? Source.HAND : entry.source(),
                    now);
            save(List.of(new Change(entry, corrected)), HUB, actor);
            return corrected;
        });
    }

    /** @throws NotFound when the task has no such entry */
    public void delete(String taskId, String entryId, String actor) {
        transaction.executeWithoutResult(status -> {
            tasks.lock();
            TimeEntry entry = get(taskId, entryId);
            save(List.of(new Change(entry, entry.deleted(now()))), HUB, actor);
        });
    }

    /**
     * Writes what became of entries, notes it in the tasks' histories, and counts the tasks' hours anew. The list is locked.
     *
     * @param system where it was brought about
     */
    void save(List<Change> changes, String system, String actor) {
        var counted = changes.stream()
                .filter(Change::counts)
                .map(change -> change.after().taskId())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var all = new ArrayList<>(carried(counted, changes));
        all.addAll(changes);
        entries.save(all.stream().map(Change::after).toList());
        history.log(all, system, actor);
        recount(counted, actor);
    }

    /** Makes the hours of tasks the sum of their entries. */
    void recount(Collection<String> taskIds, String actor) {
        var sums = entries.sums(taskIds);
        sync.edit(tasks.find(sums.keySet()).values().stream()
                .filter(task -> !task.isDeleted())
                .map(task -> new HubEdit(
                        task.id(),
                        task.version(),
                        Collections.singletonMap(TaskField.ACTUAL_HOURS, hours(sums.get(task.id()))),
                        actor))
                .toList());
    }

    /** The hours that tasks have of which no entry tells yet. */
    private List<Change> carried(Collection<String> taskIds, List<Change> changes) {
        var sums = entries.sums(taskIds);
        var begun = changes.stream()
                .filter(change -> change.before() == null || change.before().endedAt() == null)
                .map(change -> change.after().taskId())
                .collect(Collectors.toSet());
        return tasks.find(taskIds).values().stream()
                .filter(task -> begun.contains(task.id()))
                .filter(task ->
                        sums.getOrDefault(task.id(), TimeEntries.Sum.NONE).entries() == 0)
                .filter(task -> task.value(TaskField.ACTUAL_HOURS) instanceof Double hours && hours > 0)
                .map(task -> new Change(null, carried(task)))
                .toList();
    }

    private TimeEntry carried(Task task) {
        Instant now = now();
        Stamp stamp = task.stamps().get(TaskField.ACTUAL_HOURS);
        Instant end = Instant.ofEpochMilli(Math.min(stamp.epochMillis(), now.toEpochMilli()));
        long millis = Math.round((Double) task.value(TaskField.ACTUAL_HOURS) * MILLIS_OF_AN_HOUR.longValue());
        return new TimeEntry(
                ids.get(),
                task.id(),
                null,
                end.minusMillis(millis),
                end,
                null,
                Source.CARRIED,
                now,
                now,
                null,
                1,
                stamp.system());
    }

    private static Double hours(TimeEntries.Sum sum) {
        return sum.entries() == 0
                ? null
                : BigDecimal.valueOf(sum.spent().toMillis())
                        .divide(MILLIS_OF_AN_HOUR, 2, RoundingMode.HALF_UP)
                        .doubleValue();
    }

    private TimeEntries.Sum sum(String taskId) {
        return entries.sums(List.of(taskId)).getOrDefault(taskId, TimeEntries.Sum.NONE);
    }

    private TimeEntry get(String taskId, String entryId) {
        return entries.find(entryId)
                .filter(entry -> taskId.equals(entry.taskId()) && !entry.isDeleted())
                .orElseThrow(
                        () -> new NotFound("the task has no time entry \"" + entryId + "\"; GET its time-entries"));
    }

    private TimeEntry last(String taskId, String after) {
        return entries.find(after)
                .filter(entry -> taskId.equals(entry.taskId()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "after is \"" + after + "\": give the next of the page before, of the same task"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void refuseFuture(Instant start, Instant now) {
        if (start.isAfter(now)) {
            throw new IllegalArgumentException("startedAt is " + start + ", which is in the future");
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /**
     * What became of an entry.
     *
     * @param before {@code null} for a new one
     */
    record Change(TimeEntry before, TimeEntry after) {

        /** Whether the task's hours may be others by this. */
        private boolean counts() {
            return after.endedAt() != null || before != null && before.endedAt() != null;
        }
    }
}
