package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Hub and remotes compared, on both databases; repairs go through the sync rule. */
class ConsistencyTest extends BothDatabases {

    @Nested
    class OnSqlite extends ConsistencyCases {
        OnSqlite() {
            super(sqlite());
        }
    }

    @Nested
    class OnPostgres extends ConsistencyCases {
        OnPostgres() {
            super(postgres());
        }
    }

    abstract static class ConsistencyCases extends Cases {

        private final Consistency consistency;
        private Map<String, Object> row;

        ConsistencyCases(TestHub hub) {
            super(hub);
            consistency = hub.bean(Consistency.class);
        }

        @Test
        void findsNothingWhereAllAgree() {
            inBoth();

            check(List.of(record("Build", "Blocked")), List.of(row(2)));

            assertThat(counts("airtable")).isEqualTo(new DifferenceCounts(1, 0, 0, 0, 0, 0, 0, true));
            assertThat(counts("convex")).isEqualTo(new DifferenceCounts(1, 0, 0, 0, 0, 0, 0, true));
            assertThat(consistency.report().differences()).isEmpty();
            assertThat(hub.outbox.waiting()).containsOnlyKeys(Sync.AGENTS);
        }

        @Test
        void reportsWhatChangedBehindTheHubsBackAndRepairsIt() {
            inBoth();

            check(List.of(record("Build it", "Blocked")), List.of(row(2)));

            assertThat(consistency.report().differences())
                    .containsExactly(new Difference(
                            "airtable", task().id(), "T-1", "rec1", "title", "Build", "Build it", "differs"));
            assertThat(task().title()).as("a check changes nothing").isEqualTo("Build");

            repair(List.of(record("Build it", "Blocked")), List.of(row(2)));

            assertThat(counts("airtable").repaired()).isEqualTo(1);
            assertThat(task().title()).isEqualTo("Build it");
            assertThat(claimed("convex")).containsEntry("title", "Build it");
            assertThat(hub.sync.claim("airtable", 10)).isEmpty();
        }

        @Test
        void sendsWhatASystemWasNeverTold() {
            inBoth();
            edit(TaskField.TITLE, "Build more");
            hub.jdbc.update("DELETE FROM outbox");

            check(List.of(record("Build", "Blocked")), List.of(row(2)));
            assertThat(consistency.report().differences())
                    .extracting(Difference::system, Difference::hub, Difference::remote)
                    .containsExactly(tuple("airtable", "Build more", "Build"), tuple("convex", "Build more", "Build"));

            repair(List.of(record("Build", "Blocked")), List.of(row(2)));
            assertThat(claimed("airtable")).containsEntry("name", "Build more");
            assertThat(claimed("convex")).containsEntry("title", "Build more");
        }

        @Test
        void countsWhatWaitsInTheOutboxAsOnItsWay() {
            inBoth();
            edit(TaskField.TITLE, "Build more");

            check(List.of(record("Build", "Review")), List.of(row(2)));

            assertThat(counts("airtable").onTheirWay()).isEqualTo(1);
            assertThat(counts("convex").onTheirWay()).isEqualTo(1);
            assertThat(consistency.report().differences())
                    .as("that the title waits says nothing of the status")
                    .extracting(Difference::field)
                    .containsExactly("status");
        }

        @Test
        void countsWhatAPersonHasToDecideAsInConflict() {
            inBoth();
            accept(record("Build", "someday"));

            repair(List.of(record("Build", "someday")), List.of(row(2)));

            assertThat(counts("airtable").inConflict()).isEqualTo(1);
            assertThat(consistency.report().differences()).isEmpty();
            assertThat(hub.conflicts.countOpen()).isEqualTo(1);
        }

        @Test
        void takesInWhatTheHubDoesNotKnow() {
            inBoth();

            repair(List.of(record("Build", "Blocked"), other("rec2", "Test")), List.of(row(2)));

            assertThat(consistency.report().differences())
                    .containsExactly(
                            new Difference("airtable", null, null, "rec2", "item", null, "Test", "unknown here"));
            assertThat(hub.tasks.findByNumber(2).orElseThrow().title()).isEqualTo("Test");
        }

        @Test
        void countsAnItemThatIsShownTwiceOnce() {
            inBoth();
            var known = record("Build it", "Blocked");
            var unknown = other("rec2", "Test");

            check(List.of(known, unknown, known, unknown), List.of(row(2)));

            assertThat(counts("airtable")).isEqualTo(new DifferenceCounts(2, 1, 0, 1, 0, 0, 0, true));
        }

        @Test
        void makesAnItemThatWasNeverMade() {
            accept(record("Build", "Blocked"));
            check(List.of(record("Build", "Blocked")), List.of());
            assertThat(counts("convex").onTheirWay()).isEqualTo(1);
            hub.jdbc.update("DELETE FROM outbox");

            repair(List.of(record("Build", "Blocked")), List.of());

            assertThat(consistency.report().differences())
                    .containsExactly(
                            new Difference("convex", task().id(), "T-1", null, "item", "Build", null, "missing there"));
            assertThat(claimed("convex")).containsEntry("title", "Build");
        }

        @Test
        void namesLinkedItemsThatAreGoneAndLeavesThemToTheirReader() {
            inBoth();

            assertThat(check(List.of(), List.of(row(2)))).isEmpty();
            assertThat(counts("airtable").missingThere()).isEqualTo(1);
            assertThat(repair(List.of(), List.of(row(2)))).containsExactly("rec1");

            assertThat(counts("airtable").repaired()).isZero();
            assertThat(task().isDeleted()).isFalse();
        }

