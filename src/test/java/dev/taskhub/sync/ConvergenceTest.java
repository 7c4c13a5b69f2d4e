package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.sync.SimulatedRemote.Item;
import dev.taskhub.sync.World.Kind;
import dev.taskhub.sync.World.Step;
import dev.taskhub.sync.World.Told;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** The promise of the sync rule, whatever happens in whatever order: see the package's description. */
class ConvergenceTest {

    static TestHub hub;

    World world;

    @Property(
            tries = 2000,
            seed = "20261120",
            edgeCases = net.jqwik.api.EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.BOUNDED)
    void allSystemsShowOneListWhenEverybodyIsQuiet(@ForAll("steps") List<Step> steps, @ForAll("skews") long skew) {
        if (hub == null) {
            hub = new TestHub(Database.memory());
        }
        hub.clear();
        world = new World(hub, skew);
        steps.forEach(world::take);
        world.settle();
        check();
    }

    void check() {
        assertThat(world.round()).as("one more round is quiet").isTrue();
        everyRemoteShowsTheTaskList();
        noTaskIsLostOrDoubled();
        everyValueLeavesATrace();
    }

    private void everyRemoteShowsTheTaskList() {
        for (Task task : world.tasks()) {
            for (SimulatedRemote remote : world.remotes) {
                if (conflicts(task, remote.system)
                        .noneMatch(conflict -> conflict.field().equals(Conflict.LIFE))) {
                    shows(remote, task);
                }
            }
        }
    }

    private void shows(SimulatedRemote remote, Task task) {
        var items = hub.links.ofTasks(List.of(task.id())).stream()
                .filter(link -> link.system().equals(remote.system) && link.state() == Link.State.LINKED)
                .map(link -> remote.items.get(link.externalId()))
                .toList();
        if (task.isDeleted()) {
            assertThat(items)
                    .as("items of deleted %s in %s", task.alias(), remote.system)
                    .allMatch(item -> item.deleted);
            return;
        }
        if (items.isEmpty() && task.title() == null) {
            return;
        }
        assertThat(items).as("items of %s in %s", task.alias(), remote.system).hasSize(1);
        Item item = items.get(0);
        assertThat(item.deleted)
                .as("%s is gone from %s", task.alias(), remote.system)
                .isFalse();
        for (FieldMapping column : remote.mapping.fields()) {
            boolean waits = column.field() == TaskField.TITLE && task.title() == null;
            boolean held = conflicts(task, remote.system)
                    .anyMatch(conflict -> conflict.field().equals(column.field().jsonName()));
            if (column.isReadable() && column.makesDirty() && !waits && !held) {
                assertThat(column.normalise(item.columns.get(column.column())))
                        .as("%s of %s in %s", column.column(), task.alias(), remote.system)
                        .isEqualTo(column.toRemote(task.value(column.field())));
            }
        }
    }

    private void noTaskIsLostOrDoubled() {
        var owners = new HashMap<Item, String>();
        for (SimulatedRemote remote : world.remotes) {
            for (Item item : remote.live()) {
                Link link =
                        hub.links.find(remote.system, remote.container, item.id).orElse(null);
                assertThat(link).as("link of %s", item.id).isNotNull();
                assertThat(link.state()).as("state of %s", item.id).isEqualTo(Link.State.LINKED);
                owners.put(item, link.taskId());
            }
            var linked = hub.links.linkedIds(remote.system, remote.container);
            assertThat(owners.entrySet().stream()
                            .filter(owner -> linked.contains(owner.getKey().id))
                            .map(Map.Entry::getValue))
                    .as("tasks with items in %s", remote.system)
                    .doesNotHaveDuplicates();
            owners.clear();
        }
        long made = hub.jdbc.queryForObject("SELECT COUNT(*) FROM task", Long.class);
        long born = world.heardOf.stream().filter(key -> isBornThere(key)).count();
        assertThat(made)
                .as(
                        "tasks made for %s %s",
                        hub.jdbc.queryForList(
                                "SELECT external_id||' '||state||' '||(SELECT number FROM task WHERE id=task_id)||' born '||(SELECT system FROM task_event e WHERE e.task_id=l.task_id AND e.type='CREATED') FROM link l",
                                String.class),
                        world.airtable.items.values().stream()
                                .map(i -> i.id + " " + i.deleted + " "
                                        + (i.taskId == null
                                                ? null
                                                : hub.tasks.find(i.taskId).get().alias()))
                                .toList())
                .isEqualTo(born + world.returned);
    }

