package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskIds;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Applies changes, one at a time, to a {@link Workspace}: which task an item is, what the {@link SyncRule} makes of it,
 * and what follows from a task's new status. The rule of every door.
 */
@Component
class TaskSync {

    private static final Logger LOG = LoggerFactory.getLogger(TaskSync.class);
    private static final String HUB = "hub";
    private static final Pattern HUB_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Mappings mappings;
    private final SyncRule rule;
    private final StampClock stamps;
    private final Damper damper;
    private final TaskIds ids;
    private final Clock clock;

    TaskSync(Mappings mappings, SyncSettings settings, StampClock stamps, Damper damper, TaskIds ids, Clock clock) {
        this.mappings = mappings;
        this.rule = new SyncRule(new ConflictPolicy(settings));
        this.stamps = stamps;
        this.damper = damper;
        this.ids = ids;
        this.clock = clock;
    }

    void apply(Workspace work, ItemChange change) {
        Optional<Link> link = work.link(change.system(), change.container(), change.externalId());
        switch (change.type()) {
            case WHOLE, PARTIAL -> link.or(() -> adopt(work, change))
                    .ifPresentOrElse(known -> merge(work, known, change), () -> welcome(work, change));
            case DELETED -> link.ifPresent(known -> delete(work, known, change));
            case DROPPED -> link.filter(known -> known.state() == Link.State.LINKED)
                    .ifPresent(known -> work.change(known.with(Link.State.DROPPED)));
        }
    }

    void apply(Workspace work, HubEdit edit) {
        work.task(edit.taskId())
                .filter(task -> task.version() == edit.version())
                .ifPresent(task -> {
                    Stamp stamp = stamps.now(HUB);
                    var changes = new ArrayList<FieldChange>();
                    Task edited = task;
                    for (var value : edit.values().entrySet()) {
                        changes.add(new FieldChange(value.getKey(), task.value(value.getKey()), value.getValue()));
                        edited = edited.with(value.getKey(), value.getValue(), stamp);
                    }
                    work.change(withTimes(edited, task.status(), changes, stamp).withVersion(task.version() + 1));
                    log(work, task.id(), TaskEvent.Type.UPDATED, edit.actor(), HUB, null, changes);
                });
    }

    /**
     * Settles a conflict as a person decided: the system's value becomes the hub's, or the hub's value goes out over
     * the system's. Of a deletion, {@code takeRemote} takes the system's side: gone if it deleted the item, kept if it
     * changed it.
     *
     * @throws Untranslatable when the system's value cannot be the hub's
     */
    void resolve(Workspace work, Conflict conflict, boolean takeRemote, String actor) {
        work.resolve(conflict, takeRemote ? "remote" : "hub");
        Task task = work.task(conflict.taskId()).orElseThrow();
        if (conflict.field().equals(Conflict.LIFE)) {
            resolveLife(work, conflict, task, takeRemote, actor);
        } else if (takeRemote) {
            TaskField field = TaskField.named(conflict.field()).orElseThrow();
            Object value =
                    mappings.of(conflict.system()).forField(field).orElseThrow().toHub(conflict.remote());
            apply(work, new HubEdit(task.id(), task.version(), Collections.singletonMap(field, value), actor));
        }
    }

    private void resolveLife(Workspace work, Conflict conflict, Task task, boolean takeRemote, String actor) {
        boolean deletedThere = conflict.remote() == null;
        if (deletedThere == takeRemote) {
            if (!task.isDeleted()) {
                work.change(task.withDeletedAt(clock.instant()).withVersion(task.version() + 1));
                log(work, task.id(), TaskEvent.Type.DELETED, actor, HUB, null, List.of());
            }
            return;
        }
        // Kept: where the item is gone it is made anew.
        work.linksOf(task.id()).stream()
                .filter(link -> link.state() == Link.State.DELETED)
                .forEach(work::remove);
        if (task.isDeleted()) {
            work.change(task.withDeletedAt(null).withVersion(task.version() + 1));
            log(work, task.id(), TaskEvent.Type.RESTORED, actor, HUB, null, List.of());
        }
    }

