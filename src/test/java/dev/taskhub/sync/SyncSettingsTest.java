package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the settings make of the same events. */
class SyncSettingsTest {

    private static final SyncSettings USUAL = TestHub.SETTINGS;

    @Test
    void asksAPersonAboutAManualField() {
        try (var hub = hub(Map.of("title", "manual"), Map.of())) {
            inBoth(hub);
            record(hub, "from AirTable");
            row(hub, 2, "from Convex");

            assertThat(task(hub).title()).isEqualTo("from AirTable");
            Conflict conflict = hub.conflicts.open(10).get(0);
            assertThat(List.of(conflict.base(), conflict.hub(), conflict.remote()))
                    .containsExactly("Build", "from AirTable", "from Convex");
            assertThat(hub.sync.claim("convex", 10)).as("waits for the person").isEmpty();

            hub.sync.resolve(conflict.id(), true, "eve");

            assertThat(task(hub).title()).isEqualTo("from Convex");
            assertThat(hub.sync.claim("airtable", 10))
                    .singleElement()
                    .satisfies(outgoing -> assertThat(outgoing.columns()).containsEntry("name", "from Convex"));
            assertThat(hub.sync.claim("convex", 10)).isEmpty();
        }
    }

    @Test
    void sendsAPersonsOwnWordsEverywhereAndKeepsBothThatLost() {
        try (var hub = hub(Map.of("title", "manual"), Map.of())) {
            inBoth(hub);
            record(hub, "from AirTable");
            row(hub, 2, "from Convex");

            hub.sync.resolveWith(hub.conflicts.open(10).get(0).id(), "  from both ", "eve");

            assertThat(task(hub).title()).isEqualTo("  from both");
            assertThat(hub.sync.claim("airtable", 10).get(0).columns()).containsEntry("name", "  from both");
            assertThat(hub.sync.claim("convex", 10).get(0).columns()).containsEntry("title", "  from both");
            assertThat(hub.events(task(hub).id()))
                    .filteredOn(event -> "eve".equals(event.actor()))
                    .extracting(TaskEvent::type, TaskEvent::changes)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    TaskEvent.Type.OVERRULED,
                                    List.of(new FieldChange(TaskField.TITLE, "  from both", "from Convex"))),
                            tuple(
                                    TaskEvent.Type.UPDATED,
                                    List.of(new FieldChange(TaskField.TITLE, "from AirTable", "  from both"))));
        }
    }

    @Test
    void keepsTheSystemsValueThatLostToTheHubs() {
        try (var hub = hub(Map.of("title", "manual"), Map.of())) {
            inBoth(hub);
            record(hub, "from AirTable");
            row(hub, 2, "from Convex");

            hub.sync.resolve(hub.conflicts.open(10).get(0).id(), false, "eve");

            assertThat(hub.events(task(hub).id()))
                    .filteredOn(event -> event.type() == TaskEvent.Type.OVERRULED)
                    .extracting(TaskEvent::changes)
                    .containsExactly(List.of(new FieldChange(TaskField.TITLE, "from AirTable", "from Convex")));
        }
    }

    @Test
    void asksAgainWithTheNewestValueWhileThePersonThinks() {
        try (var hub = hub(Map.of("title", "manual"), Map.of())) {
            inBoth(hub);
            record(hub, "from AirTable");
            row(hub, 2, "from Convex");
            row(hub, 3, "from Convex, later");
            record(hub, "from AirTable, later");

            assertThat(hub.conflicts.open(10)).singleElement().satisfies(conflict -> {
                assertThat(conflict.remote()).isEqualTo("from Convex, later");
                assertThat(conflict.hub()).isEqualTo("from AirTable, later");
                assertThat(conflict.base()).isEqualTo("Build");
            });

            row(hub, 4, "from AirTable, later");
            assertThat(hub.conflicts.countOpen()).as("they agree").isZero();
        }
    }

    @Test
    void letsHalfTypedWordsRest() {
        try (var hub = hub(Map.of(), Map.of("title", Duration.ofSeconds(5)))) {
            inBoth(hub);
            record(hub, "B");
            hub.clock.pass(Duration.ofSeconds(3));
            record(hub, "Bu");
            assertThat(hub.sync.claim("convex", 10)).isEmpty();
            hub.clock.pass(Duration.ofSeconds(5));

            assertThat(hub.sync.claim("convex", 10))
                    .singleElement()
                    .satisfies(outgoing -> assertThat(outgoing.columns()).containsEntry("title", "Bu"));
        }
    }

    private static void inBoth(TestHub hub) {
        record(hub, "Build");
        hub.clock.pass(Duration.ofSeconds(5));
        Outgoing create = hub.sync.claim("convex", 10).get(0);
        hub.sync.written(List.of(new Written(create, create.taskId(), create.columns(), "1")));
        // From here on Convex says of the rest what it holds.
        hub.clock.pass(Duration.ofSeconds(1));
    }

    private static void record(TestHub hub, String... names) {
        for (String name : names) {
            hub.clock.pass(Duration.ofSeconds(1));
            hub.sync.accept(List.of(Items.record("rec1", hub.clock.millis(), "name", name, "status", "Pending")));
        }
    }

    private static void row(TestHub hub, long version, String title) {
        hub.clock.pass(Duration.ofSeconds(1));
        Task task = task(hub);
        var item = Items.row(task.id(), version, hub.clock.instant(), "title", title);
        hub.sync.accept(List.of(Items.as(ItemChange.Type.PARTIAL, item)));
    }

    private static Task task(TestHub hub) {
        return hub.tasks.findByNumber(1).orElseThrow();
    }

    private static TestHub hub(Map<String, String> conflict, Map<String, Duration> settle) {
        return new TestHub(
                Database.memory(),
                new SyncSettings(
                        conflict,
                        USUAL.order(),
                        USUAL.maxAhead(),
                        settle,
                        USUAL.damperFlips(),
                        USUAL.damperWindow(),
                        USUAL.matchTitles()));
    }
}