    /** Whether a user made the item, so that the hub had to make a task of it. */
    private boolean isBornThere(Link.Key key) {
        return switch (key.system()) {
            case TestHub.CLAUDE -> hub.jdbc.queryForObject(
                            "SELECT COUNT(*) FROM link l JOIN task_event e ON e.task_id = l.task_id"
                                    + " WHERE l.system = 'claude' AND l.external_id = ? AND e.type = 'CREATED' AND e.system = 'claude'",
                            Long.class,
                            key.externalId())
                    > 0;
            case TestHub.AIRTABLE -> !hub.links
                    .find(key.system(), key.container(), key.externalId())
                    .orElseThrow()
                    .taskId()
                    .equals(world.airtable.items.get(key.externalId()).taskId);
            default -> key.externalId().startsWith(key.system());
        };
    }

    private void everyValueLeavesATrace() {
        for (Told told : world.told) {
            FieldMapping column =
                    hub.mapping(told.system()).forField(told.field()).orElseThrow();
            assertThat(traces(told.taskId(), told.field(), column))
                    .as("what became of %s", told)
                    .anyMatch(trace -> Objects.equals(trace, told.value()));
        }
    }

    /** Every value of the field that history knows, in the system's terms. */
    private List<Object> traces(String taskId, TaskField field, FieldMapping column) {
        var traces = new ArrayList<Object>();
        for (TaskEvent event : hub.events(taskId)) {
            event.changes().stream()
                    .filter(change -> change.field() == field)
                    .flatMap(
                            change -> Stream.of(change.before(), change.after()).filter(Objects::nonNull))
                    .forEach(value -> traces.add(SyncRule.inRemoteTerms(column, value)));
        }
        hub.jdbc.query(
                "SELECT field, remote_value FROM conflict WHERE task_id = ?",
                row -> {
                    Object remote = dev.taskhub.task.JsonColumn.value(row.getString("remote_value"));
                    traces.add(
                            remote instanceof Map<?, ?> item
                                            && row.getString("field").equals(Conflict.LIFE)
                                    ? item.get(column.column())
                                    : remote);
                },
                taskId);
        traces.add(SyncRule.inRemoteTerms(
                column, hub.tasks.find(taskId).orElseThrow().value(field)));
        return traces;
    }

    private Stream<Conflict> conflicts(Task task, String system) {
        return hub.conflicts.open(List.of(task.id())).stream()
                .filter(conflict -> conflict.system().equals(system));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(5, Kind.CREATE),
                Tuple.of(12, Kind.EDIT),
                Tuple.of(2, Kind.DELETE),
                Tuple.of(1, Kind.DUPLICATE),
                Tuple.of(3, Kind.LIST_TODO),
                Tuple.of(4, Kind.EDIT_IN_HUB),
                Tuple.of(8, Kind.HEAR),
                Tuple.of(2, Kind.HEAR_TWICE),
                Tuple.of(1, Kind.MISS),
                Tuple.of(2, Kind.POLL),
                Tuple.of(8, Kind.SEND),
                Tuple.of(2, Kind.SEND_AND_LOSE_THE_ANSWER),
                Tuple.of(1, Kind.SEND_IN_VAIN),
                Tuple.of(3, Kind.SEND_AND_WAIT),
                Tuple.of(3, Kind.HEAR_THE_ANSWER),
                Tuple.of(2, Kind.RESOLVE),
                Tuple.of(1, Kind.PASS_TIME));
        Arbitrary<Integer> numbers =
                Arbitraries.integers().between(0, 9999).withDistribution(net.jqwik.api.RandomDistribution.uniform());
        return Combinators.combine(kinds, numbers, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Long> skews() {
        return Arbitraries.of(0L, -5000L, 5000L, 300_000L);
    }
}
