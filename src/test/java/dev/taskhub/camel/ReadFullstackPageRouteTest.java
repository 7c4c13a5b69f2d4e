package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.fullstack.FullstackPoll;
import dev.taskhub.fullstack.FullstackScan;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ExtendWith(OutputCaptureExtension.class)
@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/read-fullstack-page.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.adapter=fullstack"
        })
class ReadFullstackPageRouteTest extends RouteTestBase {

    private static final RemoteCall NEXT = RemoteCall.post("/api/query", Map.of("path", "tasks:list"));
    private static final Map<String, Object> PAGE = Map.of("page", List.of(), "isDone", true);

    @MockitoBean(name = "fullstackPoll")
    FullstackPoll poll;

    private final FullstackScan scan = Mockito.mock();
    private MockEndpoint convex;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void thereIsAPage() {
        when(poll.next(scan)).thenReturn(NEXT);
        when(poll.accept(scan, PAGE)).thenReturn(scan);
        convex = mock("direct:call-convex");
        convex.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(PAGE));
    }

    @Test
    void takesInThePageAndReturnsTheScanAfterIt() {
        var done = run("read-fullstack-page", scan);

        assertThat(convex.getReceivedExchanges())
                .singleElement()
                .satisfies(call -> assertThat(call.getIn().getBody()).isEqualTo(NEXT));
        assertThat(done.getMessage().getBody()).isSameAs(scan);
    }

    @Test
    void tellsTheCallerAtOnceThatTheAppFailsAtThePage(CapturedOutput log) {
        var failure = new RemoteUnexplained(200, "Could not find user");
        convex.whenAnyExchangeReceived(failing(failure));

        assertThat(run("read-fullstack-page", scan).getException()).isSameAs(failure);

        assertThat(convex.getReceivedExchanges()).hasSize(1);
        verify(poll, never()).accept(any(), any());
        assertThat(LogLines.of(log)).isEmpty();
    }

    @Test
    void triesThreeTimesWhileConvexIsAway(CapturedOutput log) {
        convex.whenAnyExchangeReceived(failing(new RemoteUnavailable("Convex answered 503")));

        assertThat(run("read-fullstack-page", scan).getMessage().getBody()).isEqualTo("stopped");

        assertThat(convex.getReceivedExchanges()).hasSize(3);
        assertThat(LogLines.of(log)).singleElement().asString().contains("read-fullstack-page stops until the next");
    }

    @Test
    void stopsAtACursorThatTheAppNoLongerKnows() {
        convex.whenAnyExchangeReceived(failing(new RemoteRefused(200, "InvalidCursor", "InvalidCursor")));

        assertThat(run("read-fullstack-page", scan).getMessage().getBody()).isEqualTo("stopped");

        assertThat(convex.getReceivedExchanges()).hasSize(1);
    }
}
