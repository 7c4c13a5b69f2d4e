package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexCommentPoll;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/read-convex-comments.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class ReadConvexCommentsRouteTest extends RouteTestBase {

    private static final RemoteCall NEXT = RemoteCall.post("/api/query", Map.of("path", "hubSync:changedSince"));
    private static final Map<String, Object> PAGE = Map.of("cursor", "17:a", "hasMore", true);

    @MockitoBean(name = "convexCommentPoll")
    ConvexCommentPoll poll;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void thereIsAPage() {
        when(poll.nextPage()).thenReturn(NEXT);
        when(poll.accept(PAGE)).thenReturn(true);
        convex().whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(PAGE));
    }

    @Test
    void takesInThePageAfterTheLastOneAndSaysWhetherThereAreMore() {
        var done = run("read-convex-comments", null);

        assertThat(convex().getReceivedExchanges())
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.getIn().getBody()).isEqualTo(NEXT));
        assertThat(done.getMessage().getBody()).isEqualTo(true);
    }

    @Test
    void triesThreeTimesAndThenStops() {
        convex().whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        assertThat(run("read-convex-comments", null).getMessage().getBody()).isEqualTo("stopped");

        assertThat(convex().getReceivedExchanges()).hasSize(3);
        verify(poll, never()).accept(any());
    }

    @Test
    void readsThePageAgainInTheNextRoundWhenTheDatabaseWasBusy() {
        when(poll.accept(PAGE)).thenThrow(new CannotAcquireLockException("the database is locked"));

        var done = run("read-convex-comments", null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isNotEqualTo(true);
    }

    private MockEndpoint convex() {
        return mock("direct:call-convex");
    }
}