        @Test
        void takesInADeletionThatTheHubMissed() {
            inBoth();

            repair(List.of(record("Build", "Blocked")), List.of(Items.as(ItemChange.Type.DELETED, row(3))));

            assertThat(counts("convex").missingThere()).isEqualTo(1);
            assertThat(task().isDeleted()).isTrue();
        }

        @Test
        void deletesWhatOnlyTheHubHasDeleted() {
            inBoth();
            accept(Items.as(ItemChange.Type.DELETED, row(3)));
            hub.jdbc.update("DELETE FROM outbox");

            repair(List.of(record("Build", "Blocked")), List.of(Items.as(ItemChange.Type.DELETED, row(3))));

            assertThat(consistency.report().differences())
                    .containsExactly(new Difference(
                            "airtable", task().id(), "T-1", "rec1", "item", null, "Build", "unknown here"));
            assertThat(hub.sync.claim("airtable", 10))
                    .singleElement()
                    .satisfies(deletion -> assertThat(deletion.deleted()).isTrue());
        }

        @Test
        void makesNothingOfAPageThatIsOlderThanWhatTheHubKnows() {
            inBoth();
            ItemChange old = record("Old", "Pending");
            accept(record("Build", "Blocked"));

            repair(List.of(old), List.of(row(1)));

            assertThat(counts("airtable")).isEqualTo(new DifferenceCounts(1, 0, 0, 0, 0, 0, 0, true));
            assertThat(task().title()).isEqualTo("Build");
        }

        @Test
        void keepsTheFirstThousandDifferencesAndCountsAll() {
            check(
                    IntStream.range(0, 1100)
                            .mapToObj(i -> other("rec" + i, "t" + i))
                            .toList(),
                    List.of());

            assertThat(counts("airtable").unknownHere()).isEqualTo(1100);
            assertThat(consistency.report().differences()).hasSize(1000);
        }

        @Test
        void cutsLongValues() {
            inBoth();

            check(List.of(record("x".repeat(5000), "Blocked")), List.of(row(2)));

            assertThat(consistency.report().differences().get(0).remote().toString())
                    .hasSizeLessThan(300);
        }

        @Test
        void saysThatASystemWasNotReadToItsEndAndForgetsACheckThatWasCutOff() {
            inBoth();
            consistency.ask(true);
            consistency.beginCheck();
            consistency.begin("airtable");
            assertThat(consistency.report().running().repairs()).isTrue();

            consistency.beginCheck();
            consistency.begin("convex");
            consistency.compare("convex", List.of(row(2)));
            consistency.end("convex");
            consistency.finishCheck();

            var report = consistency.report();
            assertThat(report.running()).isNull();
            assertThat(report.last().repairs()).isFalse();
            assertThat(counts("airtable").complete()).isFalse();
            assertThat(counts("convex").complete()).isTrue();
        }

        @Test
        void knowsAfterARestartWhatTheLastCheckFound() {
            inBoth();
            check(List.of(record("Build", "Blocked")), List.of());
            repair(List.of(record("Build it", "Review"), other("rec2", "Strange")), List.of(row(2)));

            var afterARestart = hub.startedAnew(Consistency.class).report();

            assertThat(afterARestart.last().repairs()).isTrue();
            assertThat(afterARestart.differences()).hasSize(3);
            assertThat(afterARestart).isEqualTo(consistency.report());
        }

        @Test
        void repairsWhenOneOfThoseWhoAskedWantsIt() {
            consistency.ask(true);
            consistency.ask(false);
            assertThat(consistency.report().asked()).isTrue();

            consistency.beginCheck();

            assertThat(consistency.report().asked()).isFalse();
            assertThat(consistency.report().running().repairs()).isTrue();
            consistency.finishCheck();
        }

        private Set<String> check(List<ItemChange> records, List<ItemChange> rows) {
            consistency.beginCheck();
            consistency.begin("airtable");
            consistency.compare("airtable", records);
            Set<String> gone = consistency.end("airtable");
            consistency.begin("convex");
            consistency.compare("convex", rows);
            consistency.end("convex");
            consistency.finishCheck();
            return gone;
        }

        private Set<String> repair(List<ItemChange> records, List<ItemChange> rows) {
            consistency.ask(true);
            return check(records, rows);
        }

        private DifferenceCounts counts(String system) {
            return consistency.report().last().systems().get(system);
        }

        /** A task that AirTable ({@code rec1}) and Convex (version 1) show alike. */
        private void inBoth() {
            accept(record("Build", "Blocked"));
            Outgoing create = hub.sync.claim("convex", 10).get(0);
            row = create.columns();
            hub.sync.written(List.of(new Written(create, create.taskId(), row, "1")));
        }

        private ItemChange row(long version) {
            return Items.row(task().id(), version, hub.clock.instant(), pairs(row));
        }

        private static Object[] pairs(Map<String, Object> columns) {
            return new HashMap<>(columns)
                    .entrySet().stream()
                            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                            .toArray();
        }

        private ItemChange record(String name, String status) {
            hub.clock.pass(Duration.ofSeconds(1));
            return Items.record("rec1", hub.clock.millis(), "name", name, "status", status);
        }

        private ItemChange other(String id, String name) {
            return Items.record(id, hub.clock.millis(), "name", name, "status", "Pending");
        }

        private void accept(ItemChange change) {
            hub.sync.accept(List.of(change));
        }

        private void edit(TaskField field, Object value) {
            hub.clock.pass(Duration.ofSeconds(1));
            Task task = task();
            hub.sync.edit(List.of(new HubEdit(task.id(), task.version(), Map.of(field, value), "eve")));
        }

        private Map<String, Object> claimed(String system) {
            return hub.sync.claim(system, 10).get(0).columns();
        }

        private Task task() {
            return hub.tasks.findByNumber(1).orElseThrow();
        }
    }
}
