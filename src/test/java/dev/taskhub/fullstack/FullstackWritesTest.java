package dev.taskhub.fullstack;

import static dev.taskhub.fullstack.App.NOW;
import static dev.taskhub.fullstack.App.page;
import static dev.taskhub.fullstack.App.person;
import static dev.taskhub.fullstack.App.task;
import static dev.taskhub.fullstack.App.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.Written;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** A task on its way into the app: the look at it, the write and its answer. */
class FullstackWritesTest {

    private static final Map<String, Object> PAY = task("k1", 7, "Pay");
    private static final String VERSION = Long.toString(NOW.toEpochMilli());

    private final Sync sync = mock();
    private final Links links = mock();
    private final FullstackNews news = new FullstackNews(App.TASKS, links);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final FullstackLooks looks = new FullstackLooks(App.CALLS, App.TASKS, news, sync, links, clock);
    private final FullstackWrites writes = new FullstackWrites(App.CALLS, App.TASKS, news, App.user(), sync, clock);

    @BeforeEach
    void linkTheTask() {
        when(links.find("convex", App.CONTAINER, "k1")).thenReturn(Optional.of(App.linked(PAY)));
    }

    // --- making ---

    @Test
    void makesATaskThatWasNeverSentWithoutALook() {
        FullstackWrite write = looks.begin(List.of(create(Map.of())));
        assertThat(write.isDone()).isTrue();

        RemoteCall call = call(write, create(Map.of("title", "Pay", "status", 1.0)));

        assertThat(call.path()).isEqualTo("/api/mutation");
        assertThat(function(call)).isEqualTo("tasks:create");
        assertThat(info(call))
                .containsExactlyInAnyOrderEntriesOf(
                        nullable("title", "Pay", "status", 1.0, "description", "", "owner", null));
        verify(sync).send(List.of(create(Map.of())), VERSION);
    }

    @Test
    void makesATaskThatIsItsOwnWithItselfAsOwner() {
        RemoteCall call = call(
                looks.begin(List.of(create(Map.of()))),
                create(Map.of("title", "Pay", "status", 0.0, "owner", Map.of("name", "TaskHub"))));

        assertThat(info(call)).containsEntry("owner", App.SELF);
    }

    @Test
    void looksAmongTheNewestForATaskWhoseAnswerWasLost() {
        FullstackWrite write = beginAgain();

        RemoteCall look = looks.look(write);
        looks.seen(write, page(false, task("k9", 9, "Other"), task("k8", 8, "Pay")));

        assertThat(function(look)).isEqualTo("tasks:list");
        assertThat(look.body().toString()).contains("sortOrder=desc", "cursor=null");
        assertThat(write.isDone()).isTrue();
        assertThat(accepted()).singleElement().satisfies(found -> {
            assertThat(found.externalId()).isEqualTo("k8");
            assertThat(found.taskId()).isEqualTo("t1");
        });
    }

    @Test
    void takesNoTaskForItsOwnThatIsAnotherOnes() {
        when(links.find(any(), any(), anyCollection())).thenReturn(List.of(App.linked(task("k8", 8, "Pay"))));
        FullstackWrite write = beginAgain();

        looks.look(write);
        looks.seen(write, page(true, task("k8", 8, "Pay")));

        assertThat(write.isDone()).isTrue();
        verify(sync, never()).accept(any());
    }

    @Test
    void looksFurtherUntilTheTasksAreOlderThanTheFirstAttempt() {
        FullstackWrite write = beginAgain();
        looks.look(write);

        looks.seen(write, page(false, task("k9", 9, "Other")));
        assertThat(write.isDone()).isFalse();
        assertThat(looks.look(write).body().toString()).contains("cursor=c1");

        looks.seen(write, page(false, with(task("k8", 8, "Pay"), "creationTime", NOW.toEpochMilli() - 3_600_000.0)));
        assertThat(write.isDone()).isTrue();
        verify(sync, never()).accept(any());
    }

    @Test
    void keepsAScanFromTakingInWhatItIsAboutToHearOf() {
        call(looks.begin(List.of(create(Map.of()))), create(Map.of("title", "Pay", "status", 0.0)));
        when(links.unanswered(any(), any())).thenReturn(List.of(App.unanswered("t1", "Pay", NOW)));

        assertThat(news.among(List.of(task("k8", 8, "Pay")), NOW, true)).isEmpty();
    }

    // --- changing ---

    @Test
    void readsTheTaskByItsNumberAndMergesWhatIsNews() {
        FullstackWrite write = begin();
        assertThat(write.isDone()).isFalse();

        RemoteCall look = looks.look(write);
        looks.seen(write, with(PAY, "description", "by phone"));

        assertThat(function(look)).isEqualTo("tasks:getByNumber");
        assertThat(look.body().toString()).contains("taskNumber=7.0");
        assertThat(accepted()).extracting(ItemChange::externalId).containsExactly("k1");
    }

    @Test
    void sendsTheOwnerAlongAsItWasReadAndNoNumber() {
        RemoteCall call = update(with(PAY, "owner", App.SELF), change(Map.of("title", "Pay now")));

        assertThat(function(call)).isEqualTo("tasks:update");
        assertThat(info(call))
                .containsExactlyInAnyOrderEntriesOf(Map.of("id", "k1", "title", "Pay now", "owner", App.SELF));
        assertThat(info(update(PAY, change(Map.of("title", "Pay now"))))).containsEntry("owner", null);
    }

