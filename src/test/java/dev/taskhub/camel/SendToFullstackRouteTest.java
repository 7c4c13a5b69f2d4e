package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.fullstack.FullstackUser;
import dev.taskhub.fullstack.FullstackWrites;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Deliveries;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:write-fullstack-task|direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/send-to-fullstack.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.adapter=fullstack"
        })
class SendToFullstackRouteTest extends RouteTestBase {

    private static final List<Outgoing> FIRST = List.of(outgoing("1"), outgoing("2"));
    private static final List<Outgoing> SECOND = List.of(outgoing("3"));
    private static final RemoteCall SAVE = RemoteCall.post("/api/mutation", Map.of("path", "users:save"));
    private static final Map<String, Object> USER = Map.of("id", "u1", "name", "TaskHub");

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "fullstackUser")
    FullstackUser user;

    @MockitoBean(name = "fullstackWrites")
    FullstackWrites writes;

    @MockitoBean(name = "deliveries")
    Deliveries deliveries;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void beSomebody() {
        when(user.isConfigured()).thenReturn(true);
        when(user.introduce()).thenReturn(SAVE);
        when(sync.reserve("convex", 20)).thenReturn(FIRST, SECOND, List.of());
        when(writes.each(any())).thenCallRealMethod();
        mock("direct:call-convex")
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(USER));
    }

    @Test
    void writesTaskAfterTaskUntilNothingIsDue() {
        assertThat(run("send-to-fullstack", null).getException()).isNull();

        assertThat(mock("direct:write-fullstack-task").getReceivedExchanges())
                .extracting(exchange -> exchange.getIn().getBody())
                .containsExactly(List.of(FIRST.get(0)), List.of(FIRST.get(1)), SECOND);
    }

    @Test
    void leavesEverythingWaitingWhileTheHubIsNobodyThere() {
        when(user.isConfigured()).thenReturn(false);

        assertThat(run("send-to-fullstack", null).getException()).isNull();

        verifyNoInteractions(sync);
        assertThat(mock("direct:write-fullstack-task").getReceivedExchanges()).isEmpty();
    }

    @Test
    void learnsHowTheAppNamesTheHub() {
        assertThat(introduce().getException()).isNull();

        assertThat(mock("direct:call-convex").getReceivedExchanges())
                .singleElement()
                .satisfies(call -> assertThat(call.getIn().getBody()).isEqualTo(SAVE));
        verify(user).know(USER);
    }

    @Test
    void keepsTheTaskWaitingWhileTheAppDoesNotKnowTheHub() {
        var away = new RemoteUnavailable("Convex answered 503");
        mock("direct:call-convex").whenAnyExchangeReceived(failing(away));

        assertThat(introduce().getException()).isNull();

        verify(deliveries).postpone(SECOND, away);
        verify(user, never()).know(any());
    }

    private Exchange introduce() {
        return template.send("direct:introduce-to-fullstack", exchange -> exchange.setVariable("batch", SECOND));
    }

    private static Outgoing outgoing(String id) {
        return new Outgoing(id, "convex", "dev-1/tasks", "k" + id, "17", false, Map.of("title", "Pay"), 1);
    }
}
