package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexProjects;
import dev.taskhub.convex.ConvexProjects.Step;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/send-projects-to-convex.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class SendProjectsToConvexRouteTest extends RouteTestBase {

    private static final Map<String, Object> ANSWER = Map.of("kitVersion", "1");
    private static final Step END = new Step(List.of(), null);
    private static final Step ASK = new Step(List.of(new ConvexCalls().info()), null);
    private static final Step DELETE = new Step(List.of(new ConvexCalls().deleteProjects(List.of("p"))), null);

    @MockitoBean(name = "convexProjects")
    ConvexProjects projects;

    private MockEndpoint convex;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        convex = mock("direct:call-convex");
        convex.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void callsUntilAllIsTold() {
        when(projects.begin()).thenReturn(ASK);
        when(projects.answered(ASK, ANSWER)).thenReturn(DELETE);
        when(projects.answered(DELETE, ANSWER)).thenReturn(END);

        assertThat(run("send-projects-to-convex", null).getException()).isNull();

        assertThat(convex.getReceivedExchanges())
                .extracting(call -> (RemoteCall) call.getIn().getBody())
                .containsExactly(ASK.call(), DELETE.call());
    }

    @Test
    void callsNobodyWhenNothingChanged() {
        when(projects.begin()).thenReturn(END);

        run("send-projects-to-convex", null);

        assertThat(convex.getReceivedExchanges()).isEmpty();
    }

    @Test
    void leavesItToALaterRoundWhileConvexIsAway() {
        when(projects.begin()).thenReturn(ASK);
        convex.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        assertThat(run("send-projects-to-convex", null).getException()).isNull();

        assertThat(convex.getReceivedExchanges()).hasSize(3);
        verify(projects, never()).answered(any(), any());
    }
}
