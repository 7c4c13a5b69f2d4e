package dev.taskhub.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.store.InboxStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What the inbox promises on every database. */
abstract class InboxContract {

    /** The database of the inbox. */
    JdbcTemplate jdbc;

    TestHub hub;
    Inbox inbox;

    private SetClock clock;
    private TransactionTemplate transactions;

    abstract Database database();

    /** Makes the store refuse payload {@code poison}. */
    abstract void refusePoison();

    @BeforeEach
    void open() {
        hub = new TestHub(database());
        hub.bean(Inbox.class).stop();
        hub.clear();
        clock = hub.clock;
        var store = hub.bean(InboxStore.class);
        jdbc = store.jdbc();
        transactions = store.transactions();
        inbox = inbox(100);
    }

    @AfterEach
    void close() {
        inbox.stop();
        hub.close();
    }

    @Test
    void tellsANewMessageFromARepeat() {
        assertThat(inbox.accept("airtable", "1", "a")).isTrue();
        assertThat(inbox.accept("airtable", "1", "b")).isFalse();
        assertThat(inbox.accept("convex", "1", "c"))
                .as("the key of another source")
                .isTrue();

        assertThat(inbox.pending(10)).extracting(InboxMessage::payload).containsExactly("a", "c");
    }

    @Test
    void hasCommittedWhenItAnswers() {
        inbox.accept("airtable", "1", "payload");

        assertThat(jdbc.queryForMap("SELECT source, message_key, payload, received_at FROM inbox"))
                .containsEntry("source", "airtable")
                .containsEntry("message_key", "1")
                .containsEntry("payload", "payload")
                .containsEntry("received_at", clock.millis());
    }

    @Test
    void letsOneOfManyEqualMessagesBeNew() {
        var answers = whileStoreIsHeld(IntStream.range(0, 40)
                .mapToObj(number -> (Callable<Boolean>) () -> inbox.accept("airtable", "same", "" + number))
                .toList());

        assertThat(answers).filteredOn(CompletableFuture::join).hasSize(1);
        assertThat(inbox.pending(100)).hasSize(1);
    }

    @Test
    void keepsTheOthersWhenOneOfABatchFails() {
        refusePoison();
        var messages = new ArrayList<Callable<Boolean>>();
        IntStream.range(0, 20).forEach(number -> messages.add(() -> inbox.accept("airtable", "" + number, "fine")));
        messages.add(10, () -> inbox.accept("airtable", "poison", "poison"));

        var answers = whileStoreIsHeld(messages);

        assertThat(answers.remove(10)).isCompletedExceptionally();
        assertThat(answers).allMatch(CompletableFuture::join);
        assertThat(inbox.pending(100))
                .hasSize(20)
                .extracting(InboxMessage::payload)
                .containsOnly("fine");
    }

    @Test
    void failsForAllAtOnceWhenTheStoreFails() {
        refusePoison();

        var answers = whileStoreIsHeld(IntStream.range(0, 40)
                .<Callable<Boolean>>mapToObj(number -> () -> inbox.accept("airtable", "" + number, "poison"))
                .toList());

        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(inbox.accept("airtable", "later", "fine"))
                .as("the writer lives on")
                .isTrue();
    }

    @Test
    void turnsAwayWhatFindsNoRoom() {
        inbox.stop();
        inbox = inbox(3);
        var answers = whileStoreIsHeld(IntStream.range(0, 20)
                .<Callable<Boolean>>mapToObj(number -> () -> inbox.accept("airtable", "" + number, "payload"))
                .toList());

        var kept = answers.stream()
                .filter(answer -> !answer.isCompletedExceptionally())
                .toList();
        assertThat(kept).hasSizeBetween(3, 6);
        assertThat(inbox.pending(100)).hasSize(kept.size());
        assertThat(answers)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .allSatisfy(answer -> assertThatThrownBy(answer::join)
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isInstanceOf(InboxUnavailable.class)
                        .hasMessageContaining("full"));
    }

    @Test
    void keepsWhatWasTakenInBeforeItStops() {
        var answers = whileStoreIsHeld(
                IntStream.range(0, 20)
                        .<Callable<Boolean>>mapToObj(number -> () -> inbox.accept("airtable", "" + number, "payload"))
                        .toList(),
                () -> CompletableFuture.runAsync(inbox::stop));

        assertThat(answers).allMatch(CompletableFuture::join);
        assertThat(inbox.pending(100)).hasSize(20);
    }

    @Test
    void acceptsNothingAfterItHasStopped() {
        inbox.stop();

        assertThatThrownBy(() -> inbox.accept("airtable", "1", "payload")).isInstanceOf(InboxUnavailable.class);
        assertThat(inbox.pending(10)).isEmpty();
    }

