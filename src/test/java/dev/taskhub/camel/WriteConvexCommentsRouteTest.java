package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.taskhub.comment.CommentDeliveries;
import dev.taskhub.comment.CommentOutbox;
import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.convex.ConvexAnswers;
import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexCommentPoll;
import dev.taskhub.convex.ConvexCommentWrites;
import dev.taskhub.convex.ConvexRefused;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@Import(WriteConvexCommentsRouteTest.Beans.class)
@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/write-convex-comments.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class WriteConvexCommentsRouteTest extends RouteTestBase {

    static class Beans {
        @Bean
        ConvexCommentWrites convexCommentWrites() {
            return new ConvexCommentWrites(new ConvexCalls());
        }
    }

    private static final List<CommentOutgoing> TWO =
            List.of(OutgoingComments.create("convex", "c1"), OutgoingComments.update("convex", "c2"));
    private static final List<CommentOutgoing> DELETION = List.of(OutgoingComments.delete("convex", "c3"));

    @MockitoBean(name = "commentSync")
    CommentSync sync;

    @MockitoBean(name = "commentOutbox")
    CommentOutbox outbox;

    @MockitoBean(name = "commentDeliveries")
    CommentDeliveries deliveries;

    @MockitoBean(name = "convexCommentPoll")
    ConvexCommentPoll poll;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @Test
    void movesTheBasesToWhatConvexSaysItStored() {
        convex().whenAnyExchangeReceived(body(Map.of("results", List.of(result("c1", 1), result("c2", 4)))));

        assertThat(run("write-convex-comments", TWO).getException()).isNull();

        assertThat(calls()).singleElement().satisfies(call -> assertThat(
                        call.body().toString())
                .contains("hubSync:upsertComments", "there-c1", "there-c2", "expectedVersion=0", "expectedVersion=3"));
        verify(sync)
                .written(argThat(written -> written.size() == 2
                        && written.get(0).externalId().equals("there-c1")
                        && written.get(1).version().equals("4")
                        && written.get(1).text().equals("stored c2")));
    }

    @Test
    void deletesOneComment() {
        convex().whenAnyExchangeReceived(body(Map.of("externalId", "there-c3", "version", 4.0)));

        run("write-convex-comments", DELETION);

        assertThat(calls().get(0).body().toString()).contains("hubSync:deleteComment", "there-c3", "expectedVersion=3");
        verify(sync)
                .written(argThat(written -> written.get(0).text() == null
                        && written.get(0).version().equals("4")));
    }

    @Test
    void readsAndMergesTheCommentThatStoodInTheWayAndGivesTheBatchFree() {
        List<Map<String, Object>> rows = List.of(Map.of("externalId", "there-c2", "version", 4.0, "body", "edited"));
        convex().whenExchangeReceived(1, refusal("there-c2"));
        convex().whenExchangeReceived(2, body(rows));

        assertThat(run("write-convex-comments", TWO).getException()).isNull();

        assertThat(calls().get(1).body().toString()).contains("hubSync:getComments", "[there-c2]");
        var order = inOrder(poll, outbox);
        order.verify(poll).acceptConflict(any(), any(ConvexRefused.class), any());
        order.verify(outbox).release(TWO);
        verify(sync, never()).written(any());
    }

    @Test
    void letsTheBatchWaitWhenTheCommentInTheWayShowsNothingNew() {
        var stuck = new RemoteUnavailable("a version that it shows as its own");
        convex().whenExchangeReceived(1, refusal("there-c2"));
        convex().whenExchangeReceived(2, body(List.of()));
        doThrow(stuck).when(poll).acceptConflict(any(), any(), any());

        run("write-convex-comments", TWO);

        verify(deliveries).postpone(TWO, stuck);
        verify(outbox, never()).release(any());
    }

    @Test
    void letsTheBatchWaitWhileConvexIsAway() {
        var away = new RemoteUnavailable("503");
        convex().whenAnyExchangeReceived(failing(away));

        assertThat(run("write-convex-comments", TWO).getException()).isNull();

        verify(deliveries).postpone(TWO, away);
    }

    private static Map<String, Object> result(String id, double version) {
        return Map.of(
                "externalId",
                "there-" + id,
                "version",
                version,
                "doc",
                Map.of("externalId", "there-" + id, "body", "stored " + id, "version", version, "updatedAt", 5.0));
    }

    private static Processor refusal(String externalId) {
        return exchange -> new ConvexAnswers(Clock.systemUTC())
                .value(new RemoteAnswer(
                        200,
                        Map.of(),
                        "{\"status\":\"error\",\"errorMessage\":\"e\",\"errorData\":{\"code\":\"VERSION_CONFLICT\","
                                + "\"externalId\":\"" + externalId + "\",\"current\":4.0,\"expected\":3.0}}"));
    }

    private static Processor body(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    private List<RemoteCall> calls() {
        return convex().getReceivedExchanges().stream()
                .map(exchange -> exchange.getIn().getBody(RemoteCall.class))
                .toList();
    }

    private MockEndpoint convex() {
        return mock("direct:call-convex");
    }
}
