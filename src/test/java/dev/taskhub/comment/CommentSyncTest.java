package dev.taskhub.comment;

import static dev.taskhub.comment.CommentHub.AIRTABLE;
import static dev.taskhub.comment.CommentHub.BASE;
import static dev.taskhub.comment.CommentHub.CONVEX;
import static dev.taskhub.comment.CommentHub.DEPLOYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.comment.CommentOutgoing.Kind;
import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.remote.RemoteUnknown;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.Joins;
import dev.taskhub.sync.Pauses;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a comment, case by case, on both databases. */
class CommentSyncTest {

    @TempDir
    static Path folder;

    private static CommentHub sqlite;
    private static CommentHub postgres;

    @BeforeAll
    static void open() {
        sqlite = new CommentHub(Database.sqlite(folder));
        postgres = new CommentHub(Database.postgres());
    }

    @AfterAll
    static void close() {
        sqlite.close();
        postgres.close();
    }

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(sqlite);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(postgres);
        }
    }

    abstract static class Cases {

        private final CommentHub hub;
        private String task;

        Cases(CommentHub hub) {
            this.hub = hub;
        }

        @BeforeEach
        void aTaskInBoth() {
            hub.clear();
            task = hub.taskInAirtable("rec1");
            hub.rowOf(task);
        }

        @Test
        void goesFromAirtableToConvexWithAuthorTextAndTime() {
            String text = "\u00e9\u4e2d\ud83d\ude00 'quoted' \"twice\" \\ \n" + "x".repeat(100_000);
            accept(record("com1", "Bob", text, 5));

            CommentOutgoing outgoing = claim(CONVEX);

            assertThat(outgoing.kind()).isEqualTo(Kind.CREATE);
            assertThat(outgoing.itemId()).isEqualTo(task);
            assertThat(outgoing.author()).isEqualTo("Bob");
            assertThat(outgoing.text()).isEqualTo(text);
            assertThat(outgoing.createdAt()).isEqualTo(at(5));
            assertThat(outgoing.externalId()).isEqualTo(only().id());
            assertThat(hub.history(task)).singleElement().asString().startsWith("COMMENT_ADDED");
        }

        @Test
        void goesFromConvexToAirtableWithItsAuthorInTheText() {
            accept(row("row1", "Ada", "Fine", 1));

            List<CommentOutgoing> reserved = hub.sync.reserve(AIRTABLE, 10);
            CommentOutgoing outgoing = hub.sync.send(reserved).get(0);

            assertThat(outgoing.itemId()).isEqualTo("rec1");
            assertThat(outgoing.text()).isEqualTo("Ada (Convex): Fine");
            assertThat(outgoing.look()).as("it cannot be there yet").isFalse();
        }

        @Test
        void saysNothingNewWhenItComesBack() {
            accept(row("row1", "Ada", "Fine", 1));
            postToAirtable("com1");

            accept(made("com1", "Ada (Convex): Fine"));

            assertThat(only().body()).isEqualTo("Fine");
            assertThat(only().version()).isEqualTo(1);
            assertThat(hub.outbox.waiting()).isZero();
        }

        @Test
        void takesAnEditOfWhatTheHubWroteWithoutTheAuthor() {
            accept(row("row1", "Ada", "Fine", 1));
            postToAirtable("com1");

            accept(made("com1", "Ada (Convex): Fine, really"));
            assertThat(only().body()).isEqualTo("Fine, really");

            accept(made("com1", "The author taken off"));
            assertThat(only().body()).isEqualTo("The author taken off");
            CommentOutgoing outgoing = claim(CONVEX);
            assertThat(outgoing.kind()).isEqualTo(Kind.UPDATE);
            assertThat(outgoing.remoteVersion()).isEqualTo("1");
            assertThat(hub.sync.reserve(AIRTABLE, 10)).as("it is left as it is").isEmpty();
        }

        @Test
        void doesNotTakeTheAuthorTakenOffForAnEdit() {
            accept(row("row1", "Ada", "Fine", 1));
            postToAirtable("com1");
            accept(row("row1", "Ada", "Fine, really", 2, 20));

            accept(made("com1", "Fine"));

            assertThat(only().body()).isEqualTo("Fine, really");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void keepsTheLaterOfTwoEditsAndATraceOfTheOther(boolean airtableFirst) {
            standsInBoth();
            ShownComment there = record("com1", "Bob", "earlier", 50);
            ShownComment here = row(only().id(), "Bob", "later", 2, 60);

            accept(airtableFirst ? there : here);
            accept(airtableFirst ? here : there);

            assertThat(only().body()).isEqualTo("later");
            assertThat(String.join("\n", hub.history(task)))
                    .contains("COMMENT_OVERRULED")
                    .contains("earlier");
        }

        @Test
        void doesNotLetAClockThatIsAheadWin() {
            standsInBoth();
            Instant now = hub.clock.instant();
            accept(row(only().id(), "Bob", "from the future", 2, 86_400));
            assertThat(only().updatedAt()).isEqualTo(now);
        }

        @Test
        void isDeletedEverywhereWhenItIsDeletedSomewhere() {
            standsInBoth();

            accept(gone("com1"));

            assertThat(only().isDeleted()).isTrue();
            assertThat(claim(CONVEX).kind()).isEqualTo(Kind.DELETE);
            assertThat(hub.history(task).get(1)).startsWith("COMMENT_DELETED");
        }

        @Test
        void staysWhenItWasEditedBeforeItsDeletionWasTold() {
            standsInBoth();
            accept(row(only().id(), "Bob", "edited", 2, 50));

            accept(gone("com1"));

            assertThat(only().isDeleted()).isFalse();
            CommentOutgoing again = hub.sync.reserve(AIRTABLE, 10).get(0);
            assertThat(again.kind()).isEqualTo(Kind.CREATE);
            assertThat(again.text()).isEqualTo("Bob (AirTable): edited");
        }

        @Test
        void isBackWhenItIsEditedWhereItsDeletionIsNotKnown() {
            standsInBoth();
            accept(gone("com1"));

            accept(row(only().id(), "Bob", "edited", 2, 50));

            assertThat(only().body()).isEqualTo("edited");
            assertThat(only().isDeleted()).isFalse();
            assertThat(hub.sync.reserve(AIRTABLE, 10).get(0).kind()).isEqualTo(Kind.CREATE);
            assertThat(claimed(CONVEX)).isEmpty();
        }

        @Test
        void looksForACommentWhoseAnswerWasLostAndFindsIt() {
            accept(row("row1", "Ada", "Fine", 1));
            var lost = hub.sync.send(hub.sync.reserve(AIRTABLE, 10));
            hub.deliveries.postpone(lost, new RemoteUnavailable("cut off"));
            hub.clock.pass(Duration.ofSeconds(5));

            CommentOutgoing again = hub.sync.reserve(AIRTABLE, 10).get(0);
            assertThat(again.look()).isTrue();
            accept(made("com1", "Ada (Convex): Fine"));

            assertThat(hub.sync.send(List.of(again))).isEmpty();
            assertThat(comments()).hasSize(1);
            assertThat(hub.outbox.waiting()).isZero();
        }

        @Test
        void makesItAgainWhenItIsNotThere() {
            accept(row("row1", "Ada", "Fine", 1));
            hub.deliveries.postpone(hub.sync.send(hub.sync.reserve(AIRTABLE, 10)), new RemoteUnavailable("no answer"));
            hub.clock.pass(Duration.ofSeconds(5));

            var again = hub.sync.reserve(AIRTABLE, 10);

            assertThat(hub.sync.send(again)).singleElement().satisfies(outgoing -> assertThat(outgoing.kind())
                    .isEqualTo(Kind.CREATE));
        }

        @Test
        void doesNotTakeWhatAnotherWroteForItsOwn() {
            accept(row("row1", "Ada", "Fine", 1));
            hub.sync.send(hub.sync.reserve(AIRTABLE, 10));

            accept(record("com1", "Bob", "Ada (Convex): Fine", 5));

            assertThat(comments()).hasSize(2);
        }

        @Test
        void doesNotTakeAnAppsRowForItsOwnThoughItSaysTheSame() {
            accept(record("com1", "Bob", "+1", 5));
            claim(CONVEX);

            accept(row("row1", "Ada", "+1", 1));

            assertThat(comments()).hasSize(2);
        }

        @Test
        void doesNotBelieveWhatWasAskedForBeforeItsOwnWrite() {
            standsInBoth();
            Instant asked = hub.clock.instant();
            hub.clock.pass(Duration.ofSeconds(1));
            accept(row(only().id(), "Bob", "edited", 2, 50));
            makeOwn("com1");
            CommentOutgoing update =
                    hub.sync.send(hub.sync.reserve(AIRTABLE, 10)).get(0);
            hub.sync.written(List.of(new CommentWritten(update, "com1", "edited", null, null)));

            accept(shown(AIRTABLE, BASE, "com1", "rec1", "Bob", "first", 5, null, true, asked));
            accept(ShownComment.gone(AIRTABLE, BASE, "com1", null, asked));

            assertThat(only().body()).isEqualTo("edited");
            assertThat(only().isDeleted()).isFalse();
        }

        @Test
        void takesWhatASystemMadeOfTheTextForThatSystemsOwn() {
            accept(row("row1", "Ada", "Fine  ", 1));
            CommentOutgoing outgoing =
                    hub.sync.send(hub.sync.reserve(AIRTABLE, 10)).get(0);

            hub.sync.written(List.of(new CommentWritten(outgoing, "com1", "Ada (Convex): Fine", null, null)));

            assertThat(only().body()).isEqualTo("Fine");
            assertThat(claim(CONVEX).text()).isEqualTo("Fine");
            assertThat(hub.sync.reserve(AIRTABLE, 10)).isEmpty();
        }

        @Test
        void takesWhatWasTakenBackAfterALostAnswerForNews() {
            standsInBoth();
            accept(record("com1", "Bob", "second", 20));
            claim(CONVEX);

            accept(row(only().id(), "Bob", "first", 3, 700));

            assertThat(only().body()).isEqualTo("first");
            assertThat(hub.history(task)).anyMatch(event -> event.startsWith("COMMENT_OVERRULED"));
        }

        @Test
        void doesNotTakeItsOwnEarlierWriteForAnEditThoughItHasWrittenSince() {
            standsInBoth();
            accept(record("com1", "Bob", "second", 20));
            claim(CONVEX);
            accept(record("com1", "Bob", "third", 30));
            hub.clock.pass(Duration.ofMinutes(3));
            claim(CONVEX);

            accept(row(only().id(), "Bob", "second", 2, 100));

            assertThat(only().body()).isEqualTo("third");
        }

        @Test
        void waitsUntilItsTaskHasAnItemThere() {
            String other = hub.taskInAirtable("rec2");
            accept(shown(AIRTABLE, BASE, "com1", "rec2", "Bob", "first", 5, null, false, null));
            assertThat(claimed(CONVEX)).isEmpty();

            hub.rowOf(other);

            assertThat(claim(CONVEX).itemId()).isEqualTo(other);
        }

        @Test
        void isKeptUntilItIsKnownWhatItIsAbout() {
            accept(shown(CONVEX, DEPLOYMENT, "row1", "unread", "Ada", "before its task", 1, "1", true, null));
            accept(shown(CONVEX, DEPLOYMENT, "row1", "unread", "Ada", "edited", 2, "2", true, null));
            assertThat(only().taskId()).isNull();

            String read = hub.taskInConvex("unread");

            assertThat(only().taskId()).isEqualTo(read);
            assertThat(hub.history(read)).hasSize(2);
            assertThat(hub.history(read).get(0)).startsWith("COMMENT_ADDED").contains("before its task");
        }

        @Test
        void followsATaskThatBecomesPartOfAnother() {
            String inAirtable = hub.taskInAirtable("rec3");
            accept(shown(AIRTABLE, BASE, "com1", "rec3", "Bob", "there", 5, null, false, null));
            String inConvex = hub.taskInConvex("row3");
            accept(shown(CONVEX, DEPLOYMENT, "c1", "row3", "Ada", "here", 6, "1", true, null));
            assertThat(hub.outbox.waiting()).isZero();
            hub.jdbc.update("INSERT INTO proposal VALUES ('p1', ?, ?, 'same', 1, NULL, NULL)", inAirtable, inConvex);

            hub.bean(Joins.class).accept("p1", "eve");

            assertThat(comments()).hasSize(2).allMatch(comment -> inAirtable.equals(comment.taskId()));
            assertThat(claim(CONVEX).itemId()).isEqualTo("row3");
            assertThat(hub.sync.reserve(AIRTABLE, 10).get(0).itemId()).isEqualTo("rec3");
            assertThat(hub.history(inAirtable)).hasSize(2);
        }

        @Test
        void staysWithATaskThatIsDeleted() {
            standsInBoth();

            hub.itemGone(AIRTABLE, "rec1");
            accept(row(only().id(), "Bob", "edited", 2, 50));

            assertThat(only().isDeleted()).isFalse();
            assertThat(only().taskId()).isEqualTo(task);
            assertThat(hub.sync.reserve(AIRTABLE, 10)).isEmpty();
        }

        @Test
        void isNotMadeAnywhereBeforeAllWasRead() {
            hub.read.remove("airtable comments");
            accept(record("com1", "Bob", "first", 5));
            assertThat(claimed(CONVEX)).isEmpty();

            hub.read.add("airtable comments");

            assertThat(claimed(CONVEX)).hasSize(1);
        }

        @Test
        void isNotMadeBeforeTheFirstContact() {
            hub.jdbc.update("DELETE FROM position");
            hub.read.remove("convex tasks");
            hub.bean(FirstContact.class).look();
            accept(record("com1", "Bob", "first", 5));

            assertThat(claimed(CONVEX)).isEmpty();
        }

        @Test
        void knowsAgainWhatAnEarlierHubHadCarried() {
            hub.read.remove("airtable comments");
            accept(row("row1", "Ada", "Fine", 1, 1));
            accept(row("copy", "Bob", "first", 1, 5));
            accept(record("com1", "Bob", "first", 5));
            accept(made("com2", "Ada (Convex): Fine"));
            accept(record("com3", "Bob", "new", 6));
            accept(row("row2", "Bob", "first", 1, 50));
            hub.read.add("airtable comments");

            assertThat(claimed(CONVEX)).extracting(CommentOutgoing::text).containsExactly("new");
            var posted = hub.sync.send(hub.sync.reserve(AIRTABLE, 10));

            assertThat(posted)
                    .as("the same words at another time are another comment")
                    .extracting(CommentOutgoing::text)
                    .containsExactly("Bob (Convex): first");
            assertThat(comments()).hasSize(4);
            accept(row("row1", "Ada", "Fine, really", 2, 70));
            assertThat(hub.sync.reserve(AIRTABLE, 10)).singleElement().satisfies(outgoing -> {
                assertThat(outgoing.externalId()).isEqualTo("com2");
                assertThat(outgoing.text()).isEqualTo("Ada (Convex): Fine, really");
            });
        }

        @Test
        void parksWhatOnlyItsAuthorMayChangeUntilTheyDo() {
            standsInBoth();
            accept(row(only().id(), "Bob", "edited", 2, 50));

            assertThat(hub.sync.reserve(AIRTABLE, 10)).isEmpty();
            assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> {
                assertThat(message.id()).isEqualTo("airtable:comment:" + only().id());
                assertThat(message.taskId()).isEqualTo(task);
                assertThat(message.hint()).contains("only its author", "Bob");
                assertThat(message.payload()).contains("edited");
            });

            accept(record("com1", "Bob", "edited", 70));
            hub.sync.resend(AIRTABLE, hub.parked.waiting(10).get(0).id());
            hub.sync.reserve(AIRTABLE, 10);

            assertThat(hub.parked.countWaiting()).isZero();
        }

        @Test
        void keepsOneRowHoweverOftenItChangesAndOneThatChangedAfterItWasClaimed() {
            standsInBoth();
            accept(record("com1", "Bob", "second", 20));
            accept(record("com1", "Bob", "third", 30));
            assertThat(hub.outbox.waiting()).isEqualTo(1);
            CommentOutgoing claimed = claim(CONVEX);
            accept(record("com1", "Bob", "fourth", 40));

            hub.sync.written(List.of(new CommentWritten(claimed, claimed.externalId(), "third", null, "2")));

            assertThat(claim(CONVEX).text()).isEqualTo("fourth");
            assertThat(claimed(CONVEX)).as("claimed already").isEmpty();
        }

        @Test
        void waitsLongerWithEveryFailureAndIsDueAtAStart() {
            accept(record("com1", "Bob", "first", 5));
            for (int pause : new int[] {5, 15, 30, 60, 60}) {
                hub.deliveries.postpone(claimed(CONVEX), new RemoteUnavailable("away"));
                hub.clock.pass(Duration.ofSeconds(pause).minusMillis(1));
                assertThat(claimed(CONVEX)).as("before %s s", pause).isEmpty();
                hub.clock.pass(Duration.ofMillis(1));
            }
            hub.deliveries.postpone(claimed(CONVEX), new RemoteUnavailable("leave me", Duration.ofHours(1)));
            hub.clock.pass(Duration.ofMinutes(59));
            assertThat(claimed(CONVEX)).isEmpty();

            hub.outbox.releaseClaims();

            assertThat(claimed(CONVEX)).hasSize(1);
        }

        @Test
        void sendsEachAloneWhenTheyAreRefusedTogetherAndParksTheOneThatIsRefusedAlone() {
            accept(record("com1", "Bob", "first", 5));
            accept(record("com2", "Bob", "second", 6));
            var refused = new RemoteRefused(200, "VALIDATION", "too long");
            hub.deliveries.refused(claimed(CONVEX), refused);

            var alone = claimed(CONVEX);
            assertThat(alone).hasSize(1);
            hub.deliveries.refused(alone, refused);

            assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> assertThat(message.cause())
                    .isEqualTo("VALIDATION"));
            assertThat(claimed(CONVEX)).hasSize(1);
        }

        @Test
        void sendsEachAloneWhenConvexFailsAtThemAndDoesNotSayWhy() {
            accept(record("com1", "Bob", "first", 5));
            accept(record("com2", "Bob", "second", 6));
            hub.deliveries.postpone(claimed(CONVEX), new RemoteUnexplained(200, "Server Error"));
            hub.clock.pass(Duration.ofSeconds(5));

            assertThat(claimed(CONVEX)).hasSize(1);
        }

        @Test
        void pausesTheSystemThatRefusesEverything() {
            accept(record("com1", "Bob", "first", 5));

            hub.deliveries.refused(claimed(CONVEX), new RemoteClosed(401, "UNAUTHENTICATED", "no key"));

            assertThat(hub.bean(Pauses.class).of(CONVEX)).isPresent();
            assertThat(claimed(CONVEX)).isEmpty();
            hub.clock.pass(Duration.ofMinutes(30));
            assertThat(claimed(CONVEX)).hasSize(1);
        }

        @Test
        void takesADeletionOfWhatIsNotThereForDone() {
            standsInBoth();
            accept(gone("com1"));

            hub.deliveries.refused(claimed(CONVEX), new RemoteUnknown(200, "NOT_FOUND", "gone"));

            assertThat(hub.outbox.waiting()).isZero();
            assertThat(hub.parked.countWaiting()).isZero();
        }

        @Test
        void waitsForRights() {
            accept(row("row1", "Ada", "Fine", 1));
            var due = hub.sync.send(hub.sync.reserve(AIRTABLE, 10));

            hub.deliveries.refused(due, new RemoteRefused(403, "INVALID_PERMISSIONS", "no scope"));

            assertThat(hub.parked.countWaiting()).isZero();
            hub.clock.pass(Duration.ofMinutes(30));
            assertThat(hub.sync.reserve(AIRTABLE, 10)).hasSize(1);
        }

        // --- what systems show ---

        private void standsInBoth() {
            accept(record("com1", "Bob", "first", 5));
            CommentOutgoing outgoing = claim(CONVEX);
            hub.sync.written(List.of(new CommentWritten(outgoing, outgoing.externalId(), "first", null, "1")));
            hub.clock.pass(Duration.ofMinutes(10));
        }

        private void postToAirtable(String id) {
            CommentOutgoing outgoing =
                    hub.sync.send(hub.sync.reserve(AIRTABLE, 10)).get(0);
            hub.sync.written(List.of(new CommentWritten(outgoing, id, outgoing.text(), null, null)));
            hub.clock.pass(Duration.ofMinutes(1));
        }

        private void makeOwn(String id) {
            hub.jdbc.update("UPDATE comment_link SET own = 1 WHERE external_id = ?", id);
        }

        private void accept(ShownComment shown) {
            hub.sync.accept(List.of(shown));
        }

        private ShownComment record(String id, String author, String text, int second) {
            return shown(AIRTABLE, BASE, id, "rec1", author, text, second, null, false, hub.clock.instant());
        }

        private ShownComment made(String id, String text) {
            return shown(AIRTABLE, BASE, id, "rec1", "Hub", text, 30, null, true, hub.clock.instant());
        }

        private ShownComment gone(String id) {
            return ShownComment.gone(AIRTABLE, BASE, id, null, hub.clock.instant());
        }

        private ShownComment row(String id, String author, String text, int version) {
            return row(id, author, text, version, 1);
        }

        private ShownComment row(String id, String author, String text, int version, int second) {
            return shown(CONVEX, DEPLOYMENT, id, task, author, text, second, "" + version, true, null);
        }

        private ShownComment shown(
                String system,
                String container,
                String id,
                String item,
                String author,
                String text,
                int second,
                String version,
                boolean own,
                Instant askedAt) {
            return new ShownComment(
                    system, container, id, item, author, text, at(second), at(second), version, own, askedAt);
        }

        private Instant at(int second) {
            return begun.plusSeconds(second);
        }

        private Instant begun;

        @BeforeEach
        void noteTheTime() {
            begun = hub.clock.instant();
        }

        private CommentOutgoing claim(String system) {
            return claimed(system).get(0);
        }

        private List<CommentOutgoing> claimed(String system) {
            return hub.sync.claim(system, 10);
        }

        private Comment only() {
            assertThat(comments()).hasSize(1);
            return comments().get(0);
        }

        private List<Comment> comments() {
            return hub.comments.find(hub.jdbc.queryForList("SELECT id FROM comment", String.class));
        }
    }

    @Test
    void writesNothingInADryRun() {
        try (var dry = new CommentHub(Database.memory(), true)) {
            dry.rowOf(dry.taskInAirtable("rec1"));
            dry.sync.accept(List.of(
                    new ShownComment(AIRTABLE, BASE, "com1", "rec1", "Bob", "first", null, null, null, false, null)));

            assertThat(dry.outbox.waiting()).isEqualTo(1);
            assertThat(dry.sync.claim(CONVEX, 10)).isEmpty();
            assertThat(dry.sync.reserve(AIRTABLE, 10)).isEmpty();
        }
    }
}
