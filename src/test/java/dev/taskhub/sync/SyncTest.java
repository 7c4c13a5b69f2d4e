package dev.taskhub.sync;

import static dev.taskhub.sync.Items.as;
import static dev.taskhub.sync.Items.columns;
import static dev.taskhub.sync.Items.naming;
import static dev.taskhub.sync.Items.todo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.ItemChange.Type;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskEvents;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The way in and the way out of the task list, on both databases. */
class SyncTest extends BothDatabases {

    @Nested
    class OnSqlite extends SyncCases {
        OnSqlite() {
            super(sqlite());
        }
    }

    @Nested
    class OnPostgres extends SyncCases {
        OnPostgres() {
            super(postgres());
        }
    }

    abstract static class SyncCases extends Cases {

        SyncCases(TestHub hub) {
            super(hub);
        }

        @Test
        void makesATaskOfANewRecord() {
            Accepted accepted = accept(record("rec1", "name", "Build", "status", "Review", "tags", List.of("b", "a")));

            assertThat(accepted).isEqualTo(new Accepted(1, 1, 0));
            Task task = task();
            assertThat(task.alias()).isEqualTo("T-1");
            assertThat(task.version()).isEqualTo(1);
            assertThat(task.title()).isEqualTo("Build");
            assertThat(task.status()).isEqualTo("review");
            assertThat(task.tags()).containsExactly("a", "b");
            assertThat(task.value(TaskField.CREATED_BY)).isEqualTo("ann@example.org");
            assertThat(task.value(TaskField.CREATED_AT)).isEqualTo(hub.clock.instant());
            assertThat(events()).extracting(TaskEvent::type).containsExactly(TaskEvent.Type.CREATED);
            assertThat(hub.outbox.waiting()).isEqualTo(Map.of("convex", 1L, Sync.AGENTS, 1L));
        }

        @Test
        void leavesTheStoreAloneWhenThereIsNothingToAccept() {
            accept(record("rec1", "name", "Build"));
            String changes = "SELECT value FROM counter WHERE name = 'change'";
            long before = hub.jdbc.queryForObject(changes, Long.class);

            assertThat(hub.sync.accept(List.of())).isEqualTo(new Accepted(0, 0, 0));

            assertThat(hub.jdbc.queryForObject(changes, Long.class)).isEqualTo(before);
        }

        @Test
        void takesOverAnIdOnlyIfItCanBeTheHubsOwn() {
            for (String foreign : List.of("kd7a", "6f9619ff-8b86-4d01-b42d-00c04fc964ff")) {
                accept(naming(row(foreign, 1, columns("title", "Build", "status", "todo")), foreign));
                assertThat(hub.tasks.find(foreign)).isEmpty();
            }
            String own = "01990000-0000-7000-8000-000000000001";

            accept(naming(row(own, 1, columns("title", "Build", "status", "todo")), own));

            assertThat(hub.tasks.find(own)).isPresent();
            assertThat(count("task")).isEqualTo(3);
        }

        @Test
        void writesATaskOnceAndIsQuietThen() {
            accept(record("rec1", "name", "Build", "status", "Review"));

            Outgoing create = claimOne("convex");
            assertThat(create.externalId()).isNull();
            assertThat(create.columns()).containsEntry("title", "Build").containsEntry("status", "review");
            hub.sync.written(List.of(stored(create, task().id(), 1)));

            assertThat(claim("convex")).isEmpty();
            assertThat(hub.outbox.waiting()).containsOnlyKeys(Sync.AGENTS);
            accept(row(task().id(), 1, create.columns()));
            assertThat(claim("convex")).isEmpty();
            assertThat(claim("airtable")).isEmpty();
            assertThat(task().version()).isEqualTo(1);
        }

        @Test
        void makesAHundredChangesOneWrite() {
            inBoth("Build");
            for (int i = 0; i < 100; i++) {
                accept(record("rec1", "name", "Build " + i, "status", "Pending"));
            }

            assertThat(claimOne("convex").columns()).containsEntry("title", "Build 99");
        }

