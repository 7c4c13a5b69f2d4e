package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.taskhub.store.InboxStore;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the tables keep, on both databases. */
class StoresTest extends BothDatabases {

    @Nested
    class OnSqlite extends StoreCases {
        OnSqlite() {
            super(sqlite());
        }
    }

    @Nested
    class OnPostgres extends StoreCases {
        OnPostgres() {
            super(postgres());
        }

        /** SQLite lets one writer through at a time anyway. */
        @Test
        void claimsWhileAnotherTransactionChangesTheSameRows() {
            due("z");
            hub.clock.pass(Duration.ofSeconds(1));
            due("a");
            var claimed = new AtomicReference<CompletableFuture<List<Outbox.Row>>>();

            hub.transaction.executeWithoutResult(status -> {
                due("a");
                claimed.set(CompletableFuture.supplyAsync(() -> claim(10)));
                await().until(() ->
                        hub.jdbc.queryForObject("SELECT COUNT(*) FROM pg_locks WHERE NOT granted", Long.class) > 0);
                due("z");
            });

            assertThat(claimed.get().join()).as("both have changed meanwhile").isEmpty();
            assertThat(claim(10)).hasSize(2);
        }
    }

    abstract static class StoreCases extends Cases {

        private long change;

        StoreCases(TestHub hub) {
            super(hub);
        }

        @Test
        void keepsEveryFieldOfATask() {
            Task task = fullTask("full", 1);

            save(task);

            assertThat(hub.tasks.find("full")).contains(task);
            assertThat(hub.tasks.findByNumber(1)).contains(task);
        }

        @Test
        void overwritesAllButTheNumberOfATask() {
            save(fullTask("task", 1));
            Task emptied = Task.blank("task", 99).withVersion(7).withDeletedAt(Instant.ofEpochMilli(12));

            save(emptied);

            assertThat(hub.tasks.find("task")).contains(emptied.withNumber(1));
        }

        @Test
        void findsManyTasksAtOnceAndLeavesOutTheUnknown() {
            var ids = IntStream.range(0, 1200).mapToObj(i -> "task-" + i).toList();
            hub.transaction.executeWithoutResult(status -> hub.tasks.save(ids.stream()
                    .limit(1100)
                    .map(id -> Task.blank(id, ids.indexOf(id)))
                    .toList()));

            assertThat(hub.tasks.find(ids)).hasSize(1100).containsKey("task-1099");
            assertThat(hub.tasks.find(List.<String>of())).isEmpty();
        }

        @Test
        void listsOpenTasksInOrderAndCountsThemByAssignee() {
            save(task("b", 1, "todo", "BA"), task("a", 2, "blocked", "BA"), task("c", 3, "completed", "BA"));
            save(task("d", 4, "review", null), task("e", 5, "todo", "CE").withDeletedAt(Instant.EPOCH));

            assertThat(hub.tasks.open()).toIterable().extracting(Task::id).containsExactly("a", "b", "d");
            assertThat(hub.tasks.openByAssignee()).isEqualTo(Map.of("BA", 2));
        }

        @Test
        void givesEachNumberOnce() {
            assertThat(hub.tasks.takeNumbers(3)).isEqualTo(1);
            assertThat(hub.tasks.takeNumbers(1)).isEqualTo(4);
        }

        @Test
        void keepsEventsWithTypedValues() {
            var changes = List.of(
                    new FieldChange(TaskField.DUE_DATE, null, Instant.ofEpochMilli(1_700_000_000_123L)),
                    new FieldChange(TaskField.ESTIMATED_HOURS, 1.0, 2.5),
                    new FieldChange(TaskField.TAGS, List.of("a"), null));
            var event = new TaskEvent(
                    "e2", "task", Instant.ofEpochMilli(5), TaskEvent.Type.UPDATED, null, "airtable", "key", changes);
            var before = new TaskEvent(
                    "e1", "task", Instant.ofEpochMilli(4), TaskEvent.Type.CREATED, "ann", "hub", null, List.of());

            hub.transaction.executeWithoutResult(status -> hub.tasks.append(List.of(event, before)));

            assertThat(hub.events("task")).containsExactly(before, event);
            assertThat(hub.events("other")).isEmpty();
        }

