package dev.taskhub.sync;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.SyncRule.Disagreement;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Merges what a system showed of an item into its task and its link, and notes what came of it. */
@Component
final class Merging {

    private static final Logger LOG = LoggerFactory.getLogger(Merging.class);

    private final Mappings mappings;
    private final SyncRule rule;
    private final StampClock stamps;
    private final Damper damper;
    private final History history;

    Merging(Mappings mappings, SyncSettings settings, StampClock stamps, Damper damper, History history) {
        this.mappings = mappings;
        this.rule = new SyncRule(new ConflictPolicy(settings));
        this.stamps = stamps;
        this.damper = damper;
        this.history = history;
    }

    /** What the rule makes of the change; nothing is noted yet. */
    SyncRule.Outcome compare(Workspace work, Link link, Task task, ItemChange change) {
        Stamp stamp = stamps.of(change.changedAt(), change.system());
        return compare(work, link, task, change, field -> stamp);
    }

    private SyncRule.Outcome compare(
            Workspace work, Link link, Task task, ItemChange change, Function<TaskField, Stamp> stampOf) {
        return rule.merge(
                task,
                mappings.of(change.system()),
                link,
                change.item(),
                change.type() == ItemChange.Type.WHOLE,
                stampOf,
                work.held(task.id(), change.system()),
                (field, before, after) -> isLoop(task, field, before, after, change.system()));
    }

    /** Notes how the item now stands there. Only a whole item proves that one that was gone is back. */
    Link noteItem(Workspace work, Link link, SyncRule.Outcome outcome, ItemChange change) {
        boolean gone = link.state() == Link.State.DELETED && change.type() != ItemChange.Type.WHOLE;
        Link shown = (gone ? link : link.with(Link.State.LINKED))
                .withBase(outcome.base(), outcome.sent())
                .atVersion(change.version());
        work.change(shown);
        return shown;
    }

    /** Merges the change into the task, which is not deleted. */
    void merge(Workspace work, Link link, Task task, ItemChange change) {
        note(work, link, task, change, compare(work, link, task, change));
    }

    /** As {@link #merge(Workspace, Link, Task, ItemChange)}, with what is known of when each field got its value. */
    void merge(Workspace work, Link link, Task task, ItemChange change, Function<TaskField, Stamp> stampOf) {
        note(work, link, task, change, compare(work, link, task, change, stampOf));
    }

    private void note(Workspace work, Link link, Task task, ItemChange change, SyncRule.Outcome outcome) {
        Link shown = noteItem(work, link, outcome, change);
        if (!outcome.overruled().isEmpty()) {
            history.log(work, task.id(), TaskEvent.Type.OVERRULED, change, outcome.overruled());
        }
        outcome.taken().forEach(taken -> work.settle(task.id(), change.system(), taken.field()));
        noteDisagreements(work, shown, outcome.disagreements(), change);
        if (!outcome.taken().isEmpty()) {
            Stamp stamp = outcome.task().stamps().get(outcome.taken().get(0).field());
            Task merged = withTimes(outcome.task(), task.status(), outcome.taken(), stamp);
            work.change(merged.withVersion(task.version() + 1));
            history.log(work, task.id(), TaskEvent.Type.UPDATED, change, outcome.taken());
        } else if (!outcome.task().equals(task)) {
            work.change(outcome.task());
        }
    }

    void noteDisagreements(Workspace work, Link link, List<Disagreement> disagreements, ItemChange change) {
        for (Disagreement disagreement : disagreements) {
            history.dispute(
                    work,
                    link,
                    disagreement.field().jsonName(),
                    disagreement.base(),
                    disagreement.hub(),
                    disagreement.remote(),
                    change);
        }
    }

    /** Brings a task's own times in line with a change: {@code updatedAt}, and {@code completedAt} with the status. */
    static Task withTimes(Task task, String statusBefore, List<FieldChange> changes, Stamp stamp) {
        Instant at = Instant.ofEpochMilli(stamp.epochMillis());
        Task timed = task;
        if (!isAmong(changes, TaskField.UPDATED_AT)
                && (!(task.value(TaskField.UPDATED_AT) instanceof Instant before) || before.isBefore(at))) {
            timed = task.with(TaskField.UPDATED_AT, at, stamp);
        }
        if (Objects.equals(task.status(), statusBefore) || isAmong(changes, TaskField.COMPLETED_AT)) {
            return timed;
        }
        boolean completed = "completed".equals(task.status());
        if (completed == (task.value(TaskField.COMPLETED_AT) == null)) {
            return timed.with(TaskField.COMPLETED_AT, completed ? at : null, stamp);
        }
        return timed;
    }

    private static boolean isAmong(List<FieldChange> changes, TaskField field) {
        return changes.stream().anyMatch(change -> change.field() == field);
    }

    private boolean isLoop(Task task, TaskField field, Object before, Object after, String system) {
        boolean loop = task.version() > 0 && damper.isLoop(task.id(), field, before, after, system);
        if (loop) {
            LOG.warn(
                    "{} of {} flips between two values; {} is not heard on it until a person decides",
                    field.jsonName(),
                    task.alias(),
                    system);
        }
        return loop;
    }
}
