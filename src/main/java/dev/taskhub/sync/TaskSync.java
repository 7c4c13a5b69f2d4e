package dev.taskhub.sync;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskIds;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Applies changes, one at a time, to a {@link Workspace}: those of systems and those decided in the hub. */
@Component
final class TaskSync {

    static final String HUB = "hub";

    private static final Stamp OLDEST = new Stamp(0, HUB);

    private final Identity identity;
    private final Mappings mappings;
    private final Merging merging;
    private final Life life;
    private final StampClock stamps;
    private final History history;
    private final TaskIds ids;
    private final Clock clock;

    TaskSync(
            Mappings mappings,
            List<Remote> remotes,
            Merging merging,
            Life life,
            StampClock stamps,
            History history,
            TaskIds ids,
            Clock clock) {
        this.identity = new Identity(mappings, remotes);
        this.mappings = mappings;
        this.merging = merging;
        this.life = life;
        this.stamps = stamps;
        this.history = history;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Applies what a system showed or told.
     *
     * @throws IllegalArgumentException when the item cannot be told apart; see {@link ItemChange#externalId}
     */
    void apply(Workspace work, ItemChange shown) {
        Link link = identity.of(work, shown).orElse(null);
        if (link == null) {
            if (shown.type() == ItemChange.Type.WHOLE || shown.type() == ItemChange.Type.PARTIAL) {
                welcome(work, shown);
            }
            return;
        }
        ItemChange change = link.isGoneSince(shown.askedAt()) ? shown.asNews() : shown;
        if (link.isAheadOf(change.version())) {
            return;
        }
        if (isReplaced(work, link)) {
            // It is back, or this is old news; what that makes of it goes with the next listing. Passed over, an item
            // that is back would never be found.
            if (change.type() == ItemChange.Type.WHOLE) {
                welcome(work, change);
            }
            return;
        }
        switch (change.type()) {
            case WHOLE, PARTIAL -> shown(work, link, change);
            case DELETED -> life.delete(work, link, change);
            case DROPPED -> {
                if (link.state() == Link.State.LINKED) {
                    work.change(link.with(Link.State.DROPPED));
                }
            }
        }
    }

    /** Makes a change of the hub's own, unless the task has changed or gone since it was decided. */
    void apply(Workspace work, HubEdit edit) {
        work.task(edit.taskId())
                .filter(task -> task.version() == edit.version() && !task.isDeleted())
                .ifPresent(task -> apply(work, task, edit));
    }

    private void apply(Workspace work, Task task, HubEdit edit) {
        Stamp now = stamps.now(HUB);
        Stamp stamp = edit.yields() ? OLDEST : now;
        var changes = new ArrayList<FieldChange>();
        Task edited = task;
        for (Map.Entry<TaskField, Object> value : edit.values().entrySet()) {
            Object current = task.value(value.getKey());
            if (!Objects.equals(current, value.getValue())) {
                changes.add(new FieldChange(value.getKey(), current, value.getValue()));
                edited = edited.with(value.getKey(), value.getValue(), stamp);
            }
        }
        if (!changes.isEmpty()) {
            work.change(Merging.withTimes(edited, task.status(), changes, now).withVersion(task.version() + 1));
            history.log(work, task.id(), TaskEvent.Type.UPDATED, edit.actor(), changes);
        }
    }

    /**
     * Makes a task that begins in the hub, and returns its id.
     *
     * @param values canonical values by field, without empty ones
     */
    String create(Workspace work, Map<TaskField, Object> values, String actor) {
        Stamp now = stamps.now(HUB);
        Task task = Task.blank(ids.get(), 0);
        var changes = new ArrayList<FieldChange>();
        for (Map.Entry<TaskField, Object> value : values.entrySet()) {
            changes.add(new FieldChange(value.getKey(), null, value.getValue()));
            task = task.with(value.getKey(), value.getValue(), now);
        }
        work.create(withDefaults(Merging.withTimes(task, null, changes, now), actor, now)
                .withVersion(1));
        history.log(work, task.id(), TaskEvent.Type.CREATED, actor, changes);
        return task.id();
    }

    /** Deletes a task everywhere; one that is gone already stays so. */
    void delete(Workspace work, String taskId, String actor) {
        work.task(taskId).filter(task -> !task.isDeleted()).ifPresent(task -> life.delete(work, task, actor));
    }

    /** Whether the item is gone and its task has another one in its place, which is not gone. */
    private static boolean isReplaced(Workspace work, Link link) {
        return link.state() == Link.State.DELETED
                && work.linkOf(link.taskId(), link.system(), link.container())
                        .filter(inUse -> inUse.state() != Link.State.DELETED)
                        .isPresent();
    }

    private void shown(Workspace work, Link link, ItemChange change) {
        Task task = work.task(link.taskId()).orElseThrow();
        if (!task.isDeleted()) {
            merging.merge(work, link, task, change);
        } else if (link.state() == Link.State.DELETED && change.type() == ItemChange.Type.WHOLE) {
            life.returned(work, link, task, change);
        } else {
            life.shownAfterDeletion(work, link, task, change);
        }
    }

    /** Makes a task of an item that nobody knows. */
    private void welcome(Workspace work, ItemChange change) {
        Task blank = Task.blank(newId(work, change), 0);
        var link = new Link(
                change.system(),
                change.container(),
                change.externalId(),
                blank.id(),
                Link.State.LINKED,
                carriedId(change),
                Map.of(),
                null);
        var outcome = merging.compare(work, link, blank, change);
        Stamp stamp = stamps.of(change.changedAt(), change.system());
        Task task = Merging.withTimes(outcome.task(), null, outcome.taken(), stamp);
        task = withDefaults(task, change.actor() == null ? change.system() : change.actor(), stamp);
        work.create(task.withVersion(1));
        if (carriedId(change).containsValue(task.id())) {
            work.recover(task.id());
        }
        history.log(work, task.id(), TaskEvent.Type.CREATED, change, outcome.taken());
        Link shown = merging.noteItem(work, link, outcome, change);
        merging.noteDisagreements(work, shown, outcome.disagreements(), change);
    }

    /** The id the item carries, when the store has lost the task of that id, or else a new one. */
    private String newId(Workspace work, ItemChange change) {
        String carried = change.taskId();
        return carried != null
                        && TaskIds.isIssued(carried)
                        && work.task(carried).isEmpty()
                ? carried
                : ids.get();
    }

    /** The id of ours that the item carries in a column, which is another task's if the item is a copy. */
    private Map<String, Object> carriedId(ItemChange change) {
        String carried = change.taskId();
        return mappings.of(change.system())
                .idColumn()
                .filter(column -> carried != null
                        && !carried.equals(change.externalId())
                        && carried.equals(change.item().getOrDefault(column, carried)))
                .map(column -> Map.<String, Object>of(column, carried))
                .orElse(Map.of());
    }

    private Task withDefaults(Task task, String createdBy, Stamp stamp) {
        Task begun =
                withDefault(task, TaskField.STATUS, TaskField.STATUS.choices().get(0), stamp);
        Task dated = withDefault(begun, TaskField.CREATED_AT, clock.instant().truncatedTo(ChronoUnit.MILLIS), stamp);
        return withDefault(dated, TaskField.CREATED_BY, createdBy, stamp);
    }

    private static Task withDefault(Task task, TaskField field, Object value, Stamp stamp) {
        return task.value(field) == null ? task.with(field, value, stamp) : task;
    }
}