        @Test
        void keepsLinks() {
            var linked = new Link(
                    "convex",
                    "rows",
                    "r1",
                    "t1",
                    Link.State.LINKED,
                    Items.columns("title", "T", "dueDate", 1.7e12, "tags", List.of("a")),
                    Items.columns("title", null, "status", "todo"),
                    "7");
            Link gone = new Link("convex", "rows", "r2", "t2", Link.State.LINKED, Map.of(), Map.of(), null)
                    .deleted(Instant.ofEpochMilli(1_700_000_000_123L));
            Links links = hub.links;

            inTransaction(() -> links.save(List.of(linked, gone)));

            assertThat(links.find("convex", "rows", "r1")).contains(linked);
            assertThat(links.find("convex", "rows", List.of("r1", "r2", "r3"))).containsExactlyInAnyOrder(linked, gone);
            assertThat(links.ofTasks(List.of("t2", "t3"))).containsExactly(gone);
            assertThat(links.linkedIds("convex", "rows")).containsExactly("r1");
            assertThat(links.ofContainer("convex", "other")).isEmpty();

            Link moved =
                    linked.with(Link.State.DROPPED).withBase(Map.of(), Map.of()).atVersion("8");
            inTransaction(() -> links.save(List.of(moved)));
            assertThat(links.find("convex", "rows", "r1")).contains(moved);

            inTransaction(() -> links.delete(List.of(moved.key())));
            assertThat(links.find("convex", "rows", "r1")).isEmpty();
        }

        @Test
        void forgetsWhatWasOnItsWay() {
            Link sending = Link.creating(new Remote("convex", "rows"), "t1").sending(Map.of("title", "T"));
            inTransaction(() -> hub.links.save(List.of(sending)));

            inTransaction(() -> hub.links.forgetSent("convex", "t1"));

            assertThat(hub.links.find("convex", "rows", "t1"))
                    .contains(Link.creating(new Remote("convex", "rows"), "t1"));
        }

        @Test
        void keepsConflictsUntilTheyAreResolved() {
            var title = conflict("c1", "title", "base", "hub", "remote");
            var life = conflict("c2", Conflict.LIFE, Map.of("title", "T"), null, Map.of("title", "U"));
            inTransaction(() -> hub.conflicts.save(List.of(title, life)));

            assertThat(hub.conflicts.open(List.of("task"))).containsExactlyInAnyOrder(title, life);
            assertThat(hub.conflicts.open(1)).containsExactly(title);
            assertThat(hub.conflicts.countOpen()).isEqualTo(2);

            inTransaction(() -> hub.conflicts.save(List.of(title.withHub(List.of("now")))));
            assertThat(hub.conflicts.find("c1")).contains(title.withHub(List.of("now")));

            inTransaction(() -> hub.conflicts.resolve(List.of("c1"), "remote", "eve", hub.clock.instant()));
            inTransaction(() -> hub.conflicts.resolve(List.of("c1"), "hub", "bob", hub.clock.instant()));
            assertThat(hub.conflicts.find("c1").orElseThrow().resolution()).isEqualTo("remote");
            assertThat(hub.conflicts.open(10)).containsExactly(life);
        }

        @Test
        void keepsPositions() {
            assertThat(hub.positions.get("airtable", "app1", "listing")).isEmpty();

            hub.positions.put("airtable", "app1", "listing", "1");
            hub.positions.put("airtable", "app1", "listing", "2");

            assertThat(hub.positions.get("airtable", "app1", "listing")).contains("2");
        }

        @Test
        void parksOneMessageForATaskAndSystemAndClosesItOnDelivery() {
            var outgoing = new Outgoing("t1", "convex", "rows", null, null, false, Map.of("title", "T"), 1);
            inTransaction(() -> hub.parked.park(outgoing, "first", "hint"));
            inTransaction(() -> hub.parked.park(outgoing, "second", "hint"));

            assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> {
                assertThat(message.cause()).isEqualTo("second");
                assertThat(message.payload()).isEqualTo("{\"title\":\"T\"}");
                assertThat(message.taskId()).isEqualTo("t1");
            });

            inTransaction(() -> hub.parked.delivered("convex", List.of("t1", "t2")));
            assertThat(hub.parked.countWaiting()).isZero();
        }

        @Test
        void putsAMessageThatIsTriedAgainBackIntoTheInbox() {
            Inbox inbox = hub.bean(Inbox.class);
            inbox.accept("airtable-task", "key:1", "{\"type\": \"task.updated\"}");
            parkPending(inbox, "unknown item");

            retry();

            assertThat(inbox.pending(10)).singleElement().satisfies(message -> {
                assertThat(message.source()).isEqualTo("airtable-task");
                assertThat(message.messageKey()).isEqualTo("key:1");
                assertThat(message.payload()).isEqualTo("{\"type\": \"task.updated\"}");
            });
            parkPending(inbox, "unknown still");
            assertThat(hub.parked.waiting(10))
                    .singleElement()
                    .extracting(Parked.Message::cause)
                    .isEqualTo("unknown still");

            hub.bean(InboxStore.class).jdbc().update("DELETE FROM inbox");
            retry();

            assertThat(inbox.pending(10)).as("forgotten meanwhile").hasSize(1);
        }