    /** Finds the link of an item that is new by its id but carries the id of one of our tasks. */
    private Optional<Link> adopt(Workspace work, ItemChange change) {
        if (change.taskId() == null || work.task(change.taskId()).isEmpty()) {
            return Optional.empty();
        }
        Optional<Link> existing = work.linkOf(change.taskId(), change.system(), change.container());
        if (existing.isEmpty()) {
            return Optional.of(new Link(
                    change.system(),
                    change.container(),
                    change.externalId(),
                    change.taskId(),
                    Link.State.LINKED,
                    Map.of(),
                    null));
        }
        return existing.filter(link -> link.state() == Link.State.CREATING).map(link -> {
            work.remove(link);
            return link.withExternalId(change.externalId());
        });
    }

    private void merge(Workspace work, Link link, ItemChange change) {
        Task stored = work.task(link.taskId()).orElseThrow();
        boolean returned = link.state() == Link.State.DELETED && stored.isDeleted();
        Task task = returned ? stored.withDeletedAt(null) : stored;
        var outcome = rule.merge(
                task,
                mappings.of(change.system()),
                link.base(),
                change.item(),
                change.type() == ItemChange.Type.WHOLE,
                stamps.of(change.changedAt(), change.system()),
                work.held(task.id(), change.system()));
        if (task.isDeleted()) {
            editedAfterDeletion(work, link, task, outcome);
            return;
        }
        Link newLink = link.with(Link.State.LINKED).withBase(outcome.base(), change.version());
        boolean known =
                work.link(link.system(), link.container(), link.externalId()).isPresent();
        if (!known || !newLink.equals(link)) {
            work.change(newLink);
        }
        if (returned) {
            restore(work, task, change);
        }
        record(work, newLink, task, outcome, change);
    }

    private void welcome(Workspace work, ItemChange change) {
        String id = change.taskId() != null
                        && HUB_ID.matcher(change.taskId()).matches()
                        && work.task(change.taskId()).isEmpty()
                ? change.taskId()
                : ids.get();
        Mapping mapping = mappings.of(change.system());
        Task blank = Task.blank(id, 0);
        Stamp stamp = stamps.of(change.changedAt(), change.system());
        var outcome = rule.merge(blank, mapping, Map.of(), change.item(), true, stamp, Set.of());
        Stamp now = stamps.now(change.system());
        Task task = outcome.task();
        if (task.status() == null) {
            task = task.with(TaskField.STATUS, TaskField.STATUS.choices().get(0), stamp);
        }
        if (task.value(TaskField.CREATED_AT) == null) {
            task = task.with(TaskField.CREATED_AT, clock.instant(), now);
        }
        if (task.value(TaskField.CREATED_BY) == null) {
            task = task.with(TaskField.CREATED_BY, change.actor() == null ? change.system() : change.actor(), now);
        }
        task = withTimes(task, null, outcome.taken(), stamp).withVersion(1);
        work.create(task);
        var link = new Link(
                change.system(),
                change.container(),
                change.externalId(),
                id,
                Link.State.LINKED,
                outcome.base(),
                change.version());
        work.change(link);
        log(work, id, TaskEvent.Type.CREATED, change, outcome.taken());
        disagree(work, link, outcome.disagreements());
    }

    private void record(Workspace work, Link link, Task before, SyncRule.Outcome outcome, ItemChange change) {
        if (!outcome.overruled().isEmpty()) {
            log(work, before.id(), TaskEvent.Type.OVERRULED, change, outcome.overruled());
        }
        disagree(work, link, outcome.disagreements());
        if (outcome.taken().isEmpty()) {
            return;
        }
        for (FieldChange taken : outcome.taken()) {
            settled(work, link, taken.field());
            if (damper.isLoop(before.id(), taken.field(), taken.before(), taken.after(), change.system())) {
                LOG.warn(
                        "{} of {} flips between two values; it is held until a person decides",
                        taken.field().jsonName(),
                        before.alias());
                disagree(
                        work,
                        link,
                        List.of(new SyncRule.Disagreement(taken.field(), null, taken.before(), taken.after())));
            }
        }
        Stamp stamp = outcome.task().stamps().get(outcome.taken().get(0).field());
        Task task = withTimes(outcome.task(), before.status(), outcome.taken(), stamp);
        work.change(task.withVersion(before.version() + 1));
        log(work, before.id(), TaskEvent.Type.UPDATED, change, outcome.taken());
    }

