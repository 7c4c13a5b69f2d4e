package dev.taskhub.camel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Here the timer itself is at work. */
@Import(PollConvexTasksRouteTest.Beans.class)
@MockEndpointsAndSkip("direct:read-convex-page")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/poll-convex-tasks.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.poll-every=20"
        })
class PollConvexTasksRouteTest extends RouteTestBase {

    private static final String ROUTE = "poll-convex-tasks";
    private static final String TIMER = "poll-convex-tasks-regularly";
    private static final AtomicInteger TICKS = new AtomicInteger();

    static class Beans {

        /** A timer of the same period, to see that the route's own has fired again. */
        @Bean
        RouteBuilder clock() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:clock?delay=0&period=20").process(exchange -> TICKS.incrementAndGet());
                }
            };
        }
    }

    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        camel.start();
        camel.getRouteController().stopRoute(TIMER);
        camel.getRouteController().stopRoute(ROUTE);
        MockEndpoint.resetMocks(camel);
    }

    @Test
    void readsUntilTheEndOfTheFeedAndAgainInTheNextRound() throws Exception {
        answers(true, true, false);

        startPolling();

        await().atMost(10, SECONDS).until(() -> runs() >= 3);
        assertThat(runOf(0)).isEqualTo(runOf(1)).isEqualTo(runOf(2)).isNotEqualTo(runOf(3));
    }

    @Test
    void endsTheRoundWhenConvexIsAwayAndReadsOnInALaterOne() throws Exception {
        answers(true, "stopped", "stopped", true, false);

        startPolling();

        await().atMost(10, SECONDS).until(() -> runs() >= 4);
        assertThat(runOf(0)).isEqualTo(runOf(1)).isNotEqualTo(runOf(2));
        assertThat(runOf(2)).isNotEqualTo(runOf(3));
        assertThat(runOf(3)).isEqualTo(runOf(4));
    }

    @Test
    void beginsNoRoundWhileTheLastOneGoesOn() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        pages().whenAnyExchangeReceived(exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            int now = TICKS.get();
            await().atMost(10, SECONDS).until(() -> TICKS.get() > now + 5);
            running.decrementAndGet();
            exchange.getMessage().setBody(false);
        });

        startPolling();

        await().atMost(10, SECONDS).until(() -> runs() >= 3);
        assertThat(most).hasValue(1);
    }

    private void startPolling() throws Exception {
        camel.getRouteController().startRoute(ROUTE);
        camel.getRouteController().startRoute(TIMER);
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
