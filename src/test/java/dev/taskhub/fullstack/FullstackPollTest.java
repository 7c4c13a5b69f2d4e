package dev.taskhub.fullstack;

import static dev.taskhub.fullstack.App.NOW;
import static dev.taskhub.fullstack.App.page;
import static dev.taskhub.fullstack.App.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.PlatformTransactionManager;

@ExtendWith(OutputCaptureExtension.class)
class FullstackPollTest {

    private final Sync sync = mock();
    private final Links links = mock();
    private final HeldDeletions held = mock();
    private final Positions positions = mock();
    private final Clock clock = mock();
    private final PlatformTransactionManager transactions = mock();
    private final FullstackPoll poll = new FullstackPoll(
            App.CALLS,
            App.TASKS,
            new FullstackNews(App.TASKS, links),
            App.SETTINGS,
            sync,
            links,
            new FullstackDeletions(App.TASKS, held, sync),
            App.user(),
            positions,
            clock,
            transactions);

    @BeforeEach
    void linkTen() {
        when(clock.instant()).thenReturn(NOW);
        when(links.linkedIds("convex", App.CONTAINER))
                .thenReturn(IntStream.rangeClosed(1, 10).mapToObj(i -> "k" + i).collect(Collectors.toSet()));
    }

    @Test
    void takesInAPageAndGoesOnAfterIt() {
        FullstackScan scan = poll.begin();
        assertThat(poll.next(scan).body().toString()).contains("cursor=null", "numItems=50", "sortOrder=asc");

        poll.accept(scan, page(false, task("k1", 1, "Pay")));

        assertThat(accepted()).extracting(ItemChange::externalId).containsExactly("k1");
        verify(positions).put("convex", App.CONTAINER, "scan", "read");
        assertThat(poll.next(scan).body().toString()).contains("cursor=c1");
    }

    @Test
    void takesForDeletedWhatACompleteScanDoesNotShow() {
        finish(page(true, 1, 8));

        assertThat(accepted()).extracting(ItemChange::externalId).containsExactlyInAnyOrder("k9", "k10");
        assertThat(accepted()).allSatisfy(gone -> {
            assertThat(gone.type()).isEqualTo(ItemChange.Type.DELETED);
            assertThat(gone.version()).as("what was written since is there").isEqualTo(NOW.toEpochMilli() + "");
        });
        verify(held).replace("convex", App.CONTAINER, Set.of());
        verify(positions).put("convex", App.CONTAINER, "first listing", "read");
    }

    @Test
    void holdsTheDeletionOfMoreThanAFifth(CapturedOutput log) {
        finish(page(true, 1, 7));

        assertThat(accepted()).isEmpty();
        verify(held).replace("convex", App.CONTAINER, Set.of("k8", "k9", "k10"));
        assertThat(log).contains("3 of 10 linked tasks are missing", "POST /api/deletions/convex/agree");
    }

    @Test
    void carriesOutWhatAPersonHasAgreedTo() {
        when(held.agreed("convex", App.CONTAINER)).thenReturn(Map.of("k8", "eve", "k9", "eve", "k10", "eve"));

        finish(page(true, 1, 7));

        assertThat(accepted()).hasSize(3).extracting(ItemChange::actor).containsOnly("eve");
    }

    @Test
    void takesNothingForDeletedThatItCouldNotRead(CapturedOutput log) {
        var failure = new RemoteUnexplained(200, "Could not find user u1");
        for (int round = 0; round < 2; round++) {
            FullstackScan scan = poll.begin();
            poll.next(scan);
            poll.accept(scan, page(false, 1, 2));
            while (!scan.isDone()) {
                poll.narrow(scan, failure);
            }
            poll.finish(scan);
        }

        verify(held, never()).replace(any(), any(), any());
        verify(positions, never()).put("convex", App.CONTAINER, "first listing", "read");
        assertThat(poll.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).contains("the task after number 2 cannot be read"));
        assertThat(log.getAll().split("cannot be read", -1)).as("said once").hasSize(2);
        assertThat(log).contains("Could not find user u1");

        finish(page(true, 1, 10));
        assertThat(poll.trouble()).isEmpty();
        assertThat(log).contains("can be read and written again");
    }

    @Test
    void saysWhichNumberSeveralTasksHave() {
        finish(page(true, task("k1", 1, "a"), task("k2", 1, "b")));

        assertThat(poll.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).contains("several tasks have the number 1"));
    }

    @Test
    void restsAsLongAsAScanHasLasted() {
        FullstackScan scan = poll.begin();
        poll.next(scan);
        at(NOW.plusSeconds(100));
        poll.accept(scan, page(true, 1, 10));
        poll.finish(scan);

        assertThat(poll.isResting()).isTrue();
        assertThat(poll.every()).contains(Duration.ofSeconds(130));
        at(NOW.plusSeconds(200));
        assertThat(poll.isResting()).isFalse();
    }

    @Test
    void remembersThatAllWasReadOnce() {
        assertThat(poll.hasImported()).isFalse();

        when(positions.get("convex", App.CONTAINER, "first listing")).thenReturn(Optional.of("read"));

        assertThat(poll.hasImported()).isTrue();
    }

    private void finish(Map<String, Object> page) {
        FullstackScan scan = poll.begin();
        poll.next(scan);
        poll.accept(scan, page);
        clearInvocations(sync);
        poll.finish(scan);
    }

    private void at(Instant time) {
        when(clock.instant()).thenReturn(time);
    }

    private List<ItemChange> accepted() {
        ArgumentCaptor<List<ItemChange>> changes = ArgumentCaptor.captor();
        verify(sync).accept(changes.capture());
        return changes.getValue();
    }
}