    private void delete(Workspace work, Link link, ItemChange change) {
        if (link.state() == Link.State.DELETED) {
            return;
        }
        Task task = work.task(link.taskId()).orElseThrow();
        Link gone = link.with(Link.State.DELETED);
        work.change(gone);
        if (task.isDeleted()) {
            return;
        }
        var unseen = SyncRule.difference(
                task, mappings.of(link.system()), link.base(), work.held(task.id(), link.system()), false);
        if (!unseen.isEmpty()) {
            work.open(conflict(gone, Conflict.LIFE, link.base(), unseen, null));
            return;
        }
        work.change(task.withDeletedAt(clock.instant()).withVersion(task.version() + 1));
        log(work, task.id(), TaskEvent.Type.DELETED, change, List.of());
    }

    /** The task was deleted elsewhere and not yet there: an untouched item stays doomed, an edited one needs a person. */
    private void editedAfterDeletion(Workspace work, Link link, Task task, SyncRule.Outcome outcome) {
        if (!outcome.taken().isEmpty() || !outcome.disagreements().isEmpty()) {
            work.open(conflict(link, Conflict.LIFE, link.base(), null, outcome.base()));
        }
    }

    /** The item came back where it had been deleted, so the task does; systems that deleted it for us get a new item. */
    private void restore(Workspace work, Task task, ItemChange change) {
        work.change(task.withVersion(task.version() + 1));
        work.linksOf(task.id()).stream()
                .filter(link -> link.state() == Link.State.DELETED)
                .forEach(work::remove);
        log(work, task.id(), TaskEvent.Type.RESTORED, change, List.of());
    }

    /** Brings a task's own times in line with a change: {@code updatedAt}, and {@code completedAt} with the status. */
    private Task withTimes(Task task, String statusBefore, List<FieldChange> taken, Stamp stamp) {
        Instant at = Instant.ofEpochMilli(stamp.epochMillis());
        Task timed = isTaken(taken, TaskField.UPDATED_AT) ? task : task.with(TaskField.UPDATED_AT, at, stamp);
        if (Objects.equals(task.status(), statusBefore) || isTaken(taken, TaskField.COMPLETED_AT)) {
            return timed;
        }
        boolean completed = "completed".equals(task.status());
        if (completed == (task.value(TaskField.COMPLETED_AT) == null)) {
            return timed.with(TaskField.COMPLETED_AT, completed ? at : null, stamp);
        }
        return timed;
    }

    private static boolean isTaken(List<FieldChange> taken, TaskField field) {
        return taken.stream().anyMatch(change -> change.field() == field);
    }

    private void disagree(Workspace work, Link link, List<SyncRule.Disagreement> disagreements) {
        for (var disagreement : disagreements) {
            work.open(conflict(
                    link,
                    disagreement.field().jsonName(),
                    disagreement.base(),
                    disagreement.hub(),
                    disagreement.remote()));
        }
    }

    private void settled(Workspace work, Link link, TaskField field) {
        for (Conflict conflict : new ArrayList<>(work.conflicts(link.taskId(), link.system()))) {
            if (conflict.field().equals(field.jsonName())) {
                work.resolve(conflict, "overtaken");
            }
        }
    }

    private Conflict conflict(Link link, String field, Object base, Object hub, Object remote) {
        String id = String.join(":", link.system(), link.taskId(), field, ids.get());
        return new Conflict(
                id,
                link.taskId(),
                link.system(),
                link.container(),
                link.externalId(),
                field,
                base,
                hub,
                remote,
                clock.instant(),
                null);
    }

    private void log(Workspace work, String taskId, TaskEvent.Type type, ItemChange change, List<FieldChange> changes) {
        log(work, taskId, type, change.actor(), change.system(), change.messageKey(), changes);
    }

    private void log(
            Workspace work,
            String taskId,
            TaskEvent.Type type,
            String actor,
            String system,
            String messageKey,
            List<FieldChange> changes) {
        work.log(new TaskEvent(ids.get(), taskId, clock.instant(), type, actor, system, messageKey, changes));
    }
}