    @Test
    void listsTheOldestFirstAndNoMoreThanAskedFor() {
        IntStream.range(0, 30).forEach(number -> inbox.accept("airtable", "key " + 31 * number % 30, "" + number));

        assertThat(inbox.pending(25))
                .extracting(InboxMessage::payload)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(String::valueOf).toList());
    }

    @Test
    void stillKnowsWhatIsDone() {
        inbox.accept("airtable", "1", "payload");
        inbox.accept("airtable", "2", "payload");

        done(1);

        assertThat(inbox.pending(10)).extracting(InboxMessage::messageKey).containsExactly("2");
        assertThat(inbox.countPending()).isEqualTo(1);
        assertThat(inbox.accept("airtable", "1", "payload")).isFalse();
    }

    @Test
    void forgetsWhatIsDoneAfterFiveMinutesAndNothingThatWaits() {
        IntStream.range(0, 1200).forEach(number -> inbox.accept("airtable", "done " + number, "payload"));
        done(1200);
        clock.pass(Duration.ofMinutes(2));
        inbox.accept("airtable", "young", "payload");
        done(1);
        inbox.accept("airtable", "waiting", "payload");
        clock.pass(Duration.ofMinutes(4));

        Awaitility.await().atMost(10, SECONDS).untilAsserted(() -> assertThat(
                        jdbc.queryForList("SELECT message_key FROM inbox ORDER BY id", String.class))
                .containsExactly("young", "waiting"));

        clock.pass(Duration.ofHours(1));
        Awaitility.await().atMost(10, SECONDS).untilAsserted(() -> assertThat(
                        jdbc.queryForList("SELECT message_key FROM inbox", String.class))
                .containsExactly("waiting"));
        assertThat(inbox.accept("airtable", "waiting", "payload")).isFalse();
    }

    @Test
    void goesOnBehindWhatIsDoneWhenTheInboxWasLost() {
        IntStream.range(0, 5).forEach(number -> inbox.accept("airtable", "" + number, "payload"));
        done(5);
        inbox.stop();
        jdbc.update("DELETE FROM inbox");
        jdbc.update("UPDATE inbox_sequence SET value = 0");

        inbox = inbox(100);
        inbox.accept("airtable", "next", "payload");

        assertThat(inbox.pending(10)).extracting(InboxMessage::messageKey).containsExactly("next");
    }

    @Test
    void takesAMessageForNewWhoseEqualWasWorkedOffMinutesAgo() {
        inbox.accept("airtable", "blocked", "payload");
        clock.pass(Duration.ofHours(1));
        assertThat(inbox.accept("airtable", "blocked", "payload"))
                .as("the first still waits")
                .isFalse();
        inbox.accept("airtable", "asked again", "payload");
        done(2);
        clock.pass(Duration.ofMinutes(5));
        assertThat(inbox.accept("airtable", "asked again", "payload"))
                .as("a sender got no answer")
                .isFalse();

        assertThat(inbox.accept("airtable", "blocked", "payload")).isTrue();

        assertThat(inbox.pending(10)).singleElement().satisfies(message -> {
            assertThat(message.payload()).isEqualTo("payload");
            assertThat(message.receivedAt()).isEqualTo(clock.instant());
        });
        assertThat(inbox.accept("airtable", "blocked", "payload")).isFalse();
    }

    @Test
    void letsOneOfManyEqualMessagesBeNewOnceMore() {
        inbox.accept("airtable", "same", "first");
        inbox.accept("airtable", "other", "first");
        done(2);
        clock.pass(Duration.ofHours(1));

        var answers = whileStoreIsHeld(IntStream.range(0, 40)
                .mapToObj(number -> (Callable<Boolean>)
                        () -> inbox.accept("airtable", number % 2 == 0 ? "same" : "other", "" + number))
                .toList());

        assertThat(answers).filteredOn(CompletableFuture::join).hasSize(2);
        assertThat(inbox.pending(100)).extracting(InboxMessage::messageKey).containsExactlyInAnyOrder("same", "other");
    }

    @Test
    void isNotDoneWhenTheWorkWasRolledBack() {
        inbox.accept("airtable", "1", "payload");

        hub.transaction.executeWithoutResult(status -> {
            inbox.done(inbox.pending(10).get(0));
            status.setRollbackOnly();
        });

        assertThat(inbox.pending(10)).hasSize(1);
    }

    @Test
    void refusesToWaitForItselfWithinATransaction() {
        assertThatThrownBy(
                        () -> hub.transaction.executeWithoutResult(status -> inbox.accept("airtable", "1", "payload")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a transaction");
    }

    @Test
    void refusesNulCharacters() {
        assertThatThrownBy(() -> inbox.accept("airtable", "1", "a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inbox.accept("airtable", "a\0b", "")).isInstanceOf(IllegalArgumentException.class);
    }

    private Inbox inbox(int capacity) {
        var made = new Inbox(hub.bean(InboxTable.class), clock, capacity);
        made.start();
        return made;
    }

    private void done(int messages) {
        var pending = inbox.pending(messages);
        hub.transaction.executeWithoutResult(status -> inbox.done(pending.get(messages - 1)));
    }

    private List<CompletableFuture<Boolean>> whileStoreIsHeld(List<Callable<Boolean>> calls) {
        return whileStoreIsHeld(calls, () -> {});
    }

    /** Calls all at once while the store lets nobody write, so that they wait for one batch; then lets it go on. */
    private List<CompletableFuture<Boolean>> whileStoreIsHeld(List<Callable<Boolean>> calls, Runnable meanwhile) {
        var answers = new ArrayList<CompletableFuture<Boolean>>();
        var callers = new ArrayList<Thread>();
        transactions.executeWithoutResult(status -> {
            hold();
            for (var call : calls) {
                var answer = new CompletableFuture<Boolean>();
                answers.add(answer);
                var caller = new Thread(() -> {
                    try {
                        answer.complete(call.call());
                    } catch (Exception e) {
                        answer.completeExceptionally(e);
                    }
                });
                callers.add(caller);
                caller.start();
            }
            Awaitility.await().atMost(10, SECONDS).until(() -> callers.stream()
                    .allMatch(caller -> caller.getState() == Thread.State.TIMED_WAITING || !caller.isAlive()));
            meanwhile.run();
        });
        Awaitility.await().atMost(20, SECONDS).until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        return answers;
    }

    /** Takes what keeps other writers out, within a transaction. */
    abstract void hold();
}
