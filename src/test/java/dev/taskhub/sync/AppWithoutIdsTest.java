package dev.taskhub.sync;

import static dev.taskhub.sync.Items.columns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.BothDatabases.Cases;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote that carries no id of the hub's, has no versions and deletes nothing, as the fullstack-convex app. */
class AppWithoutIdsTest {

    private static final Mappings MAPPINGS = Mappings.read(
                    Path.of("config"), Map.of(TestHub.CONVEX, "convex-fullstack.yaml"))
            .actingAs(TestHub.CONVEX, Map.of("name", "TaskHub", "email", "hub@example.org"));

    @TempDir
    private static Path folder;

    private static TestHub sqlite;
    private static TestHub postgres;

    @BeforeAll
    static void open() {
        sqlite = new TestHub(Database.sqlite(folder), MAPPINGS);
        postgres = new TestHub(Database.postgres(), MAPPINGS);
    }

    @AfterAll
    static void close() {
        sqlite.close();
        postgres.close();
    }

    @Nested
    class OnSqlite extends AppCases {
        OnSqlite() {
            super(sqlite);
        }
    }

    @Nested
    class OnPostgres extends AppCases {
        OnPostgres() {
            super(postgres);
        }
    }

    abstract static class AppCases extends Cases {

        AppCases(TestHub hub) {
            super(hub);
        }

        @Test
        void keepsTheNumberByWhichTheAppFindsATask() {
            show(10, "k1", "title", "Pay", "number", 37.0, "status", 0.0);
            assertThat(link("k1").base()).containsEntry("number", 37.0).containsEntry("title", "Pay");
            long version = task().version();

            show(11, "k1", "title", "Pay", "number", 38.0, "status", 0.0);

            assertThat(link("k1").base()).containsEntry("number", 38.0);
            assertThat(task().version()).isEqualTo(version);
            assertThat(reserved()).isEmpty();
        }

        @Test
        void writesNobodyAsOwnerButItselfAndNobodyAtAll() {
            show(10, "k1", "title", "Pay", "number", 1.0, "status", 0.0);

            assign("Alice");
            assertThat(reserved()).isEmpty();

            assign("TaskHub");
            assertThat(reserved()).singleElement().satisfies(due -> assertThat(due.columns())
                    .isEqualTo(Map.of("owner", Map.of("name", "TaskHub"))));
            show(11, "k1", "title", "Pay", "number", 1.0, "status", 0.0, "owner", person("TaskHub"));

            assign(null);
            assertThat(hub.sync.send(List.of(outgoing()))).singleElement().satisfies(due -> assertThat(due.columns())
                    .containsOnlyKeys("owner"));
        }

        @Test
        void takesTheOwnerThatSomebodyBecomesThere() {
            show(10, "k1", "title", "Pay", "number", 1.0, "status", 0.0);
            assign("Alice");

            show(11, "k1", "title", "Pay", "number", 1.0, "status", 0.0, "owner", person("Mira"));

            assertThat(task().value(TaskField.ASSIGNED_TO)).isEqualTo("Mira");
        }

        @Test
        void findsNothingAmissWhereTheAppCannotShowWhoATaskIsAssignedTo() {
            show(10, "k1", "title", "Pay", "number", 1.0, "status", 0.0);
            assign("Alice");
            var consistency = hub.bean(Consistency.class);

            consistency.beginCheck();
            consistency.begin(TestHub.CONVEX);
            consistency.compare(TestHub.CONVEX, List.of(item(11, "k1", "title", "Pay", "number", 1.0, "status", 0.0)));

            assertThat(consistency
                            .report()
                            .running()
                            .systems()
                            .get(TestHub.CONVEX)
                            .differs())
                    .isZero();
        }

        @Test
        void keepsReviewWhileTheAppGoesOnShowingOne() {
            show(10, "k1", "title", "Pay", "number", 1.0, "status", 1.0);
            edit(TaskField.STATUS, "review");

            show(11, "k1", "title", "Pay now", "number", 1.0, "status", 1.0);

            assertThat(task().status()).isEqualTo("review");
            assertThat(reserved()).isEmpty();
        }

        @Test
        void knowsSinceWhenAnItemMayBeThereThoughNobodyAnswered() {
            record("Pay");
            assertThat(hub.links.unanswered(TestHub.CONVEX, TestHub.ROWS)).isEmpty();

            hub.sync.send(reserved(), "1000");
            hub.sync.send(List.of(outgoing()), "2000");

            assertThat(hub.links.unanswered(TestHub.CONVEX, TestHub.ROWS))
                    .singleElement()
                    .satisfies(link -> {
                        assertThat(link.remoteVersion()).isEqualTo("1000");
                        assertThat(link.sent()).containsEntry("title", "Pay");
                    });
        }