    @Test
    void leavesToItsOwnerWhatIsSomebodyElses() {
        assertThatThrownBy(() -> update(with(PAY, "owner", person("u2", "Mira")), change(Map.of("title", "Pay now"))))
                .isInstanceOf(RemoteRefused.class)
                .hasMessageContaining("task 7 is Mira's in the app")
                .hasMessageContaining("retry");
    }

    @Test
    void takesATaskOnAndGivesItFree() {
        var miras = with(PAY, "owner", person("u2", "Mira"));

        assertThat(info(update(miras, change(Map.of("owner", Map.of("name", "TaskHub"))))))
                .containsEntry("owner", App.SELF);
        assertThat(info(update(miras, change(nullable("owner", null))))).containsEntry("owner", null);
    }

    @Test
    void writesNothingThatIsNoLongerDue() {
        FullstackWrite write = begin();
        looks.look(write);
        looks.seen(write, PAY);
        when(sync.send(any(), any())).thenReturn(List.of());

        assertThat(writes.call(write)).isNull();
    }

    @Test
    void waitsForAScanWhenTheNumberIsNotKnown() {
        when(links.find("convex", App.CONTAINER, "k1"))
                .thenReturn(Optional.of(App.link("k1", Link.State.LINKED, Map.of("title", "Pay"), Map.of(), "1")));

        assertThatThrownBy(() -> looks.look(begin()))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("the number of task k1 is not known");
    }

    @Test
    void waitsForAScanWhenTheNumberShowsAnotherTaskOrNone() {
        FullstackWrite write = begin();
        looks.look(write);

        for (Object shown : new Object[] {null, task("k2", 7, "Other")}) {
            assertThatThrownBy(() -> looks.seen(write, shown))
                    .isInstanceOf(RemoteUnavailable.class)
                    .hasMessageContaining("does not show task k1 under the number 7");
        }
        verify(sync, never()).accept(any());
    }

    // --- deleting ---

    @Test
    void cancelsWhatIsDeleted() {
        RemoteCall call = update(PAY, deletion());

        assertThat(info(call)).containsExactlyInAnyOrderEntriesOf(nullable("id", "k1", "status", 3.0, "owner", null));
    }

    @Test
    void isDoneWithADeletionWhoseAnswerWasLost() {
        assertThat(update(with(PAY, "status", 3.0), deletion())).isNull();

        verify(sync).written(List.of(new Written(deletion(), "k1", null, VERSION)));
    }

    // --- answers ---

    @Test
    void tellsWhatWasStoredAndWhen() {
        FullstackWrite write = begin();
        looks.look(write);
        looks.seen(write, PAY);
        call(write, change(Map.of("title", "Pay now")));
        var stored = with(PAY, "title", "Pay now");

        assertThat(writes.written(write, stored))
                .containsExactly(new Written(change(Map.of("title", "Pay now")), "k1", stored, VERSION));
    }

    @Test
    void doesNotBelieveAnAnswerThatShowsAnotherTask() {
        FullstackWrite write = begin();
        looks.look(write);
        looks.seen(write, PAY);
        call(write, change(Map.of("title", "Pay now")));

        assertThatThrownBy(() -> writes.written(write, task("k2", 8, "Other"))).isInstanceOf(RemoteUnavailable.class);
        assertThatThrownBy(() -> writes.written(write, null)).isInstanceOf(RemoteUnavailable.class);
    }

    @Test
    void guessesAtWhatTheAppDoesNotSay() {
        FullstackWrite write = begin();
        var failure = new RemoteUnexplained(200, "Server Error");
        assertThat(writes.explained(write, failure)).hasMessageContaining("several tasks have it");

        looks.look(write);
        looks.seen(write, PAY);
        call(write, change(Map.of("title", "Pay now")));
        assertThat(writes.explained(write, failure))
                .hasMessageContaining("its owner somebody else")
                .hasMessageContaining("Server Error");
    }

    private FullstackWrite begin() {
        return looks.begin(List.of(change(Map.of())));
    }

    /** The write of a task that was sent before. */
    private FullstackWrite beginAgain() {
        when(links.find("convex", App.CONTAINER, "t1"))
                .thenReturn(Optional.of(App.unanswered("t1", "Pay", NOW.minusSeconds(5))));
        FullstackWrite write = looks.begin(List.of(create(Map.of())));
        assertThat(write.isDone()).isFalse();
        return write;
    }

    private RemoteCall update(Map<String, Object> shown, Outgoing due) {
        FullstackWrite write = begin();
        looks.look(write);
        looks.seen(write, shown);
        return call(write, due);
    }

    private RemoteCall call(FullstackWrite write, Outgoing due) {
        when(sync.send(any(), any())).thenReturn(List.of(due));
        return writes.call(write);
    }

    private List<ItemChange> accepted() {
        ArgumentCaptor<List<ItemChange>> changes = ArgumentCaptor.captor();
        verify(sync).accept(changes.capture());
        return changes.getValue();
    }

    private static Outgoing create(Map<String, Object> columns) {
        return new Outgoing("t1", "convex", App.CONTAINER, null, null, false, columns, 1);
    }

    private static Outgoing change(Map<String, Object> columns) {
        return new Outgoing("task-k1", "convex", App.CONTAINER, "k1", "1", false, columns, 1);
    }

    private static Outgoing deletion() {
        return new Outgoing("task-k1", "convex", App.CONTAINER, "k1", "1", true, Map.of("status", 3.0), 1);
    }

    private static Object function(RemoteCall call) {
        return ((Map<?, ?>) call.body()).get("path");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> info(RemoteCall call) {
        return (Map<String, Object>) ((Map<?, ?>) ((Map<?, ?>) call.body()).get("args")).get("taskInfo");
    }

    private static Map<String, Object> nullable(Object... pairs) {
        var map = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
