package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.fullstack.FullstackCalls;
import dev.taskhub.fullstack.FullstackLooks;
import dev.taskhub.fullstack.FullstackUser;
import dev.taskhub.fullstack.FullstackWrite;
import dev.taskhub.fullstack.FullstackWrites;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.Deliveries;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.Written;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-convex|direct:introduce-to-fullstack")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/write-fullstack-task.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.adapter=fullstack"
        })
class WriteFullstackTaskRouteTest extends RouteTestBase {

    private static final Outgoing TASK =
            new Outgoing("task1", "convex", "dev-1/tasks", "k1", "17", false, Map.of("title", "Pay"), 1);
    private static final List<Outgoing> BATCH = List.of(TASK);
    private static final RemoteCall LOOK = RemoteCall.post("/api/query", Map.of("path", "tasks:getByNumber"));
    private static final RemoteCall CALL = RemoteCall.post("/api/mutation", Map.of("path", "tasks:update"));
    private static final RemoteCall PROBE = RemoteCall.post("/api/query", Map.of("path", "probe"));
    private static final Map<String, Object> ANSWER = Map.of("id", "k1");
    private static final List<Written> WRITTEN = List.of(new Written(TASK, "k1", Map.of("title", "Pay"), "18"));

    @MockitoBean(name = "fullstackLooks")
    FullstackLooks looks;

    @MockitoBean(name = "fullstackWrites")
    FullstackWrites writes;

    @MockitoBean(name = "fullstackUser")
    FullstackUser user;

    @MockitoBean(name = "fullstackCalls")
    FullstackCalls calls;

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "deliveries")
    Deliveries deliveries;

    private final FullstackWrite write = Mockito.mock();
    private MockEndpoint convex;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(user.isKnown()).thenReturn(true);
        when(calls.probe()).thenReturn(PROBE);
        when(looks.begin(BATCH)).thenReturn(write);
        when(write.isDone()).thenReturn(false, true);
        when(looks.look(write)).thenReturn(LOOK);
        when(looks.seen(any(), any())).thenReturn(write);
        when(writes.call(write)).thenReturn(CALL);
        when(writes.written(write, ANSWER)).thenReturn(WRITTEN);
        convex = mock("direct:call-convex");
        convex.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void looksAtTheTaskBeforeItIsWritten() {
        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        assertThat(called()).containsExactly(LOOK, CALL);
        verify(looks).seen(write, ANSWER);
        verify(sync).written(WRITTEN);
        verifyNoInteractions(deliveries);
    }

    @Test
    void looksForNothingWhenTheTaskWasNeverSent() {
        when(write.isDone()).thenReturn(true);

        run("write-fullstack-task", BATCH);

        assertThat(called()).containsExactly(CALL);
        verify(sync).written(WRITTEN);
    }

    @Test
    void takesInThatTheTaskIsNotThere() {
        convex.whenExchangeReceived(1, exchange -> exchange.getMessage().setBody(null));

        run("write-fullstack-task", BATCH);

        verify(looks).seen(write, null);
    }

    @Test
    void writesNothingWhenTheLookHasMadeItUnnecessary() {
        when(writes.call(write)).thenReturn(null);

        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        assertThat(called()).containsExactly(LOOK);
        verify(sync, never()).written(any());
    }

    @Test
    void neverJustRepeatsAWriteWhoseAnswerWasLost() {
        var lost = new RemoteUnavailable("Convex answered 500");
        convex.whenExchangeReceived(2, failing(lost));

        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        assertThat(called()).containsExactly(LOOK, CALL);
        verify(deliveries).postpone(BATCH, lost);
        verify(sync, never()).written(any());
    }

    @Test
    void blamesTheTaskWhenTheAppAnswersOtherCalls() {
        var failure = new RemoteUnexplained(200, "Server Error");
        var explained = new RemoteUnexplained(200, "its owner may be somebody else");
        when(writes.explained(write, failure)).thenReturn(explained);
        convex.whenExchangeReceived(2, failing(failure));

        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        assertThat(called()).containsExactly(LOOK, CALL, PROBE);
        verify(deliveries).failed(BATCH, explained);
    }

    @Test
    void blamesTheTaskAlsoWhenItCannotBeLookedAt() {
        var failure = new RemoteUnexplained(200, "unique() query returned more than one result");
        var explained = new RemoteUnexplained(200, "several tasks have the number");
        when(writes.explained(write, failure)).thenReturn(explained);
        convex.whenExchangeReceived(1, failing(failure));

        run("write-fullstack-task", BATCH);

        assertThat(called()).containsExactly(LOOK, PROBE);
        verify(deliveries).failed(BATCH, explained);
    }

    @Test
    void waitsWhenTheDeploymentIsPaused() {
        var paused = new RemoteUnexplained(200, "Server Error");
        convex.whenAnyExchangeReceived(failing(paused));

        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        verify(deliveries).postpone(BATCH, paused);
        verify(deliveries, never()).failed(any(), any());
    }

    @Test
    void handsOnWhatIsRefused() {
        var refused = new RemoteRefused(200, "OWNED_BY_ANOTHER", "task 7 is Mira's");
        when(writes.call(write)).thenThrow(refused);

        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        verify(deliveries).refused(BATCH, refused);
    }

    @Test
    void restsWhileConvexIsLeftAlone() {
        convex.whenAnyExchangeReceived(failing(breakerOpen()));

        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        verify(deliveries).rest(any(), any());
    }

    @Test
    void leavesItToTheNextRoundWhenTheDatabaseIsBusy() {
        when(looks.begin(BATCH)).thenThrow(new CannotAcquireLockException("the database is locked"));

        assertThat(run("write-fullstack-task", BATCH).getException()).isNull();

        assertThat(called()).isEmpty();
        verifyNoInteractions(deliveries);
    }

    @Test
    void makesTheHubKnownBeforeTheFirstWrite() {
        when(user.isKnown()).thenReturn(false);

        run("write-fullstack-task", BATCH);

        assertThat(mock("direct:introduce-to-fullstack").getReceivedExchanges()).hasSize(1);
        assertThat(called()).containsExactly(LOOK, CALL);
    }

    private List<Object> called() {
        return convex.getReceivedExchanges().stream()
                .map(exchange -> exchange.getIn().getBody())
                .toList();
    }
}