        @Test
        void makesOneTaskOfAnItemThatWasFoundAndThenAnswered() {
            record("Pay");
            Outgoing sent = hub.sync.send(reserved(), "1000").get(0);
            var stored = columns("title", "Pay", "number", 5.0, "status", 0.0);

            hub.sync.accept(List.of(found("2000", "k5", sent.taskId(), stored)));
            hub.sync.written(List.of(new Written(sent, "k5", stored, "3000")));

            assertThat(hub.jdbc.queryForObject("SELECT COUNT(*) FROM task", Long.class))
                    .isOne();
            assertThat(link("k5").state()).isEqualTo(Link.State.LINKED);
            assertThat(link("k5").base()).containsEntry("number", 5.0);
            assertThat(hub.links.unanswered(TestHub.CONVEX, TestHub.ROWS)).isEmpty();
            assertThat(reserved()).isEmpty();
        }

        @Test
        void doesNotHearAnAnswerThatWasAskedForBeforeAWriteEnded() {
            show(10, "k1", "title", "Pay", "number", 1.0, "status", 0.0);
            edit(TaskField.TITLE, "Pay now");
            Outgoing sent = hub.sync.send(reserved(), "20").get(0);
            hub.sync.written(
                    List.of(new Written(sent, "k1", columns("title", "Pay now", "number", 1.0, "status", 0.0), "30")));

            show(25, "k1", "title", "Pay", "number", 1.0, "status", 0.0);

            assertThat(task().title()).isEqualTo("Pay now");
        }

        @Test
        void writesWhatStandsForADeletionAndTakesItsEchoForNoEdit() {
            show(10, "k1", "title", "Pay", "number", 1.0, "status", 0.0);
            deleteInAirtable();

            Outgoing sent = hub.sync.send(reserved(), "20").get(0);
            assertThat(sent.deleted()).isTrue();
            assertThat(sent.columns()).isEqualTo(Map.of("status", 3.0));
            show(25, "k1", "title", "Pay", "number", 1.0, "status", 3.0);
            assertThat(hub.jdbc.queryForObject("SELECT COUNT(*) FROM conflict", Long.class))
                    .isZero();

            hub.sync.written(List.of(new Written(sent, "k1", null, "30")));

            assertThat(link("k1").state()).isEqualTo(Link.State.DELETED);
            assertThat(task().isDeleted()).isTrue();
            assertThat(reserved()).isEmpty();
        }

        private void show(long askedAt, String id, Object... columns) {
            hub.sync.accept(List.of(item(askedAt, id, columns)));
        }

        private static ItemChange item(long askedAt, String id, Object... columns) {
            return found(Long.toString(askedAt), id, null, columns(columns));
        }

        private static ItemChange found(String version, String id, String taskId, Map<String, Object> item) {
            return new ItemChange(
                    TestHub.CONVEX,
                    TestHub.ROWS,
                    id,
                    taskId,
                    ItemChange.Type.WHOLE,
                    item,
                    version,
                    null,
                    null,
                    null,
                    Instant.ofEpochMilli(Long.parseLong(version)));
        }

        private static Map<String, Object> person(String name) {
            return Map.of("id", "u-" + name, "name", name, "pictureUrl", "https://example.org");
        }

        private void record(String name) {
            hub.sync.accept(List.of(Items.record("rec1", 1, "name", name, "status", "Pending")));
        }

        private void deleteInAirtable() {
            hub.sync.written(hub.sync.claim(TestHub.AIRTABLE, 10).stream()
                    .map(sent -> new Written(sent, "rec1", sent.columns(), "1"))
                    .toList());
            hub.sync.accept(List.of(new ItemChange(
                    TestHub.AIRTABLE,
                    TestHub.BASE,
                    "rec1",
                    null,
                    ItemChange.Type.DELETED,
                    Map.of(),
                    null,
                    null,
                    null,
                    null)));
        }

        private void assign(String who) {
            edit(TaskField.ASSIGNED_TO, who);
        }

        private void edit(TaskField field, Object value) {
            var values = new HashMap<TaskField, Object>();
            values.put(field, value);
            hub.sync.edit(List.of(new HubEdit(task().id(), task().version(), values, "eve", false)));
        }

        private Task task() {
            String id = hub.jdbc.queryForObject("SELECT id FROM task", String.class);
            return hub.tasks.find(List.of(id)).get(id);
        }

        private Link link(String id) {
            return hub.links.find(TestHub.CONVEX, TestHub.ROWS, id).orElseThrow();
        }

        private List<Outgoing> reserved() {
            return hub.sync.reserve(TestHub.CONVEX, 10);
        }

        /** The task as a sender holds it that reserved it before. */
        private Outgoing outgoing() {
            return new Outgoing(task().id(), TestHub.CONVEX, TestHub.ROWS, null, null, false, Map.of(), 0);
        }
    }
}
