package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.sync.Ledger.Told;
import dev.taskhub.sync.SimulatedRemote.Item;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the sync rule promises of a world at rest: all systems show the same task list in their own terms, no task is lost
 * or doubled, and no value has disappeared without a trace.
 */
final class Promise {

    /** What a system said that a person had to decide on; of a task's life, {@code remote} is the whole item. */
    private record Dispute(String taskId, String system, String field, Object remote) {

        /** What it said of a column, {@code null} for nothing. */
        Object value(FieldMapping column) {
            if (field.equals(Conflict.LIFE)) {
                return remote == null ? null : ((Map<?, ?>) remote).get(column.column());
            }
            return field.equals(column.field().jsonName()) ? remote : null;
        }
    }

    private final World world;
    private final TestHub hub;
    private final Map<String, Task> tasks;
    private final List<Link> links;
    private final Map<String, List<Conflict>> openConflicts;

    private Promise(World world) {
        this.world = world;
        this.hub = world.hub;
        this.tasks = world.tasks().stream().collect(Collectors.toMap(Task::id, task -> task));
        this.links = hub.links.ofTasks(tasks.keySet());
        this.openConflicts =
                hub.conflicts.open(tasks.keySet()).stream().collect(Collectors.groupingBy(Conflict::taskId));
    }

    static void isKept(World world) {
        assertThat(world.round()).as("one more round is quiet").isTrue();
        assertThat(world.hub.parked.waiting(100))
                .as("what waits for an operator")
                .isEmpty();
        var promise = new Promise(world);
        promise.everyRemoteShowsTheTaskList();
        promise.noTaskIsLostOrDoubled();
        promise.everyValueLeavesATrace();
        assertThat(world.compare(false).differences())
                .as("what a consistency check finds")
                .isEmpty();
    }

    private void everyRemoteShowsTheTaskList() {
        for (Task task : tasks.values()) {
            for (SimulatedRemote remote : world.remotes) {
                if (!waits(task, remote, Conflict.LIFE)) {
                    shows(remote, task);
                }
            }
        }
    }

    private void shows(SimulatedRemote remote, Task task) {
        List<Item> items = links.stream()
                .filter(link -> link.taskId().equals(task.id()))
                .filter(link -> link.system().equals(remote.system) && link.state() == Link.State.LINKED)
                .map(link -> remote.items.get(link.externalId()))
                .toList();
        if (task.isDeleted()) {
            assertThat(items)
                    .as("items of deleted %s in %s", task.alias(), remote.system)
                    .allMatch(item -> item.deleted);
            return;
        }
        if (items.isEmpty() && (task.title() == null || mayBeAnother(task))) {
            return;
        }
        assertThat(items).as("items of %s in %s", task.alias(), remote.system).hasSize(1);
        Item item = items.get(0);
        assertThat(item.deleted)
                .as("%s is gone from %s", task.alias(), remote.system)
                .isFalse();
        for (FieldMapping column : remote.mapping.fields()) {
            boolean untitled = column.field() == TaskField.TITLE && task.title() == null;
            boolean held = waits(task, remote, column.field().jsonName());
            if (column.isReadable() && column.makesDirty() && !untitled && !held) {
                assertThat(column.normalise(item.columns.get(column.column())))
                        .as("%s of %s in %s", column.column(), task.alias(), remote.system)
                        .isEqualTo(column.toRemote(task.value(column.field())));
            }
        }
    }

    /** Such a task's items are not made before a person has decided. */
    private boolean mayBeAnother(Task task) {
        return hub.bean(Proposals.class).open(Integer.MAX_VALUE).stream()
                .anyMatch(proposal -> proposal.olderTask().equals(task.id())
                        || proposal.newerTask().equals(task.id()));
    }

    private void noTaskIsLostOrDoubled() {
        for (SimulatedRemote remote : world.remotes) {
            Map<String, Link> linksById = links.stream()
                    .filter(link -> link.system().equals(remote.system))
                    .collect(Collectors.toMap(Link::externalId, link -> link));
            var owners = new ArrayList<String>();
            for (Item item : remote.live()) {
                Link link = linksById.get(item.id);
                assertThat(link).as("link of %s", item.id).isNotNull();
                assertThat(link.state()).as("state of %s", item.id).isEqualTo(Link.State.LINKED);
                owners.add(link.taskId());
            }
            assertThat(owners).as("tasks with items in %s", remote.system).doesNotHaveDuplicates();
        }
        assertThat(tasks).as("tasks").hasSize(world.ledger.born);
    }

    private void everyValueLeavesATrace() {
        Map<String, List<Dispute>> disputes = disputes();
        var history = new HashMap<String, List<FieldChange>>();
        for (Told told : world.ledger.told) {
            FieldMapping column =
                    hub.mapping(told.system()).forField(told.field()).orElseThrow();
            var traces = new ArrayList<Object>();
            traces.add(inTermsOf(column, tasks.get(told.taskId()).value(told.field())));
            history.computeIfAbsent(told.taskId(), this::changes).stream()
                    .filter(change -> change.field() == told.field())
                    .forEach(change -> {
                        traces.add(inTermsOf(column, change.before()));
                        traces.add(inTermsOf(column, change.after()));
                    });
            disputes.getOrDefault(told.taskId(), List.of()).stream()
                    .filter(dispute -> dispute.system.equals(told.system()))
                    .forEach(dispute -> traces.add(dispute.value(column)));
            assertThat(traces).as("what became of %s", told).contains(told.value());
        }
    }

    private List<FieldChange> changes(String taskId) {
        return hub.events(taskId).stream()
                .flatMap(event -> event.changes().stream())
                .toList();
    }

    /** All conflicts there ever were, by task. */
    private Map<String, List<Dispute>> disputes() {
        return hub
                .jdbc
                .query(
                        "SELECT task_id, system, field, remote_value FROM conflict",
                        (row, index) -> new Dispute(
                                row.getString("task_id"),
                                row.getString("system"),
                                row.getString("field"),
                                JsonColumn.value(row.getString("remote_value"))))
                .stream()
                .collect(Collectors.groupingBy(Dispute::taskId));
    }

    private boolean waits(Task task, SimulatedRemote remote, String field) {
        return openConflicts.getOrDefault(task.id(), List.of()).stream()
                .anyMatch(conflict -> conflict.system().equals(remote.system)
                        && conflict.field().equals(field));
    }

    private static Object inTermsOf(FieldMapping column, Object value) {
        return SyncRule.inRemoteTerms(column, value);
    }
}
