package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@MockEndpointsAndSkip("direct:read-convex-comments|seda:.*")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/poll-convex-comments.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class PollConvexCommentsRouteTest extends RouteTestBase {

    @Test
    void readsUntilTheEndOfTheFeed() {
        answers(true, true, false);

        assertThat(run("poll-convex-comments", null).getException()).isNull();

        assertThat(pages().getReceivedExchanges()).hasSize(3);
    }

    @Test
    void endsTheRoundWhenConvexIsAway() {
        answers(true, "stopped", true);

        run("poll-convex-comments", null);

        assertThat(pages().getReceivedExchanges()).hasSize(2);
    }

    @Test
    void pollsRegularly() {
        run("poll-convex-comments-regularly", null);

        assertThat(mock("seda:poll-convex-comments").getReceivedExchanges()).hasSize(1);
    }

    private void answers(Object... bodies) {
        for (int i = 0; i < bodies.length; i++) {
            Object body = bodies[i];
            pages().whenExchangeReceived(
                            i + 1, exchange -> exchange.getMessage().setBody(body));
        }
    }

    private MockEndpoint pages() {
        return mock("direct:read-convex-comments");
    }
}
