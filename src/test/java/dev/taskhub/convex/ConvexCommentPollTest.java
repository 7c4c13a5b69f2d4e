package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentOutgoing.Kind;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.ShownComment;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Positions;
import java.time.Instant;
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

class ConvexCommentPollTest {

    private static final String DEPLOYMENT = "dev-1.convex.cloud";
    private static final Map<String, Object> ROW = Map.of(
            "externalId",
            "c1",
            "taskExternalId",
            "t1",
            "author",
            "Ada",
            "body",
            "Fine",
            "createdAt",
            500d,
            "version",
            3d,
            "syncTs",
            "1772359200123000000");
    private static final ConvexRefused REFUSED = new ConvexRefused(200, ConvexRefused.VERSION_CONFLICT, "no", "c1");

    private final CommentSync sync = mock();
    private final Positions positions = mock();
    private final ConvexCommentPoll poll = new ConvexCommentPoll(
            new ConvexCalls(),
            new ConvexChanges(new ConvexSettings("https://" + DEPLOYMENT, "", "")),
            sync,
            positions,
            mock(PlatformTransactionManager.class));

    @BeforeEach
    void haveReadToTheSeventeenth() {
        when(positions.get("convex", DEPLOYMENT, "cursor of comments")).thenReturn(Optional.of("17:a"));
    }

    @Test
    void readsOnWithACursorOfItsOwn() {
        assertThat(poll.nextPage().body().toString()).contains("table=hubComments", "cursor=17:a");

        assertThat(poll.accept(page("18:b", true, ROW))).isTrue();

        verify(sync)
                .accept(List.of(new ShownComment(
                        "convex",
                        DEPLOYMENT,
                        "c1",
                        "t1",
                        "Ada",
                        "Fine",
                        Instant.ofEpochMilli(500),
                        Instant.ofEpochMilli(1772359200123L),
                        "3",
                        true,
                        null)));
        verify(positions).put("convex", DEPLOYMENT, "cursor of comments", "18:b");
        assertThat(poll.hasReadComments()).isFalse();
    }

    @Test
    void takesATombstoneForADeletion() {
        poll.accept(page("18:b", true, Map.of("externalId", "c1", "deletedAt", 5d, "version", 4d, "body", "Fine")));

        verify(sync).accept(List.of(ShownComment.gone("convex", DEPLOYMENT, "c1", "4", null)));
    }

    @Test
    void hasReadAllAtTheFeedsFirstEnd() {
        poll.accept(page("17:a", false));

        verify(positions).put("convex", DEPLOYMENT, "first listing of comments", "read");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "17:a")
    void doesNotUseAPageThatWouldComeWithoutEnd(String cursor) {
        assertThatThrownBy(() -> poll.accept(page(cursor, true, ROW))).isInstanceOf(RemoteUnavailable.class);

        verifyNoInteractions(sync);
        verify(positions, never()).put(any(), any(), any(), any());
    }

    @Test
    void mergesWhatStoodInTheWay() {
        poll.acceptConflict(List.of(outgoing(Kind.UPDATE, "2")), REFUSED, List.of(ROW));

        verify(sync).accept(any());
    }

    @Test
    void takesARowThatIsNotThereForDeleted() {
        poll.acceptConflict(List.of(outgoing(Kind.UPDATE, "2")), REFUSED, List.of());

        verify(sync).accept(List.of(ShownComment.gone("convex", DEPLOYMENT, "c1", null, null)));
    }

    @Test
    void doesNotGoOnForEverWhenNothingNewStoodInTheWay() {
        assertThatThrownBy(() -> poll.acceptConflict(List.of(outgoing(Kind.UPDATE, "3")), REFUSED, List.of(ROW)))
                .isInstanceOf(RemoteUnavailable.class);
        assertThatThrownBy(() -> poll.acceptConflict(List.of(outgoing(Kind.CREATE, null)), REFUSED, List.of()))
                .isInstanceOf(RemoteUnavailable.class);

        verifyNoInteractions(sync);
    }

    private static CommentOutgoing outgoing(Kind kind, String version) {
        return new CommentOutgoing(
                "k1", "convex", DEPLOYMENT, "t1", "c1", kind, "Good", "Ada", Instant.EPOCH, version, false, 1);
    }

    @SafeVarargs
    private static Map<String, Object> page(String cursor, boolean hasMore, Map<String, Object>... rows) {
        var page = new HashMap<String, Object>();
        page.put("rows", List.of(rows));
        page.put("cursor", cursor);
        page.put("hasMore", hasMore);
        return page;
    }
}
