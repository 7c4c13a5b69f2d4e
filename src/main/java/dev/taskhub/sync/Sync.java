package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way in and the way out of the task list. Every call is one transaction: the new tasks, bases, events and outbox
 * rows are on disk when it returns, or nothing is.
 */
@Component
public class Sync {

    /** The hub's own follower of the task list in the outbox: it assigns tasks and keeps the agents' inboxes. */
    public static final String AGENTS = "agents";

    private final TaskStore tasks;
    private final Links links;
    private final Conflicts conflicts;
    private final Outbox outbox;
    private final Parked parked;
    private final TaskSync rule;
    private final Map<String, Remote> remotes;
    private final Settling settling;
    private final List<ChangeListener> listeners;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Sync(
            TaskStore tasks,
            Links links,
            Conflicts conflicts,
            Outbox outbox,
            Parked parked,
            TaskSync rule,
            List<Remote> remotes,
            Settling settling,
            List<ChangeListener> listeners,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.tasks = tasks;
        this.links = links;
        this.conflicts = conflicts;
        this.outbox = outbox;
        this.parked = parked;
        this.rule = rule;
        this.remotes = remotes.stream().collect(Collectors.toMap(Remote::system, remote -> remote));
        this.settling = settling;
        this.listeners = listeners;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Merges what systems showed or told, in the order given. */
    public Accepted accept(List<ItemChange> changes) {
        Workspace work = inTransaction("sync", workspace -> {
            load(workspace, changes);
            changes.forEach(change -> rule.apply(workspace, change));
        });
        return new Accepted(changes.size(), work.created(), work.changedTasks().size() - work.created());
    }

    /** Makes the hub's own changes; those decided on an older version of a task are left out. */
    public void edit(List<HubEdit> edits) {
        inTransaction("hub", workspace -> {
            load(workspace, edits.stream().map(HubEdit::taskId).toList());
            edits.forEach(edit -> rule.apply(workspace, edit));
        });
    }

    /**
     * Settles an open conflict; see {@link TaskSync#resolve}.
     *
     * @throws NotFound when no open conflict has this id
     */
    public void resolve(String conflictId, boolean takeRemote, String actor) {
        inTransaction(actor, workspace -> {
            Conflict conflict = conflicts
                    .find(conflictId)
                    .filter(found -> found.resolution() == null)
                    .orElseThrow(() -> new NotFound(
                            "there is no open conflict \"" + conflictId + "\"; GET /api/conflicts lists them"));
            load(workspace, List.of(conflict.taskId()));
            rule.resolve(workspace, conflict, takeRemote, actor);
        });
    }

    /**
     * Claims up to {@code max} tasks that a system has to be told about, each in its newest state. They stay claimed
     * until {@link #written}, {@link #refused} or the outbox gives them free.
     */
    public List<Outgoing> claim(String system, int max) {
        Remote remote = remotes.get(system);
        return transaction.execute(status -> {
            var rows = outbox.claim(system, max);
            var work = new Workspace();
            load(work, rows.stream().map(Outbox.Row::taskId).toList());
            var claimed = new ArrayList<Outgoing>();
            var nothingToDo = new HashMap<String, Long>();
            for (var row : rows) {
                Outgoing outgoing = outgoing(work, remote, row);
                if (outgoing == null) {
                    nothingToDo.put(row.taskId(), row.revision());
                } else {
                    claimed.add(outgoing);
                }
            }
            outbox.settle(system, nothingToDo);
            return claimed;
        });
    }

    /** Takes note of what a system stored: the base moves there, and whatever it stored otherwise comes in as its change. */
    public void written(List<Written> writes) {
        inTransaction("sync", workspace -> {
            load(
                    workspace,
                    writes.stream().map(write -> write.outgoing().taskId()).toList());
            for (Written write : writes) {
                Outgoing outgoing = write.outgoing();
                outbox.settle(outgoing.system(), Map.of(outgoing.taskId(), outgoing.revision()));
                parked.delivered(outgoing.system(), outgoing.taskId());
                moveBase(workspace, write);
            }
        });
    }

    /** Parks what a system refused; the task's next change tries again. */
    public void refused(Outgoing outgoing, String cause, String hint) {
        transaction.executeWithoutResult(status -> {
            parked.park(outgoing, cause, hint);
            outbox.settle(outgoing.system(), Map.of(outgoing.taskId(), outgoing.revision()));
        });
    }

    /** Sends a task to a system anew, as after an operator's retry of a parked message. */
    public void resend(String system, String taskId) {
        transaction.executeWithoutResult(status -> outbox.add(system, Map.of(taskId, Duration.ZERO)));
        listeners.forEach(ChangeListener::changed);
    }

    /** Claims changed tasks for a follower of the list within the hub. */
    public List<TaskChange> claimChanges(String follower, int max) {
        return transaction.execute(status -> {
            var rows = outbox.claim(follower, max);
            var found = tasks.find(rows.stream().map(Outbox.Row::taskId).toList());
            return rows.stream()
                    .filter(row -> found.containsKey(row.taskId()))
                    .map(row -> new TaskChange(found.get(row.taskId()), row.revision()))
                    .toList();
        });
    }

    /** The follower is done with these. */
    public void followed(String follower, List<TaskChange> changes) {
        transaction.executeWithoutResult(status -> outbox.settle(
                follower,
                changes.stream()
                        .collect(Collectors.toMap(change -> change.task().id(), TaskChange::revision))));
    }

    private Workspace inTransaction(String actor, Consumer<Workspace> work) {
        Workspace workspace = transaction.execute(status -> {
            var fresh = new Workspace();
            work.accept(fresh);
            if (fresh.isTouched()) {
                fresh.save(tasks, links, conflicts, actor, clock.instant());
                remotes.values()
                        .forEach(remote -> outbox.add(remote.system(), settling.delays(fresh.dirty(remote), fresh)));
                outbox.add(AGENTS, settling.none(fresh.changedTasks()));
            }
            return fresh;
        });
        if (workspace.isTouched()) {
            listeners.forEach(ChangeListener::changed);
        }
        return workspace;
    }

    private void load(Workspace work, List<ItemChange> changes) {
        var taskIds = new LinkedHashSet<String>();
        var known = new ArrayList<Link>();
        changes.stream()
                .collect(Collectors.groupingBy(change -> List.of(change.system(), change.container())))
                .forEach((place, items) -> known.addAll(links.find(
                        place.get(0),
                        place.get(1),
                        items.stream().map(ItemChange::externalId).toList())));
        known.forEach(link -> taskIds.add(link.taskId()));
        changes.stream().map(ItemChange::taskId).filter(Objects::nonNull).forEach(taskIds::add);
        load(work, taskIds);
    }

    private void load(Workspace work, Collection<String> taskIds) {
        work.load(tasks.find(taskIds).values(), links.ofTasks(taskIds), conflicts.open(taskIds));
    }

    private Outgoing outgoing(Workspace work, Remote remote, Outbox.Row row) {
        Task task = work.task(row.taskId()).orElse(null);
        if (task == null || work.isLifeHeld(task.id(), remote.system())) {
            return null;
        }
        Link link = work.linkOf(task.id(), remote.system(), remote.container()).orElse(null);
        boolean create = link == null || link.state() == Link.State.CREATING;
        if (create ? task.isDeleted() || task.title() == null : link.state() == Link.State.DELETED) {
            return null;
        }
        if (link == null) {
            link = new Link(
                    remote.system(), remote.container(), task.id(), task.id(), Link.State.CREATING, Map.of(), null);
            links.save(List.of(link));
        }
        String externalId = create ? null : link.externalId();
        if (task.isDeleted()) {
            return new Outgoing(
                    task.id(),
                    remote.system(),
                    remote.container(),
                    externalId,
                    link.remoteVersion(),
                    true,
                    Map.of(),
                    row.revision());
        }
        Set<TaskField> held = work.held(task.id(), remote.system());
        try {
            var columns = SyncRule.difference(task, remote.mapping(), link.base(), held, create);
            return columns.isEmpty()
                    ? null
                    : new Outgoing(
                            task.id(),
                            remote.system(),
                            remote.container(),
                            externalId,
                            link.remoteVersion(),
                            false,
                            columns,
                            row.revision());
        } catch (Untranslatable e) {
            var untold = new Outgoing(
                    task.id(), remote.system(), remote.container(), externalId, null, false, Map.of(), row.revision());
            parked.park(
                    untold, e.getMessage(), "change the value, or the mapping in config/" + remote.system() + ".yaml");
            return null;
        }
    }

    private void moveBase(Workspace work, Written write) {
        Outgoing outgoing = write.outgoing();
        Remote remote = remotes.get(outgoing.system());
        Link link = work.linkOf(outgoing.taskId(), outgoing.system(), outgoing.container())
                .orElseThrow();
        if (link.state() == Link.State.CREATING) {
            work.remove(link);
            link = link.withExternalId(write.externalId());
        }
        if (outgoing.deleted()) {
            work.change(link.with(Link.State.DELETED));
            return;
        }
        Task task = work.task(outgoing.taskId()).orElseThrow();
        var base = new LinkedHashMap<>(link.base());
        outgoing.columns().forEach((column, sent) -> {
            FieldMapping mapping = remote.mapping().forColumn(column).orElseThrow();
            boolean moved = !Objects.equals(sent, mapping.toRemote(task.value(mapping.field())));
            Object agreed = moved ? mapping.normalise(write.stored().get(column)) : sent;
            if (agreed == null) {
                base.remove(column);
            } else {
                base.put(column, agreed);
            }
        });
        work.change(link.withBase(base, write.remoteVersion()));
        rule.apply(
                work,
                new ItemChange(
                        outgoing.system(),
                        outgoing.container(),
                        link.externalId(),
                        outgoing.taskId(),
                        ItemChange.Type.WHOLE,
                        write.stored(),
                        write.remoteVersion(),
                        null,
                        null,
                        null));
    }
}
