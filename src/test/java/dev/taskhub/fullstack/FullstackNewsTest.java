package dev.taskhub.fullstack;

import static dev.taskhub.fullstack.App.NOW;
import static dev.taskhub.fullstack.App.task;
import static dev.taskhub.fullstack.App.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FullstackNewsTest {

    private static final Map<String, Object> PAY = task("k1", 1, "Pay");

    private final Links links = mock();
    private final FullstackNews news = new FullstackNews(App.TASKS, links);

    @Test
    void passesOverWhatStandsAsTheHubKnowsIt() {
        known(App.linked(PAY));

        assertThat(among(PAY)).isEmpty();
        verify(links, never()).unanswered(any(), any());
    }

    @Test
    void tellsWhatIsDifferentWithTheTimeItWasAskedFor() {
        known(App.linked(PAY));

        assertThat(among(with(PAY, "title", "Pay now"))).singleElement().satisfies(change -> {
            assertThat(change.type()).isEqualTo(ItemChange.Type.WHOLE);
            assertThat(change.externalId()).isEqualTo("k1");
            assertThat(change.container()).isEqualTo(App.CONTAINER);
            assertThat(change.version()).isEqualTo(Long.toString(NOW.toEpochMilli()));
            assertThat(change.askedAt()).isEqualTo(NOW);
            assertThat(change.taskId()).isNull();
        });
        assertThat(among(with(PAY, "number", 2.0))).hasSize(1);
        assertThat(among(with(PAY, "comments", List.of("new")))).isEmpty();
    }

    @Test
    void tellsOfATaskWhileSomethingSentIsUnanswered() {
        Link link = App.linked(PAY);
        known(App.link("k1", Link.State.LINKED, link.base(), Map.of("title", "Pay now"), "1"));

        assertThat(among(PAY)).hasSize(1);
    }

    @Test
    void leavesWhatTheHubHasDeletedCancelledUntilSomebodyTakesItUpAgain() {
        known(App.link("k1", Link.State.DELETED, Map.of(), Map.of("status", 3.0), "1"));

        assertThat(among(with(PAY, "status", 3.0))).isEmpty();
        assertThat(news.all(List.of(with(PAY, "status", 3.0)), NOW)).isEmpty();
        assertThat(among(PAY)).hasSize(1);
        assertThat(news.all(List.of(PAY), NOW)).hasSize(1);
    }

    @Test
    void knowsItsOwnTaskThoughTheAnswerWasLost() {
        unanswered(App.unanswered("t1", "Pay", NOW.minusSeconds(5)));

        assertThat(among(PAY)).extracting(ItemChange::taskId).containsExactly("t1");
        assertThat(news.all(List.of(PAY), NOW)).isEmpty();
    }

    @Test
    void takesAnotherTitleAndAnEarlierTaskForSomebodyElses() {
        unanswered(App.unanswered("t1", "Pay", NOW.minusSeconds(5)));

        assertThat(among(with(PAY, "title", "Pay later")))
                .extracting(ItemChange::taskId)
                .containsExactly((String) null);
        assertThat(among(with(PAY, "creationTime", NOW.toEpochMilli() - 70_000.0)))
                .extracting(ItemChange::taskId)
                .containsExactly((String) null);
    }

    @Test
    void takesOnlyOneOfTwoForItsOwn() {
        unanswered(App.unanswered("t1", "Pay", NOW.minusSeconds(5)));

        assertThat(among(PAY, task("k2", 2, "Pay")))
                .extracting(ItemChange::taskId)
                .containsExactly("t1", null);
    }

    @Test
    void leavesATaskThatIsJustBeingMadeToWhoMakesIt() {
        unanswered(App.unanswered("t1", "Pay", NOW.minusSeconds(5)));
        news.making("t1");
        assertThat(among(PAY)).isEmpty();

        news.heardOf("t1");
        assertThat(among(PAY)).hasSize(1);
    }

    @Test
    void looksForNoOwnTasksBeforeItMayHaveMadeSome() {
        assertThat(news.among(List.of(PAY), NOW, false)).hasSize(1);
        verify(links, never()).unanswered(any(), any());
    }

    @SafeVarargs
    private List<ItemChange> among(Map<String, Object>... tasks) {
        return news.among(List.of(tasks), NOW, true);
    }

    private void known(Link link) {
        when(links.find(any(), any(), anyCollection())).thenReturn(List.of(link));
    }

    private void unanswered(Link link) {
        when(links.unanswered("convex", App.CONTAINER)).thenReturn(List.of(link));
    }
}
