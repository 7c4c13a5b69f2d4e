package dev.taskhub.camel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;

import dev.taskhub.agent.AgentDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Here the timer itself is at work. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/agents/tidy-agent-inboxes.camel.yaml",
            "taskhub.agent.tidy-every=20"
        })
class TidyAgentInboxesRouteTest extends RouteTestBase {

    @MockitoBean(name = "agentDesk")
    AgentDesk desk;

    @Override
    @BeforeEach
    void startRoutesByHand() {
        // the test says what happens before the timer is at work
    }

    @Test
    void tidiesAfterTheStartAndAgainAfterAFailure(CapturedOutput log) {
        doThrow(new UncheckedIOException("cannot list agents", new IOException("disk")))
                .doNothing()
                .when(desk)
                .reconcile();

        camel.start();

        await().atMost(10, SECONDS).untilAsserted(() -> verify(desk, atLeast(3)).reconcile());
        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("WARN", "tidy-agent-inboxes leaves it to the next round: cannot list agents");
    }
}
