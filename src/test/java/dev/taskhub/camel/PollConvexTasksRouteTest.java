package dev.taskhub.camel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Here the timer itself is at work. */
@MockEndpointsAndSkip("direct:read-convex-page")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/poll-convex-tasks.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.poll-every=20"
        })
class PollConvexTasksRouteTest extends RouteTestBase {

    private static final String ROUTE = "poll-convex-tasks";

    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        camel.start();
        camel.getRouteController().stopRoute(ROUTE);
        MockEndpoint.resetMocks(camel);
    }

    @Test
    void readsUntilTheEndOfTheFeedAndAgainInTheNextRound() throws Exception {
        answers(true, true, false);

        camel.getRouteController().startRoute(ROUTE);

        await().atMost(10, SECONDS).until(() -> runs() >= 3);
        assertThat(runOf(0)).isEqualTo(runOf(1)).isEqualTo(runOf(2)).isNotEqualTo(runOf(3));
    }

    @Test
    void endsTheRoundWhenConvexIsAwayAndReadsOnInALaterOne() throws Exception {
        answers(true, "stopped", "stopped", true, false);

        camel.getRouteController().startRoute(ROUTE);

        await().atMost(10, SECONDS).until(() -> runs() >= 4);
        assertThat(runOf(0)).isEqualTo(runOf(1)).isNotEqualTo(runOf(2));
        assertThat(runOf(2)).isNotEqualTo(runOf(3));
        assertThat(runOf(3)).isEqualTo(runOf(4));
    }

    @Test
    void beginsNoRoundWhileTheLastOneGoesOn() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var fired = new CountDownLatch(1);
        pages().whenAnyExchangeReceived(exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            // a timer of 20 ms has fired many times meanwhile
            assertThat(fired.await(200, java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isFalse();
            running.decrementAndGet();
            exchange.getMessage().setBody(false);
        });

        camel.getRouteController().startRoute(ROUTE);

        await().atMost(10, SECONDS).until(() -> runs() >= 3);
        assertThat(most).hasValue(1);
    }

    private void answers(Object... bodies) {
        pages().whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(false));
        for (int i = 0; i < bodies.length; i++) {
            Object body = bodies[i];
            pages().whenExchangeReceived(
                            i + 1, exchange -> exchange.getMessage().setBody(body));
        }
    }

    private long runs() {
        return pages().getReceivedExchanges().stream()
                .map(exchange -> exchange.getExchangeId())
                .distinct()
                .count();
    }

    private String runOf(int page) {
        return pages().getReceivedExchanges().get(page).getExchangeId();
    }

    private MockEndpoint pages() {
        return mock("direct:read-convex-page");
    }
}
