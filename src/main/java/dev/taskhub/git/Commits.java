package dev.taskhub.git;

import dev.taskhub.git.CommitReading.Kind;
import dev.taskhub.git.CommitTable.Row;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvents;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import dev.taskhub.time.TimeEntry;
import dev.taskhub.time.TimeInput;
import dev.taskhub.time.TimeSheet;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.WorkDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does to tasks what commits say: each commit once, however often and through whichever doors it is told of. The task list
 * shows a task that a commit finishes as completed by {@value #GIT}, under any claim that somebody has on it.
 */
@Component
class Commits {

    static final String GIT = "git";

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final int LONGEST_NOTE = 2000;
    private static final String IN_PROGRESS = "in_progress";

    /** A working day: nobody works on a task longer than that without a break. */
    private static final Duration LONGEST_WORK = Duration.ofHours(8);

    private final TaskDesk desk;
    private final WorkDesk work;
    private final TaskStore tasks;
    private final TaskEvents events;
    private final TimeSheet times;
    private final CommitTable table;
    private final Clock clock;

    Commits(
            TaskDesk desk,
            WorkDesk work,
            TaskStore tasks,
            TaskEvents events,
            TimeSheet times,
            CommitTable table,
            Clock clock) {
        this.desk = desk;
        this.work = work;
        this.tasks = tasks;
        this.events = events;
        this.times = times;
        this.table = table;
        this.clock = clock;
    }

    /** Takes in a push, in the caller's transaction. */
    void apply(Push push) {
        tasks.lock();
        push.rewritten().forEach(this::move);
        push.commits().forEach(commit -> apply(commit, push));
    }

    private void apply(Commit commit, Push push) {
        CommitReading reading = CommitRules.read(commit, push);
        var kinds = new HashMap<String, Kind>();
        reading.tasks().forEach((number, kind) -> task(number, commit, push).ifPresent(id -> kinds.put(id, kind)));
        for (String reverted : reading.reverts()) {
            for (Row row : table.of(reverted)) {
                if (row.kind() == Kind.FINISHED) {
                    kinds.put(row.taskId(), Kind.REVERTED);
                } else if (row.kind() == Kind.REVERTED) {
                    kinds.put(row.taskId(), Kind.FINISHED);
                }
            }
        }
        kinds.forEach((id, kind) -> desk.find(id).ifPresent(task -> apply(commit, push, task, kind)));
    }

    private Optional<String> task(long number, Commit commit, Push push) {
        Optional<Task> task = desk.find(Task.alias(number));
        if (task.isEmpty()) {
            LOG.info(
                    "commit {} speaks of {}, which is no task; it is passed over",
                    name(commit, push),
                    Task.alias(number));
        }
        return task.map(Task::id);
    }

    private void apply(Commit commit, Push push, Task task, Kind kind) {
        Optional<Kind> known = table.kind(commit.hash(), task.id());
        if (known.isPresent() && kind.compareTo(known.get()) <= 0) {
            return;
        }
        table.save(push.repository(), commit.hash(), task.id(), kind, clock.millis());
        List<String> artifact = List.of(commit.url() == null ? name(commit, push) : commit.url());
        switch (kind) {
            case FINISHED -> {
                if ("cancelled".equals(task.status())) {
                    note(task, commit, push, commit.message());
                    work.attach(task.id(), GIT, artifact);
                } else {
                    logTime(task, commit, push);
                    work.settle(task.id(), GIT, unlessSaid(task, commit, push, commit.message()), artifact);
                }
            }
            case REVERTED -> {
                if ("completed".equals(task.status())) {
                    work.release(task.id(), GIT, "taken back by " + told(commit, push, subject(commit)));
                } else {
                    note(task, commit, push, "taken back: " + subject(commit));
                }
            }
            case BRANCH -> work.attach(task.id(), GIT, artifact);
            case MENTIONED -> note(task, commit, push, subject(commit));
        }
    }

    /** The time since the task was begun, of the latest working day. */
    private void logTime(Task task, Commit commit, Push push) {
        if (!IN_PROGRESS.equals(task.status())) {
            return;
        }
        events.lastChange(task.id(), TaskField.STATUS).ifPresent(begun -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Duration since = Duration.between(begun.at(), now);
            Duration length = since.compareTo(LONGEST_WORK) > 0 ? LONGEST_WORK : since;
            if (length.compareTo(Duration.ofMinutes(1)) >= 0) {
                String person = commit.author().isEmpty() ? null : commit.author();
                times.log(
                        task.id(),
                        new TimeInput(length, now.minus(length), person, name(commit, push)),
                        TimeEntry.Source.COMMIT,
                        GIT);
            }
        });
    }

    private void note(Task task, Commit commit, Push push, String text) {
        work.note(task.id(), GIT, unlessSaid(task, commit, push, text));
    }

    /** {@code null} when the task's notes have these words already, as when a commit was amended. */
    private static String unlessSaid(Task task, Commit commit, Push push, String text) {
        String cut = cut(text.strip());
        return task.value(TaskField.EXECUTION_NOTES) instanceof String notes && !cut.isEmpty() && notes.contains(cut)
                ? null
                : told(commit, push, cut);
    }

    private static String told(Commit commit, Push push, String text) {
        return "%s (%s%s)".formatted(text, commit.author().isEmpty() ? "" : commit.author() + ", ", name(commit, push));
    }

    private static String subject(Commit commit) {
        return cut(commit.message().strip().lines().findFirst().orElse(""));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE) + "...";
    }

    private static String name(Commit commit, Push push) {
        return push.repository() + "@" + Commit.shortened(commit.hash());
    }

    /** Lets tasks show the commit that took another one's place, in their artifacts and notes as well. */
    private void move(Push.Rewritten pair) {
        List<Row> rows = table.of(pair.old());
        table.move(pair.old(), pair.now());
        rows.forEach(row -> desk.find(row.taskId()).ifPresent(task -> rename(task, pair)));
    }

    private void rename(Task task, Push.Rewritten pair) {
        var written = new HashMap<String, Object>();
        if (task.value(TaskField.EXECUTION_NOTES) instanceof String notes) {
            written.put(TaskField.EXECUTION_NOTES.jsonName(), renamed(notes, pair));
        }
        if (task.value(TaskField.ATTACHMENTS) instanceof List<?> list) {
            written.put(
                    TaskField.ATTACHMENTS.jsonName(),
                    list.stream()
                            .map(artifact -> renamed(artifact, pair))
                            .distinct()
                            .toList());
        }
        desk.edit(task.id(), written, null, GIT);
    }

    private static Object renamed(Object artifact, Push.Rewritten pair) {
        if (artifact instanceof Map<?, ?> file && file.get("id") instanceof String id && file.size() == 1) {
            return Map.of("id", renamed(id, pair));
        }
        return artifact instanceof String text ? renamed(text, pair) : artifact;
    }

    private static String renamed(String text, Push.Rewritten pair) {
        return text.replace(pair.old(), pair.now())
                .replace("@" + Commit.shortened(pair.old()), "@" + Commit.shortened(pair.now()));
    }
}
