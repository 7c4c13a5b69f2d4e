package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexAnswers;
import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexChanges;
import dev.taskhub.convex.ConvexPoll;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.convex.ConvexWrites;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Deliveries;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Outbox;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Pauses;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.Written;
import dev.taskhub.task.TaskIds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.PlatformTransactionManager;

@ExtendWith(OutputCaptureExtension.class)
@Import({
    WriteConvexBatchRouteTest.Beans.class,
    ConvexCalls.class,
    ConvexChanges.class,
    ConvexPoll.class,
    Deliveries.class
})
@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/write-convex-batch.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class WriteConvexBatchRouteTest extends RouteTestBase {

    private static final List<Outgoing> ONE = List.of(outgoing(1, false));
    private static final List<Outgoing> TWO = List.of(outgoing(1, false), outgoing(2, false));
    private static final List<Outgoing> DELETION = List.of(outgoing(3, true));

    @EnableConfigurationProperties(ConvexSettings.class)
    static class Beans {
        @Bean
        ConvexWrites convexWrites(ConvexCalls calls) {
            return new ConvexWrites(calls);
        }
    }

    @MockitoBean
    Links links;

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "outbox")
    Outbox outbox;

    @MockitoBean
    Pauses pauses;

    @MockitoBean
    Positions positions;

    @MockitoBean
    PlatformTransactionManager transactions;

    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        Impatience.of(camel);
        super.startRoutesByHand();
    }

    @Test
    void movesTheBasesToWhatConvexSaysItStored() {
        convex().whenAnyExchangeReceived(answer(stored(1, 4, "Pay!"), stored(2, 8, "Pay")));

        assertThat(run("write-convex-batch", TWO).getException()).isNull();

        assertThat(calls()).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/api/mutation");
            assertThat(call.body().toString()).contains("hubSync:upsertTasks", "task-1", "task-2");
        });
        verify(sync)
                .written(List.of(
                        new Written(TWO.get(0), "task-1", row(1, 4, "Pay!"), "4"),
                        new Written(TWO.get(1), "task-2", row(2, 8, "Pay"), "8")));
    }

    @Test
    void deletesOneTask() {
        convex().whenAnyExchangeReceived(body(Map.of("externalId", "task-3", "version", 4.0)));

        run("write-convex-batch", DELETION);

        assertThat(calls().get(0).body().toString()).contains("hubSync:deleteTask", "task-3");
        verify(sync).written(List.of(new Written(DELETION.get(0), "task-3", null, "4")));
    }

    @Test
    void readsAndMergesTheTaskThatStoodInTheWayAndGivesTheBatchFree() {
        convex().whenExchangeReceived(1, refusal("VERSION_CONFLICT", "task-2"));
        convex().whenExchangeReceived(2, body(List.of(row(2, 4, "Edited"))));

        assertThat(run("write-convex-batch", TWO).getException()).isNull();

        assertThat(calls().get(1).body().toString()).contains("hubSync:getTasks", "[task-2]");
        var order = inOrder(sync, outbox);
        order.verify(sync)
                .accept(argThat(changes -> changes.size() == 1
                        && changes.get(0).externalId().equals("task-2")
                        && changes.get(0).version().equals("4")));
        order.verify(outbox).release(TWO);
        verify(sync, never()).written(any());
        verify(outbox, never()).sendAlone(any());
        verify(outbox, never()).postpone(any(), any(), any());
    }

    @Test
    void takesARowThatIsGoneForDeletedAndGivesTheBatchFree() {
        convex().whenExchangeReceived(1, refusal("VERSION_CONFLICT", "task-2"));
        convex().whenExchangeReceived(2, body(List.of()));

        assertThat(run("write-convex-batch", TWO).getException()).isNull();

        verify(sync)
                .accept(List.of(new ItemChange(
                        "convex",
                        "convex.test",
                        "task-2",
                        TaskIds.of(0, "convex\nconvex.test\ntask-2"),
                        ItemChange.Type.DELETED,
                        Map.of(),
                        null,
                        null,
                        null,
                        null)));
        verify(outbox).release(TWO);
        verify(outbox, never()).postpone(any(), any(), any());
    }

    @Test
    void readsTheTaskInTheWayOnceMoreWhenConvexWasBusy() {
        convex().whenExchangeReceived(1, refusal("VERSION_CONFLICT", "task-2"));
        convex().whenExchangeReceived(2, unavailable());
        convex().whenExchangeReceived(3, body(List.of()));

        run("write-convex-batch", TWO);

        verify(sync).accept(argThat(changes -> changes.get(0).externalId().equals("task-2")));
        verify(outbox).release(TWO);
    }

    @Test
    void letsACreationWaitWhoseObstacleIsGone() {
        var creation =
                List.of(new Outgoing("id-1", "convex", "hubTasks", null, null, false, Map.of("title", "Pay"), 1));
        convex().whenExchangeReceived(1, refusal("VERSION_CONFLICT", "id-1"));
        convex().whenExchangeReceived(2, body(List.of()));

        run("write-convex-batch", creation);

        verify(outbox).postpone(eq(creation), eq(Duration.ZERO), contains("id-1"));
        verifyNoInteractions(sync);
    }

    @Test
    void letsTheBatchWaitWhenTheTaskInTheWayCannotBeRead() {
        convex().whenAnyExchangeReceived(unavailable());
        convex().whenExchangeReceived(1, refusal("VERSION_CONFLICT", "task-2"));

        assertThat(run("write-convex-batch", TWO).getException()).isNull();

        assertThat(calls()).hasSize(1 + 3);
        verify(outbox).postpone(TWO, Duration.ZERO, "paused");
        verify(outbox, never()).release(any());
    }

    @Test
    void letsTheBatchWaitWhenConvexShowsNothingNewThere() {
        convex().whenExchangeReceived(1, refusal("VERSION_CONFLICT", "task-2"));
        convex().whenExchangeReceived(2, body(List.of(row(2, 3, "Pay"))));

        run("write-convex-batch", TWO);

        verify(outbox).postpone(eq(TWO), eq(Duration.ZERO), contains("shows as its own, for task-2"));
        verifyNoInteractions(sync);
    }

    @Test
    void letsTheBatchWaitWhileConvexIsAway(CapturedOutput log) {
        convex().whenAnyExchangeReceived(unavailable());

        assertThat(run("write-convex-batch", TWO).getException()).isNull();

        assertThat(calls()).hasSize(3);
        verify(outbox).postpone(TWO, Duration.ZERO, "paused");
        assertThat(LogLines.of(log)).singleElement().asString().contains("WARN", "2 changes for convex wait: paused");
    }

    @Test
    void letsTheBatchWaitThatConvexCannotWriteThoughItIsThere() {
        convex().whenExchangeReceived(1, failure());
        when(outbox.failures(TWO)).thenReturn(2);

        assertThat(run("write-convex-batch", TWO).getException()).isNull();

        assertThat(calls()).hasSize(2);
        assertThat(calls().get(1).body().toString()).contains("hubSync:info");
        verify(outbox).postpone(eq(TWO), eq(Duration.ZERO), contains("Server Error"));
        verify(outbox, never()).sendAlone(any());
    }

    @Test
    void blamesTheFirstFailureWhenConvexWasBusyToo() {
        convex().whenExchangeReceived(1, failure());
        convex().whenExchangeReceived(2, unavailable());
        when(outbox.failures(ONE)).thenReturn(3);

        run("write-convex-batch", ONE);

        verify(sync).refused(eq(ONE.get(0)), eq("UNEXPLAINED"), contains("Server Error"));
    }

    @Test
    void sendsTheTasksOfABatchThatKeepsFailingEachByItself() {
        convex().whenExchangeReceived(1, failure());
        when(outbox.failures(TWO)).thenReturn(3);

        run("write-convex-batch", TWO);

        verify(outbox).sendAlone(TWO);
        verifyNoInteractions(sync);
    }

    @Test
    void parksATaskThatKeepsFailingByItselfThoughConvexIsThere() {
        convex().whenExchangeReceived(1, failure());
        when(outbox.failures(ONE)).thenReturn(3);

        run("write-convex-batch", ONE);

        verify(sync).refused(eq(ONE.get(0)), eq("UNEXPLAINED"), contains("it answers other calls"));
    }

    @Test
    void parksNothingWhileConvexFailsAtEverything() {
        convex().whenAnyExchangeReceived(failure());
        when(outbox.failures(ONE)).thenReturn(100);

        run("write-convex-batch", ONE);

        verify(outbox).postpone(eq(ONE), eq(Duration.ZERO), contains("Server Error"));
        verifyNoInteractions(sync);
    }

    @Test
    void parksNothingWhileConvexCannotBeReached() {
        convex().whenAnyExchangeReceived(failing(new RemoteUnavailable("no answer came")));
        when(outbox.failures(ONE)).thenReturn(100);

        run("write-convex-batch", ONE);

        verify(outbox).postpone(ONE, Duration.ZERO, "no answer came");
        verifyNoInteractions(sync);
    }

    @Test
    void sendsWhatFailedOnTheWayOnceMore() {
        convex().whenExchangeReceived(1, exchange -> {
            throw new RemoteUnavailable("no answer came");
        });
        convex().whenExchangeReceived(2, answer(stored(1, 4, "Pay")));

        run("write-convex-batch", ONE);

        assertThat(calls()).hasSize(2);
        assertThat(calls().get(1)).isEqualTo(calls().get(0));
        verify(sync).written(any());
        verifyNoInteractions(outbox);
    }

    @Test
    void sendsTheTasksOfARefusedBatchEachByItself() {
        convex().whenAnyExchangeReceived(refusal("VALIDATION", "task-2"));

        run("write-convex-batch", TWO);

        assertThat(calls()).hasSize(1);
        verify(outbox).sendAlone(TWO);
        verifyNoInteractions(sync);
    }

    @Test
    void parksATaskThatIsRefusedByItself() {
        convex().whenAnyExchangeReceived(refusal("VALIDATION", "task-1"));

        run("write-convex-batch", ONE);

        verify(sync).refused(eq(ONE.get(0)), eq("VALIDATION"), contains("config/convex.yaml"));
    }

    @Test
    void takesTheDeletionOfWhatIsGoneForDone() {
        convex().whenAnyExchangeReceived(refusal("NOT_FOUND", "task-3"));

        run("write-convex-batch", DELETION);

        verify(sync).written(List.of(new Written(DELETION.get(0), "task-3", null, null)));
    }

    @Test
    void keepsEverythingWhenTheKeyIsWrong() {
        convex().whenAnyExchangeReceived(refuse(new RemoteAnswer(401, Map.of(), "{\"code\":\"BadDeployKey\"}")));

        run("write-convex-batch", ONE);

        verify(pauses).begin(eq("convex"), any(), contains("CONVEX_DEPLOY_KEY"));
        verify(sync, never()).refused(any(), anyString(), anyString());
    }

    @Test
    void leavesItToTheNextRoundWhenTheDatabaseIsBusy(CapturedOutput log) {
        convex().whenAnyExchangeReceived(answer(stored(1, 4, "Pay")));
        doThrow(new CannotAcquireLockException("the database is locked"))
                .when(sync)
                .written(any());

        assertThat(run("write-convex-batch", ONE).getException()).isNull();

        assertThat(calls()).hasSize(1);
        verifyNoInteractions(outbox);
        assertThat(LogLines.of(log)).singleElement().asString().contains("the database is locked");
    }

    private MockEndpoint convex() {
        return mock("direct:call-convex");
    }

    private List<RemoteCall> calls() {
        return convex().getReceivedExchanges().stream()
                .map(exchange -> exchange.getIn().getBody(RemoteCall.class))
                .toList();
    }

    @SafeVarargs
    private static Processor answer(Map<String, Object>... results) {
        return body(Map.of("results", List.of(results)));
    }

    private static Processor body(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    private static Processor unavailable() {
        return exchange -> {
            throw new RemoteUnavailable("paused");
        };
    }

    /** As a deployment fails that hides why. */
    private static Processor failure() {
        return refuse(new RemoteAnswer(200, Map.of(), "{\"status\":\"error\",\"errorMessage\":\"Server Error\"}"));
    }

    private static Processor refusal(String code, String externalId) {
        return refuse(new RemoteAnswer(
                200,
                Map.of(),
                "{\"status\":\"error\",\"errorMessage\":\"Server Error\",\"errorData\":{\"code\":\"" + code
                        + "\",\"externalId\":\"" + externalId + "\",\"message\":\"no\"}}"));
    }

    /** Fails as call-convex does upon this answer. */
    private static Processor refuse(RemoteAnswer answer) {
        return exchange -> new ConvexAnswers(Clock.systemUTC()).value(answer);
    }

    private static Map<String, Object> stored(int number, double version, String title) {
        return Map.of("externalId", "task-" + number, "doc", row(number, version, title));
    }

    private static Map<String, Object> row(int number, double version, String title) {
        return Map.of("externalId", "task-" + number, "version", version, "title", title);
    }

    private static Outgoing outgoing(int number, boolean deleted) {
        return new Outgoing(
                "id-" + number, "convex", "hubTasks", "task-" + number, "3", deleted, Map.of("title", "Pay"), 1);
    }
}
