package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;

class ConvexPollTest {

    private final Sync sync = mock();
    private final Positions positions = mock();
    private final PlatformTransactionManager transactions = mock();
    private final ConvexPoll poll = new ConvexPoll(
            mock(ConvexCalls.class),
            new ConvexChanges(new ConvexSettings("https://dev-1.convex.cloud", "", "")),
            sync,
            positions,
            transactions);

    @BeforeEach
    void haveReadToTheSeventeenth() {
        when(positions.get("convex", "dev-1.convex.cloud", "cursor")).thenReturn(Optional.of("17:a"));
    }

    @Test
    void readsOnWhereTheCursorLeadsOn() {
        assertThat(poll.accept(page("18:b", true))).isTrue();

        verify(sync).accept(any());
        verify(positions).put("convex", "dev-1.convex.cloud", "cursor", "18:b");
    }

    @Test
    void endsTheRoundWithTheFeed() {
        assertThat(poll.accept(page("17:a", false))).isFalse();

        verify(positions).put("convex", "dev-1.convex.cloud", "cursor", "17:a");
    }

    @Test
    void hasReadAllThatWasThereAtTheFeedsFirstEnd() {
        poll.accept(page("18:b", true));
        verify(positions, never()).put("convex", "dev-1.convex.cloud", "first listing", "read");
        assertThat(poll.hasImported()).isFalse();

        poll.accept(page("18:c", false));
        verify(positions).put("convex", "dev-1.convex.cloud", "first listing", "read");
        when(positions.get("convex", "dev-1.convex.cloud", "first listing")).thenReturn(Optional.of("read"));
        assertThat(poll.hasImported()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "17:a")
    void doesNotUseAPageThatWouldComeWithoutEnd(String cursor) {
        assertThatThrownBy(() -> poll.accept(page(cursor, true)))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("its cursor stays at " + cursor)
                .hasMessageContaining("the answer is not used");

        verifyNoInteractions(sync);
        verify(positions, never()).put(any(), any(), any(), any());
    }

    private static Map<String, Object> page(String cursor, boolean hasMore) {
        var page = new HashMap<String, Object>();
        page.put("rows", List.of());
        page.put("cursor", cursor);
        page.put("hasMore", hasMore);
        return page;
    }
}
