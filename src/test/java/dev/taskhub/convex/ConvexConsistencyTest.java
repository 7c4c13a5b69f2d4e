package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexConsistency.Feed;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Consistency;
import dev.taskhub.sync.Sync;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConvexConsistencyTest {

    private final Consistency consistency = mock();
    private final Sync sync = mock();
    private final ConvexChanges changes = new ConvexChanges(new ConvexSettings("https://dev-1.convex.cloud", "", ""));
    private final ConvexConsistency check = new ConvexConsistency(new ConvexCalls(), changes, consistency, sync);

    @Test
    void readsTheFeedFromItsBeginningToItsEnd() {
        Feed begun = check.begin();
        assertThat(check.next(begun).body().toString()).contains("cursor=null");

        Feed half = check.compare(begun, page("17:a", true));
        assertThat(half).isEqualTo(new Feed("17:a", false));
        assertThat(check.next(half).body().toString()).contains("cursor=17:a");
        assertThat(check.compare(half, page("18:b", false)).done()).isTrue();
    }

    @Test
    void goesOnUntilTheLastPageAndEndsNowhereElse() {
        assertThat(check.isUnfinished(new Feed("17:a", false))).isTrue();
        assertThat(check.isFinished(new Feed("17:a", false))).isFalse();
        assertThat(check.isUnfinished(new Feed("17:a", true))).isFalse();
        assertThat(check.isFinished(new Feed("17:a", true))).isTrue();
        assertThat(check.isUnfinished("stopped")).isFalse();
        assertThat(check.isFinished("stopped")).isFalse();
    }

    @Test
    void doesNotFollowACursorThatStays() {
        assertThatThrownBy(() -> check.compare(new Feed("17:a", false), page("17:a", true)))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("its cursor stays at 17:a");

        verifyNoInteractions(consistency);
    }

    @Test
    void takesRowsForDeletedThatLeftNoTrace() {
        when(consistency.end("convex")).thenReturn(Set.of("row1"));
        when(consistency.compared("convex")).thenReturn(5L);

        check.end();

        verify(sync).accept(List.of(changes.gone("row1")));
        verify(consistency).repaired("convex", 1);
    }

    @Test
    void takesNoneForDeletedWhenMoreThanAFifthIsGone() {
        when(consistency.end("convex")).thenReturn(Set.of("row1", "row2"));
        when(consistency.compared("convex")).thenReturn(9L);

        check.end();

        verify(sync, never()).accept(any());
        verify(consistency, never()).repaired(any(), anyInt());
    }

    private static Map<String, Object> page(String cursor, boolean hasMore) {
        return Map.of("rows", List.of(), "cursor", cursor, "hasMore", hasMore);
    }
}