        private void parkPending(Inbox inbox, String cause) {
            inTransaction(() -> {
                hub.parked.park(inbox.pending(1).get(0), cause, "hint");
                inbox.done(inbox.pending(1).get(0));
            });
        }

        private void retry() {
            hub.parked.reopen(hub.parked.waiting(1).get(0).id());
        }

        @Test
        void forgetsAReplacedColumnAndHasItWrittenAnew() {
            var links = IntStream.range(0, 1200)
                    .mapToObj(
                            number -> link("rec" + number, number % 2 == 0 ? Map.of("tags", "a") : Map.of("name", "b")))
                    .toList();
            inTransaction(() -> hub.links.save(links));

            hub.bean(ReplacedColumns.class).forget("airtable", "app1", "tags");

            assertThat(hub.links.ofContainer("airtable", "app1"))
                    .hasSize(1200)
                    .noneMatch(link -> link.mentions("tags"))
                    .filteredOn(link -> link.mentions("name"))
                    .hasSize(600);
            assertThat(hub.jdbc.queryForObject("SELECT COUNT(*) FROM outbox WHERE system = 'airtable'", Integer.class))
                    .isEqualTo(600);
            assertThat(hub.wakeUps).hasPositiveValue();
        }

        private static Link link(String recordId, Map<String, Object> base) {
            return new Link(
                    "airtable", "app1", recordId, "task of " + recordId, Link.State.LINKED, base, Map.of(), null);
        }

        @Test
        void keepsOneOutboxRowForATaskHoweverOftenItChanges() {
            due("t1");
            due("t1");

            List<Outbox.Row> claimed = claim(10);

            assertThat(claimed).containsExactly(new Outbox.Row("t1", 2, false));
            assertThat(claim(10)).as("claimed already").isEmpty();
        }

        @Test
        void keepsARowThatChangedAfterItWasClaimed() {
            due("t1");
            claim(10);
            due("t1");

            settle("t1", 1);

            assertThat(claim(10)).containsExactly(new Outbox.Row("t1", 2, false));
            settle("t1", 2);
            assertThat(hub.outbox.waiting()).isEmpty();
        }

        @Test
        void doesNotTakeANewRowForTheOneThatWasClaimed() {
            due("t1");
            claim(10);
            settle("t1", 1);
            due("t1");

            settle("t1", 1);

            assertThat(claim(10)).hasSize(1);
        }

        @Test
        void numbersEveryChange() {
            Long first = hub.transaction.execute(status -> hub.tasks.lock());
            Long second = hub.transaction.execute(status -> hub.tasks.lock());

            assertThat(second).isGreaterThan(first);
        }

        @Test
        void claimsThoseThatWaitLongestFirst() {
            due("z");
            hub.clock.pass(Duration.ofSeconds(1));
            due("a", "b");

            assertThat(claim(2)).extracting(Outbox.Row::taskId).containsExactly("z", "a");
        }

        @Test
        void freesAClaimThatWasForgotten() {
            due("t1");
            claim(10);
            hub.clock.pass(Duration.ofSeconds(121));

            assertThat(claim(10)).hasSize(1);
        }

        @Test
        void waitsLongerWithEveryFailure() {
            due("t1");
            for (long pause : new long[] {5, 15, 30, 60, 60}) {
                assertThat(claim(10)).hasSize(1);
                hub.outbox.postpone(List.of(outgoing("t1")), Duration.ZERO, "away");
                hub.clock.pass(Duration.ofSeconds(pause).minusMillis(1));
                assertThat(claim(10)).as("before %s s", pause).isEmpty();
                hub.clock.pass(Duration.ofMillis(1));
            }
            hub.outbox.postpone(List.of(outgoing("t1")), Duration.ofHours(1), "asked for");
            hub.clock.pass(Duration.ofMinutes(59));
            assertThat(claim(10)).isEmpty();
        }

        @Test
        void sendsAloneWhatSpoiltABatch() {
            due("t1", "t2", "t3");
            claim(10);
            hub.outbox.sendAlone(List.of(outgoing("t1"), outgoing("t2")));
            hub.outbox.release(List.of(outgoing("t3")));

            assertThat(claim(10)).extracting(Outbox.Row::taskId).containsExactly("t1");
            assertThat(claim(10)).extracting(Outbox.Row::taskId).containsExactly("t2");
            assertThat(claim(10)).extracting(Outbox.Row::taskId).containsExactly("t3");
        }

