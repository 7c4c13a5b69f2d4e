package dev.taskhub.sync;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way in and the way out of the task list. Every call is one transaction, or part of the caller's: the new tasks,
 * bases, events and outbox rows are on disk when it has committed, or nothing is.
 */
@Component
public class Sync {

    /** The hub's own follower of the task list in the outbox: it assigns tasks and keeps the agents' inboxes. */
    public static final String AGENTS = "agents";

    private static final String ITSELF = "sync";

    private final Workspaces workspaces;
    private final TaskSync rule;
    private final Decisions decisions;
    private final Sending sending;
    private final TaskStore tasks;
    private final Conflicts conflicts;
    private final Outbox outbox;
    private final List<Remote> remotes;
    private final WakeUp wakeUp;
    private final TransactionTemplate transaction;

    Sync(
            Workspaces workspaces,
            TaskSync rule,
            Decisions decisions,
            Sending sending,
            TaskStore tasks,
            Conflicts conflicts,
            Outbox outbox,
            List<Remote> remotes,
            WakeUp wakeUp,
            PlatformTransactionManager transactions) {
        this.workspaces = workspaces;
        this.rule = rule;
        this.decisions = decisions;
        this.sending = sending;
        this.tasks = tasks;
        this.conflicts = conflicts;
        this.outbox = outbox;
        this.remotes = remotes;
        this.wakeUp = wakeUp;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Merges what systems showed or told, in the order given.
     *
     * @throws IllegalArgumentException when one of the changes names no item that can be found: none of them is then taken
     */
    public Accepted accept(List<ItemChange> changes) {
        if (changes.isEmpty()) {
            return new Accepted(0, 0, 0);
        }
        var items = changes.stream()
                .map(change -> new Link.Key(change.system(), change.container(), change.externalId()))
                .toList();
        var taskIds = changes.stream().map(ItemChange::taskId).distinct().toList();
        Workspace work = change(
                ITSELF,
                () -> workspaces.of(items, taskIds),
                opened -> changes.forEach(change -> rule.apply(opened, change)));
        int created = work.created().size();
        return new Accepted(changes.size(), created, work.changedTasks().size() - created);
    }

    /**
     * Makes tasks that begin in the hub.
     *
     * @param tasks for each the canonical values by field, without empty ones
     * @return their ids, in the order given
     */
    public List<String> create(List<Map<TaskField, Object>> tasks, String actor) {
        var ids = new ArrayList<String>();
        change(
                TaskSync.HUB,
                () -> workspaces.of(List.of()),
                work -> tasks.forEach(values -> ids.add(rule.create(work, values, actor))));
        return ids;
    }

    /** Deletes tasks everywhere; unknown and deleted ones are passed over. */
    public void delete(Collection<String> taskIds, String actor) {
        change(TaskSync.HUB, () -> workspaces.of(taskIds), work -> taskIds.forEach(id -> rule.delete(work, id, actor)));
    }

    /** Makes the hub's own changes; those decided on an older version of a task are left out. */
    public void edit(List<HubEdit> edits) {
        change(
                TaskSync.HUB,
                () -> workspaces.of(edits.stream().map(HubEdit::taskId).toList()),
                work -> edits.forEach(edit -> rule.apply(work, edit)));
    }

    /**
     * Settles an open conflict: the system's value becomes the hub's, or the hub's value goes out over the system's. Of a
     * deletion, {@code takeRemote} takes the system's side: gone if it deleted the item, kept if it changed it.
     *
     * @throws NotFound when no open conflict has this id
     * @throws Untranslatable when the system's value cannot be the hub's
     */
    public void resolve(String conflictId, boolean takeRemote, String actor) {
        settle(conflictId, actor, (work, conflict) -> decisions.take(work, conflict, takeRemote, actor));
    }

    /**
     * Settles an open conflict with a value that a person wrote; it goes out to every system.
     *
     * @param json the value as JSON has it, of the field's kind: see {@link dev.taskhub.mapping.WrittenValue}
     * @throws NotFound when no open conflict has this id
     * @throws IllegalArgumentException when the conflict is about whether the task is there, not about a value
     * @throws Untranslatable when the field does not take the value, naming field, value and what is allowed
     */
    public void resolveWith(String conflictId, Object json, String actor) {
        settle(conflictId, actor, (work, conflict) -> decisions.write(work, conflict, json, actor));
    }

    private void settle(String conflictId, String actor, BiConsumer<Workspace, Conflict> decision) {
        transaction.executeWithoutResult(status -> {
            tasks.lock();
            Conflict conflict = conflicts
                    .find(conflictId)
                    .filter(found -> found.resolution() == null)
                    .orElseThrow(() -> new NotFound(
                            "there is no open conflict \"" + conflictId + "\"; GET /api/conflicts lists them"));
            change(actor, () -> workspaces.of(List.of(conflict.taskId())), work -> decision.accept(work, conflict));
        });
    }

    /**
     * Claims up to {@code max} tasks that a system has to be told about, each in its newest state. They stay claimed
     * until {@link #written}, {@link #refused} or the outbox gives them free.
     */
    public List<Outgoing> claim(String system, int max) {
        return fromOutbox(system, remote -> sending.claim(remote, max));
    }

    /**
     * As {@link #claim}, for a system that cannot refuse a write when the item was changed there meanwhile: read the items
     * first, and have what is due then from {@link #send}.
     */
    public List<Outgoing> reserve(String system, int max) {
        return fromOutbox(system, remote -> sending.reserve(remote, max));
    }

    /** What is to be written of {@code reserved} by now. */
    public List<Outgoing> send(List<Outgoing> reserved) {
        return send(reserved, null);
    }

    /**
     * As {@link #send(List)}, for a system whose items cannot carry the hub's id: an item that is made for the first time
     * is noted with {@code version}, by which a repetition tells since when to look for it.
     */
    public List<Outgoing> send(List<Outgoing> reserved, String version) {
        Remote remote = remote(reserved.get(0).system()).orElseThrow();
        return transaction.execute(status -> sending.send(remote, reserved, version));
    }

    /** Takes note of what a system stored: the base moves there, and whatever it stored otherwise comes in as its change. */
    public void written(List<Written> writes) {
        var items = writes.stream()
                .map(write ->
                        new Link.Key(write.outgoing().system(), write.outgoing().container(), write.externalId()))
                .toList();
        var taskIds = writes.stream().map(write -> write.outgoing().taskId()).toList();
        change(ITSELF, () -> workspaces.of(items, taskIds), work -> sending.written(work, writes));
    }

    /** Parks what a system refused; the task's next change tries again. */
    public void refused(Outgoing outgoing, String cause, String hint) {
        transaction.executeWithoutResult(status -> sending.refused(outgoing, cause, hint));
    }

    /** Sends a task to a system anew, as after an operator's retry of a parked message. */
    public void resend(String system, String taskId) {
        resendAll(system, List.of(taskId));
    }

    /** Has a sender look at these tasks, which writes whatever the system does not show. */
    public void resendAll(String system, Collection<String> taskIds) {
        if (taskIds.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            long change = tasks.lock();
            outbox.add(
                    system,
                    taskIds.stream().distinct().collect(Collectors.toMap(id -> id, id -> Duration.ZERO)),
                    change);
            wakeUp.tellAfterCommit();
        });
    }

    /** Claims changed tasks for a follower of the list within the hub. */
    public List<TaskChange> claimChanges(String follower, int max) {
        if (!outbox.isDue(follower)) {
            return List.of();
        }
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

    private List<Outgoing> fromOutbox(String system, Function<Remote, List<Outgoing>> take) {
        Optional<Remote> remote = remote(system);
        return remote.isEmpty() || !sending.isDue(remote.get())
                ? List.of()
                : transaction.execute(status -> take.apply(remote.get()));
    }

    private Optional<Remote> remote(String system) {
        return remotes.stream()
                .filter(candidate -> candidate.system().equals(system))
                .findFirst();
    }

    private Workspace change(String actor, Supplier<Workspace> open, Consumer<Workspace> action) {
        return transaction.execute(status -> {
            Workspace work = open.get();
            action.accept(work);
            if (work.isTouched()) {
                workspaces.save(work, actor);
                wakeUp.tellAfterCommit();
            }
            return work;
        });
    }
}
