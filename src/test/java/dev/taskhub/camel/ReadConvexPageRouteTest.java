package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexPoll;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ExtendWith(OutputCaptureExtension.class)
@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/read-convex-page.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class ReadConvexPageRouteTest extends RouteTestBase {

    private static final RemoteCall NEXT = RemoteCall.post("/api/query", Map.of("path", "hubSync:changedSince"));
    private static final Map<String, Object> PAGE = Map.of("cursor", "17:a", "hasMore", true);

    @MockitoBean(name = "convexPoll")
    ConvexPoll poll;

    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        Impatience.of(camel);
        super.startRoutesByHand();
    }

    @BeforeEach
    void thereIsAPage() {
        when(poll.nextPage()).thenReturn(NEXT);
        when(poll.accept(PAGE)).thenReturn(true);
        convex().whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(PAGE));
    }

    @Test
    void takesInThePageAfterTheLastOneAndSaysWhetherThereAreMore() {
        Exchange done = run("read-convex-page", null);

        assertThat(convex().getReceivedExchanges())
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.getIn().getBody()).isEqualTo(NEXT));
        verify(poll).accept(PAGE);
        assertThat(done.getMessage().getBody()).isEqualTo(true);
    }

    @Test
    void triesThreeTimesAndThenSaysSoInOneLine(CapturedOutput log) {
        fail(new RemoteUnavailable("Convex answered 503"));

        Exchange done = run("read-convex-page", null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
        assertThat(convex().getReceivedExchanges()).hasSize(3);
        verify(poll, never()).accept(any());
        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("WARN", "read-convex-page stops until the next round: Convex answered 503");
    }

    @Test
    void endsTheRoundAtAPageThatWouldComeWithoutEnd(CapturedOutput log) {
        when(poll.accept(PAGE)).thenThrow(new RemoteUnavailable("its cursor stays at 17:a; the answer is not used"));

        Exchange done = run("read-convex-page", null);

        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
        assertThat(convex().getReceivedExchanges()).hasSize(1);
        assertThat(LogLines.of(log)).singleElement().asString().contains("WARN", "the answer is not used");
    }

    @Test
    void stopsAtOnceWhenConvexRefuses(CapturedOutput log) {
        fail(new RemoteRefused(401, "BadDeployKey", "set CONVEX_DEPLOY_KEY"));

        assertThat(run("read-convex-page", null).getMessage().getBody()).isEqualTo("stopped");

        assertThat(convex().getReceivedExchanges()).hasSize(1);
        assertThat(LogLines.of(log)).singleElement().asString().contains("WARN", "set CONVEX_DEPLOY_KEY");
    }

    @Test
    void isSilentWhileConvexIsLeftAlone(CapturedOutput log) {
        fail(CallNotPermittedException.createCallNotPermittedException(CircuitBreaker.ofDefaults("convex-breaker")));

        assertThat(run("read-convex-page", null).getMessage().getBody()).isEqualTo("stopped");

        assertThat(convex().getReceivedExchanges()).hasSize(1);
        assertThat(LogLines.of(log)).isEmpty();
    }

    @Test
    void readsThePageAgainInTheNextRoundWhenTheDatabaseWasBusy(CapturedOutput log) {
        when(poll.accept(PAGE))
                .thenThrow(new CannotAcquireLockException("the database is locked"))
                .thenReturn(false);

        Exchange busy = run("read-convex-page", null);
        Exchange done = run("read-convex-page", null);

        assertThat(busy.getException()).isNull();
        assertThat(busy.getMessage().getBody()).isNotEqualTo(true);
        assertThat(done.getMessage().getBody()).isEqualTo(false);
        assertThat(LogLines.of(log)).singleElement().asString().contains("the database is locked");
    }

    private void fail(Exception why) {
        convex().whenAnyExchangeReceived(exchange -> {
            throw why;
        });
    }

    private MockEndpoint convex() {
        return mock("direct:call-convex");
    }
}
