package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexCommentWrites;
import java.util.List;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@Import(SendConvexCommentsRouteTest.Beans.class)
@MockEndpointsAndSkip("direct:write-convex-comments")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/send-convex-comments.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class SendConvexCommentsRouteTest extends RouteTestBase {

    static class Beans {
        @Bean
        ConvexCommentWrites convexCommentWrites() {
            return new ConvexCommentWrites(new ConvexCalls());
        }
    }

    private static final CommentOutgoing ONE = OutgoingComments.create("convex", "c1");
    private static final CommentOutgoing TWO = OutgoingComments.update("convex", "c2");
    private static final CommentOutgoing GONE = OutgoingComments.delete("convex", "c3");
    private static final CommentOutgoing LATER = OutgoingComments.create("convex", "c4");

    @MockitoBean(name = "commentSync")
    CommentSync sync;

    @Test
    void writesManyTogetherAndEachDeletionByItselfUntilNothingIsDue() {
        when(sync.claim("convex", 50)).thenReturn(List.of(ONE, GONE, TWO), List.of(LATER), List.of());

        assertThat(run("send-convex-comments", null).getException()).isNull();

        assertThat(batches()).containsExactly(List.of(ONE, TWO), List.of(GONE), List.of(LATER));
        verify(sync, times(3)).claim("convex", 50);
    }

    @Test
    void writesNothingWhenNothingIsDue() {
        when(sync.claim("convex", 50)).thenReturn(List.of());

        run("send-convex-comments", null);

        assertThat(batches()).isEmpty();
    }

    private List<Object> batches() {
        return mock("direct:write-convex-comments").getReceivedExchanges().stream()
                .map(exchange -> exchange.getIn().getBody())
                .toList();
    }
}