        @Test
        void keepsBlockedWhenConvexStillSaysInProgress() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "Blocked"));
            Outgoing update = claimOne("convex");
            hub.sync.written(List.of(stored(update, convexId(), 2)));

            accept(row(convexId(), 3, columns("title", "Build!", "status", "in_progress")));

            assertThat(task().status()).isEqualTo("blocked");
            assertThat(claimOne("airtable").columns())
                    .containsEntry("name", "Build!")
                    .doesNotContainKey("status");
        }

        @Test
        void keepsTheLosingValueInTheHistory() {
            inBoth("Build");
            hub.clock.pass(Duration.ofSeconds(10));
            accept(record("rec1", "name", "from AirTable", "status", "Pending"));
            accept(dated(
                    row(convexId(), 2, columns("title", "from Convex", "status", "todo")),
                    hub.clock.instant().minusSeconds(5)));

            assertThat(task().title()).isEqualTo("from AirTable");
            assertThat(lastEvent().type()).isEqualTo(TaskEvent.Type.OVERRULED);
            assertThat(lastEvent().changes())
                    .containsExactly(new FieldChange(TaskField.TITLE, "from AirTable", "from Convex"));
            assertThat(claimOne("convex").columns()).containsEntry("title", "from AirTable");
        }

        @Test
        void doesNotHearAnOlderStateOfAnItem() {
            accept(record("rec1", "name", "old"));
            ItemChange page = record("rec1", "name", "old");
            accept(record("rec1", "name", "new"));

            accept(page);

            assertThat(task().title()).isEqualTo("new");
        }

        @Test
        void takesOverWhatARemoteMadeOfAValueAndDoesNotWriteItAgain() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "Pending", "description", "long text"));
            Outgoing update = claimOne("convex");
            hub.sync.written(List.of(new Written(
                    update, convexId(), columns("title", "Build", "status", "todo", "description", "long"), "2")));

            assertThat(task().description()).isEqualTo("long");
            assertThat(claim("convex")).isEmpty();
            assertThat(claimOne("airtable").columns()).containsEntry("description", "long");
        }

        @Test
        void sendsTheNewestWhenATaskChangedWhileItWasWritten() {
            inBoth("Build");
            accept(record("rec1", "name", "first", "status", "Pending"));
            Outgoing first = claimOne("convex");
            accept(record("rec1", "name", "second", "status", "Pending"));

            hub.sync.written(List.of(stored(first, convexId(), 2)));

            assertThat(task().title()).isEqualTo("second");
            assertThat(events()).extracting(TaskEvent::type).doesNotContain(TaskEvent.Type.OVERRULED);
            assertThat(claimOne("convex").columns()).containsEntry("title", "second");
        }

        @Test
        void knowsItsOwnWriteThoughTheEchoIsFasterThanTheAnswer() {
            inBoth("Build");
            accept(record("rec1", "name", "first", "status", "Pending"));
            Outgoing first = claimOne("convex");
            accept(record("rec1", "name", "second", "status", "Pending"));

            accept(dated(
                    row(convexId(), 2, columns("title", "first", "status", "todo")),
                    hub.clock.instant().plusSeconds(30)));
            assertThat(task().title()).isEqualTo("second");

            hub.sync.written(List.of(stored(first, convexId(), 2)));
            assertThat(task().title()).isEqualTo("second");
            assertThat(claimOne("convex").columns()).containsEntry("title", "second");
        }

        @Test
        void findsAnItemWhoseCreationWasNeverAnswered() {
            accept(record("rec1", "name", "Build", "status", "Pending"));
            Outgoing create = claimOne("convex");
            hub.outbox.postpone(List.of(create), Duration.ZERO, "cut off");

            accept(naming(row(task().id(), 1, create.columns()), task().id()));

            assertThat(count("task")).isEqualTo(1);
            hub.clock.pass(Duration.ofMinutes(1));
            assertThat(claim("convex")).isEmpty();
        }

        @Test
        void writesAgainWhatItTookBackBeforeTheAnswerCame() {
            inBoth("Build");
            accept(record("rec1", "name", "sent", "status", "Pending"));
            hub.outbox.postpone(claim("convex"), Duration.ZERO, "cut off");
            accept(record("rec1", "name", "Build", "status", "Pending"));

            assertThat(claimOne("convex").columns())
                    .as("nobody knows which of the two stands there")
                    .containsEntry("title", "Build");
        }

        @Test
        void deletesEverywhereWhatWasDeletedUnchanged() {
            inBoth("Build");

            accept(gone("rec1"));

            assertThat(task().isDeleted()).isTrue();
            Outgoing deletion = claimOne("convex");
            assertThat(deletion.deleted()).isTrue();
            hub.sync.written(List.of(new Written(deletion, convexId(), null, "2")));
            assertThat(claim("convex")).isEmpty();
            assertThat(claim("airtable")).isEmpty();
            accept(row(convexId(), 1, columns("title", "Build", "status", "todo")));
            assertThat(task().isDeleted()).as("an echo brings nothing back").isTrue();
        }

        @Test
        void asksWhenAnItemIsDeletedWhoseTaskHasChangesItHasNotSeen() {
            inBoth("Build");
            accept(row(convexId(), 2, columns("title", "Build more", "status", "todo")));

            accept(gone("rec1"));

            assertThat(task().isDeleted()).isFalse();
            Conflict conflict = conflict();
            assertThat(conflict.field()).isEqualTo(Conflict.LIFE);
            assertThat(conflict.hub()).asInstanceOf(MAP).containsEntry("name", "Build more");
            assertThat(claim("airtable")).as("waits for the person").isEmpty();
        }

        @Test
        void asksOnceAndWritesNothingWhenADeletionIsToldTwice() {
            inBoth("Build");
            accept(row(convexId(), 2, columns("title", "Build more", "status", "todo")));
            List<Outgoing> reserved = hub.sync.reserve("airtable", 10);

            accept(gone("rec1"));
            assertThat(hub.sync.send(reserved))
                    .as("heard of before it was sent")
                    .isEmpty();
            accept(gone("rec1"));
            accept(row(convexId(), 3, columns("title", "Build even more", "status", "todo")));
            accept(gone("rec1"));

            assertThat(hub.conflicts.countOpen()).isEqualTo(1);
            assertThat(claim("airtable")).isEmpty();
            assertThat(hub.outbox.waiting()).doesNotContainKey("airtable");
        }

        @Test
        void deletesForGoodWhenThePersonSaysSo() {
            asksWhenAnItemIsDeletedWhoseTaskHasChangesItHasNotSeen();

            hub.sync.resolve(conflict().id(), true, "eve");

            assertThat(task().isDeleted()).isTrue();
            assertThat(claimOne("convex").deleted()).isTrue();
            assertThat(hub.conflicts.countOpen()).isZero();
        }

        @Test
        void makesTheItemAnewWhenThePersonKeepsTheTask() {
            asksWhenAnItemIsDeletedWhoseTaskHasChangesItHasNotSeen();

            hub.sync.resolve(conflict().id(), false, "eve");

            Outgoing create = claimOne("airtable");
            assertThat(create.externalId()).isNull();
            assertThat(create.columns()).containsEntry("name", "Build more");
            hub.sync.written(List.of(stored(create, "rec2", hub.clock.millis())));
            accept(gone("rec1"));
            assertThat(task().isDeleted()).as("the old record is old news").isFalse();
            assertThat(claim("airtable")).isEmpty();
        }

        @Test
        void asksWhenADeletedTaskIsEditedWhereItStillStands() {
            inBoth("Build");
            accept(gone("rec1"));

            accept(row(convexId(), 2, columns("title", "still needed", "status", "todo")));
            accept(row(convexId(), 2, columns("title", "still needed", "status", "todo")));

            assertThat(conflict().field()).isEqualTo(Conflict.LIFE);
            assertThat(conflict().remote()).asInstanceOf(MAP).containsEntry("title", "still needed");
            assertThat(claim("convex")).isEmpty();
        }

        @Test
        void waitsForTheItemsOfATaskThatAnOlderStoreHasForgotten() {
            String forgotten = "0199c82c-c000-7abc-8000-000000000001";
            accept(naming(record("rec1", "name", "Build", "status", "Pending"), forgotten));
            assertThat(task().id()).isEqualTo(forgotten);
            assertThat(claim("convex")).as("its row may be there").isEmpty();

            accept(naming(row("kd7a", 4, columns("title", "Build", "status", "todo")), forgotten));
            hub.clock.pass(Duration.ofMinutes(2));

            assertThat(count("task")).isEqualTo(1);
            assertThat(claim("convex").stream().map(Outgoing::externalId)).isSubsetOf("kd7a");
        }

        @Test
        void remembersAnEditOfADeletedTaskThatTheHubsOwnWriteCrossed() {
            asksWhenADeletedTaskIsEditedWhereItStillStands();

            accept(row(convexId(), 3, columns("title", "Build", "status", "todo", "description", "for the fair")));

            assertThat(conflict().remote()).asInstanceOf(MAP).containsEntry("description", "for the fair");
            assertThat(lastEvent().type()).isEqualTo(TaskEvent.Type.OVERRULED);
            assertThat(lastEvent().changes())
                    .containsExactly(new FieldChange(TaskField.TITLE, "Build", "still needed"));
        }

        @Test
        void bringsADeletedTaskBackWithItsEditWhenThePersonKeepsIt() {
            asksWhenADeletedTaskIsEditedWhereItStillStands();

            hub.sync.resolve(conflict().id(), true, "eve");

            assertThat(task().isDeleted()).isFalse();
            assertThat(task().title()).isEqualTo("still needed");
            assertThat(events()).extracting(TaskEvent::type).contains(TaskEvent.Type.RESTORED);
            assertThat(claim("convex")).isEmpty();
            assertThat(claimOne("airtable").columns()).containsEntry("name", "still needed");
        }

        @Test
        void deletesAnEditedItemWhenThePersonSaysSo() {
            asksWhenADeletedTaskIsEditedWhereItStillStands();

            hub.sync.resolve(conflict().id(), false, "eve");

            Outgoing deletion = claimOne("convex");
            assertThat(deletion.deleted()).isTrue();
            assertThat(deletion.remoteVersion()).as("the edit was seen").isEqualTo("2");
        }

        @Test
        void bringsATaskBackWhenItsItemReturns() {
            inBoth("Build");
            accept(gone("rec1"));
            Outgoing deletion = claimOne("convex");
            hub.sync.written(List.of(new Written(deletion, convexId(), null, "2")));

            accept(record("rec1", "name", "Build again", "status", "Pending"));

            assertThat(task().isDeleted()).isFalse();
            assertThat(task().title()).isEqualTo("Build again");
            assertThat(count("task")).isEqualTo(1);
            assertThat(claimOne("convex").columns()).containsEntry("title", "Build again");
        }

        @Test
        void bringsNothingBackForAnAnswerThatWasAskedForBeforeTheDeletion() {
            deletedInConvex();
            Instant before = hub.clock.instant();
            ItemChange answer = record("rec1", "name", "Build", "status", "Pending");
            delete("airtable", "rec1");

            accept(asked(answer, before));
            assertThat(task().isDeleted()).isTrue();
            assertThat(claim("convex")).isEmpty();

            hub.clock.pass(Duration.ofSeconds(1));
            accept(asked(answer, hub.clock.instant()));
            assertThat(task().isDeleted()).as("asked for since").isFalse();
            assertThat(claim("airtable")).isEmpty();
        }

        @Test
        void bringsATaskBackWhenTheItemReturnsThatTookTheFirstOnesPlace() {
            makesTheItemAnewWhenThePersonKeepsTheTask();
            Map<String, Object> asItWas = hub.links
                    .find("airtable", TestHub.BASE, "rec2")
                    .orElseThrow()
                    .base();
            long version = hub.clock.millis();
            accept(gone("rec2"));
            assertThat(task().isDeleted()).isTrue();

            accept(naming(Items.record("rec2", version, pairs(asItWas)), task().id()));

            assertThat(task().isDeleted()).isFalse();
            assertThat(count("task")).isEqualTo(1);
            assertThat(claim("airtable")).isEmpty();
        }

        @Test
        void remembersAnEditThatStandsInAnAnswerFromBeforeTheDeletion() {
            deletedInConvex();
            Instant before = hub.clock.instant();
            ItemChange answer = record("rec1", "name", "Build more", "status", "Pending");
            delete("airtable", "rec1");

            accept(asked(answer, before));

            assertThat(task().isDeleted()).isTrue();
            assertThat(lastEvent().type()).isEqualTo(TaskEvent.Type.OVERRULED);
            assertThat(lastEvent().changes()).containsExactly(new FieldChange(TaskField.TITLE, "Build", "Build more"));
        }

        @Test
        void makesNoTaskOfAReplacedItemForAnAnswerFromBeforeItsDeletion() {
            asksWhenAnItemIsDeletedWhoseTaskHasChangesItHasNotSeen();
            Instant before = hub.clock.instant();
            hub.sync.resolve(conflict().id(), false, "eve");
            hub.sync.written(List.of(stored(claimOne("airtable"), "rec2", hub.clock.millis())));

            accept(asked(record("rec1", "name", "Build", "status", "Pending"), before));

            assertThat(count("task")).isEqualTo(1);
        }

        @Test
        void makesATaskOfItsOwnOfAnItemThatReturnsAfterAnotherTookItsPlace() {
            makesTheItemAnewWhenThePersonKeepsTheTask();
            Link gone = link("rec1");
            ItemChange asItWas = Items.record("rec1", Long.parseLong(gone.remoteVersion()), pairs(gone.base()));

            accept(as(Type.PARTIAL, asItWas));
            assertThat(count("task"))
                    .as("only a whole item proves that it is back")
                    .isEqualTo(1);

            accept(asItWas);
            assertThat(count("task")).isEqualTo(2);
            assertThat(hub.links.linkedIds("airtable", TestHub.BASE)).containsExactlyInAnyOrder("rec1", "rec2");
        }

        @Test
        void makesTheItemAnewThatWasDeletedWhileTheTaskCameBack() {
            inBoth("Build");
            accept(gone("rec1"));
            Outgoing deletion = claimOne("convex");
            accept(record("rec1", "name", "Build", "status", "Pending"));

            hub.sync.written(List.of(new Written(deletion, convexId(), null, "2")));

            assertThat(claimOne("convex").externalId()).isNull();
        }

        @Test
        void deletesAnItemThatShowsUpAfterItsTaskWasDeleted() {
            accept(record("rec1", "name", "Build", "status", "Pending"));
            Outgoing create = claimOne("convex");
            accept(gone("rec1"));
            accept(as(Type.DELETED, record("rec1")));
            if (hub.conflicts.countOpen() > 0) {
                hub.sync.resolve(conflict().id(), true, "eve");
            }
            assertThat(task().isDeleted()).isTrue();
            hub.outbox.release(List.of(create));
            assertThat(claim("convex")).isEmpty();

            accept(naming(row(task().id(), 1, create.columns()), task().id()));

            assertThat(claimOne("convex").deleted()).isTrue();
            assertThat(hub.conflicts.countOpen()).isZero();
        }

        @Test
        void makesATaskOfItsOwnOfACopiedRecord() {
            inBoth("Build");
            accept(naming(record("rec2", "name", "Build", "status", "Pending"), task().id()));

            assertThat(count("task")).isEqualTo(2);
            assertThat(link("rec1").taskId()).isNotEqualTo(link("rec2").taskId());
        }

        @Test
        void writesTheIdOfItsOwnTaskIntoACopiedRecord() {
            inBoth("Build");
            accept(naming(record("rec2", "name", "Build", "status", "Pending"), task().id()));
            String copy = link("rec2").taskId();

            Outgoing label = claimOne("airtable");
            assertThat(label.externalId()).isEqualTo("rec2");
            assertThat(label.columns()).containsExactly(Map.entry("taskhub_id", copy));

            hub.sync.written(List.of(stored(label, "rec2", hub.clock.millis())));
            accept(naming(record("rec2", "name", "Build", "status", "Pending"), copy));
            assertThat(claim("airtable")).isEmpty();
        }

        @Test
        void deletesACopiedRecordsTaskWithoutAsking() {
            inBoth("Build");
            accept(naming(record("rec2", "name", "Build", "status", "Pending"), task().id()));

            accept(gone("rec2"));

            assertThat(hub.tasks.find(link("rec2").taskId()).orElseThrow().isDeleted())
                    .isTrue();
            assertThat(hub.conflicts.countOpen()).isZero();
        }

        @Test
        void leavesTheCopiedRecordItsOwnTaskWhenAnUpsertHitsIt() {
            accept(todo("todo-1", "Build", "pending"));
            Outgoing create = claimOne("airtable");
            hub.sync.written(List.of(stored(create, "rec1", hub.clock.millis())));
            accept(naming(record("rec2", "name", "Build", "status", "Pending"), create.taskId()));
            accept(row("row", 1, columns("title", "x", "status", "todo")));
            Outgoing late =
                    new Outgoing(create.taskId(), "airtable", TestHub.BASE, null, null, false, create.columns(), 0);

            hub.sync.written(List.of(stored(late, "rec2", hub.clock.millis())));

            assertThat(hub.links.linkedIds("airtable", TestHub.BASE)).contains("rec1", "rec2");
            assertThat(count("task")).isEqualTo(3);
        }

        @Test
        void makesAnItemForATaskWhoseSecondOneAnUpsertTook() {
            makesTheItemAnewWhenThePersonKeepsTheTask();
            accept(todo("todo-1", "Ship", "pending"));
            Outgoing upsert = claimOne("airtable");

            hub.sync.written(List.of(stored(upsert, "rec2", hub.clock.millis())));

            assertThat(link("rec2").taskId()).isEqualTo(upsert.taskId());
            Outgoing create = claimOne("airtable");
            assertThat(create.taskId()).isEqualTo(task().id());
            assertThat(create.externalId()).isNull();
        }

        @Test
        void doesNotTakeTheAnswerOfOneItemForThatOfAnother() {
            accept(todo("todo-1", "Build", "pending"));
            Outgoing create = claimOne("airtable");
            accept(naming(record("rec1", "name", "Build", "status", "Pending"), create.taskId()));
            Link first = link("rec1");

            hub.sync.written(List.of(stored(create, "rec2", hub.clock.millis() + 1)));

            assertThat(link("rec1")).isEqualTo(first);
            accept(naming(record("rec2", "name", "Build", "status", "Pending"), create.taskId()));
            assertThat(count("task")).isEqualTo(2);
        }

        @Test
        void findsTheItemOfAMessageThatNamesOnlyTheTask() {
            inBoth("Build");

            accept(byTask(task().id(), columns("status", "Done")));

            assertThat(task().status()).isEqualTo("completed");
            assertThat(claim("airtable")).as("AirTable says so itself").hasSizeLessThanOrEqualTo(1);
            assertThat(count("task")).isEqualTo(1);
        }

        @Test
        void refusesAMessageWhoseTaskHasNoItemThere() {
            accept(row("row", 1, columns("title", "Build", "status", "todo")));
            var changes = List.of(record("rec7", "name", "innocent"), byTask(task().id(), columns("status", "Done")));

            assertThatThrownBy(() -> hub.sync.accept(changes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has no item in airtable app1/Tasks");
            assertThat(count("task")).as("all or nothing").isEqualTo(1);
            assertThatThrownBy(() -> hub.sync.accept(List.of(byTask(null, Map.of()))))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void doesNotRenameATaskThatAnAgentNamesByItsAlias() {
            inBoth("Build the search index");

            accept(naming(todo("todo-1", "search index", "in_progress"), task().id()));
            assertThat(task().title()).isEqualTo("Build the search index");
            assertThat(task().status()).isEqualTo("in_progress");

            accept(todo("todo-1", "search index", "completed"));
            assertThat(task().title()).isEqualTo("Build the search index");
            assertThat(task().status()).isEqualTo("completed");

            accept(todo("todo-1", "search index, renamed on purpose", "completed"));
            assertThat(task().title()).isEqualTo("search index, renamed on purpose");
        }

        @Test
        void keepsTheStatusOfATaskThatAnAgentListsAsNotBegun() {
            inBoth("Build the search index");
            edit(TaskField.STATUS, "completed");

            accept(naming(todo("todo-1", "search index", "pending"), task().id()));
            assertThat(task().status()).isEqualTo("completed");

            accept(todo("todo-1", "search index", "in_progress"));
            assertThat(task().status()).isEqualTo("in_progress");
            accept(todo("todo-1", "search index", "pending"));
            assertThat(task().status()).as("put back on purpose").isEqualTo("todo");
        }

        @Test
        void saysNothingOfATaskThatAnAgentNoLongerLists() {
            accept(todo("todo-1", "Build", "pending"));

            accept(as(Type.DROPPED, todo("todo-1", "Build", "pending")));
            assertThat(task().isDeleted()).isFalse();

            accept(todo("todo-1", "Build", "completed"));
            assertThat(task().status()).isEqualTo("completed");
        }

        @Test
        void parksWhatARemoteCannotHold() {
            accept(row("row", 1, columns("title", "Build", "status", "todo")));
            edit(TaskField.DUE_DATE, Instant.parse("+12345-01-01T00:00:00Z"));

            assertThat(claim("airtable")).isEmpty();

            assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> {
                assertThat(message.system()).isEqualTo("airtable");
                assertThat(message.cause()).contains("dueDate");
                assertThat(message.hint()).contains("config/airtable.yaml");
            });
            edit(TaskField.DUE_DATE, null);
            Outgoing create = claimOne("airtable");
            hub.sync.written(List.of(stored(create, "rec1", hub.clock.millis())));
            assertThat(hub.parked.countWaiting()).isZero();
        }

        @Test
        void parksWhatARemoteRefusesUntilTheTaskChanges() {
            inBoth("Build");
            accept(record("rec1", "name", "too long", "status", "Pending"));
            Outgoing refused = claimOne("convex");

            hub.sync.refused(refused, "VALIDATION", "make it shorter");

            assertThat(hub.parked.countWaiting()).isEqualTo(1);
            hub.clock.pass(Duration.ofHours(5));
            assertThat(claim("convex")).isEmpty();
            accept(record("rec1", "name", "short", "status", "Pending"));
            assertThat(claimOne("convex").columns()).containsEntry("title", "short");
        }

        @Test
        void sendsAParkedTaskAgainWhenAsked() {
            inBoth("Build");
            accept(record("rec1", "name", "refused", "status", "Pending"));
            hub.sync.refused(claimOne("convex"), "VALIDATION", "");
            int before = hub.wakeUps.get();

            hub.sync.resend("convex", task().id());

            assertThat(hub.wakeUps.get()).isEqualTo(before + 1);
            assertThat(claimOne("convex").columns()).containsEntry("title", "refused");
        }

        @Test
        void waitsUntilATaskHasATitle() {
            accept(record("rec1", "status", "Pending"));
            assertThat(claim("convex")).isEmpty();

            accept(record("rec1", "name", "Build", "status", "Pending"));
            Outgoing create = claimOne("convex");
            hub.sync.written(List.of(stored(create, convexId(), 1)));
            accept(record("rec1", "status", "Review"));

            assertThat(claimOne("convex").columns())
                    .as("the title stays until there is another")
                    .containsEntry("status", "review")
                    .doesNotContainKey("title");
        }

        @Test
        void opensOneConflictForAFieldAndClosesItWhenBothAgree() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "someday"));
            accept(record("rec1", "name", "Build", "status", "maybe"));

            assertThat(hub.conflicts.countOpen()).isEqualTo(1);
            assertThat(conflict().remote()).isEqualTo("maybe");
            assertThat(conflict().base()).as("what both once agreed on").isEqualTo("Pending");
            assertThat(claim("airtable")).isEmpty();
            edit(TaskField.STATUS, "review");
            assertThat(conflict().hub())
                    .as("shows the hub's value as it is now")
                    .isEqualTo("Review");
            assertThat(claim("airtable")).isEmpty();

            accept(record("rec1", "name", "Build", "status", "Review"));
            assertThat(hub.conflicts.countOpen()).isZero();
            assertThat(hub.jdbc.queryForObject("SELECT resolution FROM conflict", String.class))
                    .isEqualTo("overtaken");
        }

        @Test
        void sendsTheHubsValueWhenThePersonDecidesForIt() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "someday"));

            hub.sync.resolve(conflict().id(), false, "eve");

            assertThat(claimOne("airtable").columns()).containsEntry("status", "Pending");
            assertThatThrownBy(() -> hub.sync.resolve("none", false, "eve")).isInstanceOf(NotFound.class);
        }

        @Test
        void sendsWhatAPersonWroteOverBothSidesEverywhere() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "someday"));

            hub.sync.resolveWith(conflict().id(), "blocked", "eve");

            assertThat(task().status()).isEqualTo("blocked");
            assertThat(claimOne("airtable").columns()).containsEntry("status", "Blocked");
            assertThat(claimOne("convex").columns()).containsEntry("status", "in_progress");
            assertThat(hub.conflicts.countOpen()).isZero();
            assertThat(hub.jdbc.queryForList("SELECT resolution || ' by ' || resolved_by FROM conflict", String.class))
                    .containsExactly("written by eve");
            TaskEvent last = events().get(events().size() - 1);
            assertThat(last.type()).isEqualTo(TaskEvent.Type.UPDATED);
            assertThat(last.actor()).isEqualTo("eve");
            assertThat(last.changes()).contains(new FieldChange(TaskField.STATUS, "todo", "blocked"));
        }

        @Test
        void sendsTheHubsValueWhenAPersonWritesTheSame() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "someday"));

            hub.sync.resolveWith(conflict().id(), "todo", "eve");

            assertThat(claimOne("airtable").columns()).containsEntry("status", "Pending");
            assertThat(hub.conflicts.countOpen()).isZero();
        }

        @Test
        void settlesNothingWithAValueThatTheFieldCannotHold() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "someday"));

            assertThatThrownBy(() -> hub.sync.resolveWith(conflict().id(), "Someday", "eve"))
                    .isInstanceOf(Untranslatable.class)
                    .hasMessageContainingAll("status", "\"Someday\"", "todo, in_progress");

            assertThat(hub.conflicts.countOpen()).isEqualTo(1);
            assertThat(task().status()).isEqualTo("todo");
        }

        @Test
        void takesNoValueForADeletionAgainstAnEdit() {
            asksWhenAnItemIsDeletedWhoseTaskHasChangesItHasNotSeen();

            assertThatThrownBy(() -> hub.sync.resolveWith(conflict().id(), "Build", "eve"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("life");

            assertThat(hub.conflicts.countOpen()).isEqualTo(1);
        }

        @Test
        void remembersWhenAndByWhomTheSystemsValueWasSet() {
            inBoth("Build");
            accept(record("rec1", "name", "Build", "status", "someday"));

            assertThat(conflict().remoteBy()).isEqualTo("ann@example.org");
            assertThat(conflict().remoteAt()).isEqualTo(hub.clock.instant());
            assertThat(hub.bean(TaskEvents.class).lastChange(task().id(), TaskField.STATUS))
                    .map(TaskEvents.Entry::actor)
                    .contains("ann@example.org");
        }

        @Test
        void leavesOutAnEditThatWasDecidedOnAnOlderVersion() {
            inBoth("Build");
            long read = task().version();
            accept(record("rec1", "name", "Build", "status", "Review"));

            hub.sync.edit(List.of(new HubEdit(task().id(), read, Map.of(TaskField.ASSIGNED_TO, "CE"), "router")));
            assertThat(task().assignedTo()).isNull();

            edit(TaskField.ASSIGNED_TO, "CE");
            assertThat(task().assignedTo()).isEqualTo("CE");
            long version = task().version();
            edit(TaskField.ASSIGNED_TO, "CE");
            assertThat(task().version()).as("no change").isEqualTo(version);
        }

        @Test
        void letsAHandMadeAssignmentWinThatIsHeardAfterTheRoutersChoice() {
            inBoth("Build");
            Instant byHand = hub.clock.instant();
            hub.clock.pass(Duration.ofMillis(900));
            hub.sync.edit(List.of(
                    new HubEdit(task().id(), task().version(), Map.of(TaskField.ASSIGNED_TO, "CE"), "router", true)));
            assertThat(task().assignedTo()).isEqualTo("CE");
            assertThat(task().value(TaskField.UPDATED_AT)).isEqualTo(hub.clock.instant());

            accept(dated(record("rec1", "name", "Build", "status", "Pending", "assigned_to", "BA"), byHand));

            assertThat(task().assignedTo()).isEqualTo("BA");
        }

        @Test
        void knowsWhenATaskWasFinished() {
            inBoth("Build");
            hub.clock.pass(Duration.ofMinutes(5));
            edit(TaskField.STATUS, "completed");
            assertThat(task().value(TaskField.COMPLETED_AT)).isEqualTo(hub.clock.instant());

            edit(TaskField.STATUS, "todo");
            assertThat(task().value(TaskField.COMPLETED_AT)).isNull();
        }

        @Test
        void wakesTheFollowersOnlyWhenTheOuterTransactionHasCommitted() {
            hub.transaction.executeWithoutResult(status -> {
                accept(record("rec1", "name", "a"));
                accept(record("rec2", "name", "b"));
                assertThat(hub.wakeUps.get()).isZero();
            });
            assertThat(hub.wakeUps.get()).isEqualTo(1);

            hub.transaction.executeWithoutResult(status -> {
                accept(record("rec3", "name", "c"));
                status.setRollbackOnly();
            });
            assertThat(hub.wakeUps.get()).isEqualTo(1);
            accept(record("rec1", "name", "a"));
            assertThat(hub.wakeUps.get())
                    .as("a newer version of the same is worth a look")
                    .isLessThanOrEqualTo(2);
        }

        @Test
        void letsAFollowerSeeEveryChangeInItsNewestState() {
            inBoth("Build");
            List<TaskChange> changes = hub.sync.claimChanges(Sync.AGENTS, 10);
            accept(record("rec1", "name", "newer", "status", "Pending"));
            hub.sync.followed(Sync.AGENTS, changes);

            List<TaskChange> more = hub.sync.claimChanges(Sync.AGENTS, 10);
            assertThat(more).extracting(change -> change.task().title()).containsExactly("newer");
            hub.sync.followed(Sync.AGENTS, more);
            assertThat(hub.sync.claimChanges(Sync.AGENTS, 10)).isEmpty();
        }

        /** A task that AirTable ({@code rec1}) and Convex (version 1) show alike. */
        private void inBoth(String title) {
            accept(record("rec1", "name", title, "status", "Pending"));
            hub.sync.written(List.of(stored(claimOne("convex"), task().id(), 1)));
        }

        /** A task that was deleted in Convex and that AirTable is about to be told of. */
        private void deletedInConvex() {
            inBoth("Build");
            accept(as(Type.DELETED, row(convexId(), 2, Map.of())));
        }

        /** The remote carries out the deletion that waits for it. */
        private void delete(String system, String externalId) {
            hub.sync.written(List.of(new Written(claimOne(system), externalId, null, null)));
        }

        private static ItemChange asked(ItemChange change, Instant askedAt) {
            return new ItemChange(
                    change.system(),
                    change.container(),
                    change.externalId(),
                    change.taskId(),
                    change.type(),
                    change.item(),
                    change.version(),
                    change.changedAt(),
                    change.actor(),
                    change.messageKey(),
                    askedAt);
        }

        private String convexId() {
            return task().id();
        }

        private ItemChange record(String id, Object... columns) {
            hub.clock.pass(Duration.ofSeconds(1));
            return Items.record(id, hub.clock.millis(), columns);
        }

        private ItemChange gone(String id) {
            return new ItemChange("airtable", TestHub.BASE, id, null, Type.DELETED, Map.of(), null, null, null, null);
        }

        private ItemChange byTask(String taskId, Map<String, Object> columns) {
            return new ItemChange(
                    "airtable", TestHub.BASE, null, taskId, Type.PARTIAL, columns, null, null, null, "key");
        }

        /** A row as it was last seen, but for {@code columns}. */
        private ItemChange row(String id, long rowVersion, Map<String, Object> columns) {
            var item = new HashMap<String, Object>();
            hub.links.find("convex", TestHub.ROWS, id).ifPresent(link -> item.putAll(link.base()));
            item.putAll(columns);
            return Items.row(id, rowVersion, hub.clock.instant(), pairs(item));
        }

        private static Object[] pairs(Map<String, Object> columns) {
            return columns.entrySet().stream()
                    .flatMap(column -> Stream.of(column.getKey(), column.getValue()))
                    .toArray();
        }

        private static ItemChange dated(ItemChange change, Instant at) {
            return new ItemChange(
                    change.system(),
                    change.container(),
                    change.externalId(),
                    change.taskId(),
                    change.type(),
                    change.item(),
                    change.version(),
                    at,
                    change.actor(),
                    change.messageKey());
        }

        /** The remote's answer when it stored what was sent over what the base says. */
        private Written stored(Outgoing outgoing, String externalId, long newVersion) {
            var item = new HashMap<String, Object>();
            hub.links.ofTasks(List.of(outgoing.taskId())).stream()
                    .filter(link -> link.system().equals(outgoing.system()))
                    .forEach(link -> item.putAll(link.base()));
            item.putAll(outgoing.columns());
            return new Written(outgoing, externalId, item, Long.toString(newVersion));
        }

        private Link link(String recordId) {
            return hub.links.find("airtable", TestHub.BASE, recordId).orElseThrow();
        }

        private Accepted accept(ItemChange change) {
            return hub.sync.accept(List.of(change));
        }

        private void edit(TaskField field, Object value) {
            var values = new HashMap<TaskField, Object>();
            values.put(field, value);
            hub.sync.edit(List.of(new HubEdit(task().id(), task().version(), values, "eve")));
        }

        private List<Outgoing> claim(String system) {
            return hub.sync.claim(system, 10);
        }

        private Outgoing claimOne(String system) {
            List<Outgoing> claimed = claim(system);
            assertThat(claimed).hasSize(1);
            return claimed.get(0);
        }

        private Task task() {
            return hub.tasks.findByNumber(1).orElseThrow();
        }

        private List<TaskEvent> events() {
            return hub.events(task().id());
        }

        private TaskEvent lastEvent() {
            return events().get(events().size() - 1);
        }

        private Conflict conflict() {
            return hub.conflicts.open(1).get(0);
        }

        private long count(String table) {
            return hub.jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
        }
    }
}