        @Test
        void letsAChangeRestAndWakesNoRestingOneEarlier() {
            add("t1", Duration.ofSeconds(5));
            hub.clock.pass(Duration.ofSeconds(1));
            due("t1");

            assertThat(claim(10)).isEmpty();
            hub.clock.pass(Duration.ofSeconds(4));
            assertThat(claim(10)).hasSize(1);
        }

        @Test
        void letsAllThatWaitsForOneSystemWait() {
            due("t1", "t2");
            claim(1);

            hub.pauses.begin("convex", Duration.ofMinutes(30), "quota");
            hub.pauses.begin("convex", Duration.ofSeconds(10), "away");

            assertThat(hub.outbox.isDue("convex")).isFalse();
            assertThat(claim(10)).isEmpty();
            assertThat(hub.pauses.of("convex"))
                    .contains(new Pauses.Pause(hub.clock.instant().plus(Duration.ofMinutes(30)), "quota"));
            hub.clock.pass(Duration.ofMinutes(30));
            assertThat(hub.pauses.of("convex")).isEmpty();
            assertThat(claim(10)).hasSize(2);
        }

        @Test
        void changesNoRowByAPause() {
            due("t1");
            add("t2", Duration.ofMinutes(1));
            var batch = List.of(outgoing(claim(1).get(0).taskId()));
            var rows = "SELECT task_id, due_at, attempts, last_error FROM outbox ORDER BY task_id";
            var before = hub.jdbc.queryForList(rows);

            hub.deliveries.rest(batch, new IllegalStateException("the breaker is open"));

            assertThat(hub.jdbc.queryForList(rows)).isEqualTo(before);
            hub.clock.pass(Duration.ofSeconds(10));
            assertThat(claim(10)).extracting(Outbox.Row::taskId).containsExactly("t1");
        }

        @Test
        void makesEverythingDueAtAStart() {
            due("t1", "t2", "t3");
            add("t4", Duration.ofMinutes(1));
            claim(2);
            hub.outbox.postpone(List.of(outgoing("t1")), Duration.ofHours(1), "away");

            hub.bean(EarlierClaims.class).start();

            assertThat(claim(10)).extracting(Outbox.Row::taskId).containsExactlyInAnyOrder("t1", "t2", "t3");
        }

        private void save(Task... tasks) {
            inTransaction(() -> hub.tasks.save(Arrays.asList(tasks)));
        }

        void due(String... taskIds) {
            Arrays.stream(taskIds).forEach(id -> add(id, Duration.ZERO));
        }

        void add(String taskId, Duration delay) {
            inTransaction(() -> hub.outbox.add("convex", Map.of(taskId, delay), ++change));
        }

        List<Outbox.Row> claim(int max) {
            return hub.transaction.execute(status -> hub.outbox.claim("convex", max));
        }

        private void settle(String taskId, long revision) {
            inTransaction(() -> hub.outbox.settle("convex", Map.of(taskId, revision)));
        }

        private void inTransaction(Runnable work) {
            hub.transaction.executeWithoutResult(status -> work.run());
        }
    }

    private static Outgoing outgoing(String taskId) {
        return new Outgoing(taskId, "convex", "rows", null, null, false, Map.of(), 1);
    }

    private static Conflict conflict(String id, String field, Object base, Object hub, Object remote) {
        return new Conflict(
                id,
                "task",
                "convex",
                "rows",
                "r1",
                field,
                base,
                hub,
                remote,
                Instant.ofEpochMilli(7),
                "ann",
                Instant.ofEpochMilli(1),
                null);
    }

    private static Task task(String id, long number, String status, String assignee) {
        Stamp stamp = Stamp.at(1, "hub");
        return Task.blank(id, number)
                .with(TaskField.STATUS, status, stamp)
                .with(TaskField.ASSIGNED_TO, assignee, stamp);
    }

    /** A task with a value in every field, as awkward as its kind allows. */
    private static Task fullTask(String id, long number) {
        Task task = Task.blank(id, number).withVersion(3);
        for (TaskField field : TaskField.values()) {
            Object value =
                    switch (field.kind()) {
                        case TEXT -> field + " 'quoted' \"twice\" \\ \n\t | \u00e9\u4e2d\ud83d\ude00";
                        case CHOICE -> field.choices().get(0);
                        case NUMBER -> -1234567.875;
                        case TIME -> Instant.ofEpochMilli(253402300799999L);
                        case SET -> List.of("a", Collections.singletonMap("id", "x"));
                    };
            task = task.with(field, value, new Stamp(Long.MAX_VALUE - field.ordinal(), "convex"));
        }
        return task;
    }
}
