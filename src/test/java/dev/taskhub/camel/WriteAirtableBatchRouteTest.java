package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.AirtablePayloads;
import dev.taskhub.airtable.AirtablePoll;
import dev.taskhub.airtable.AirtableSweep;
import dev.taskhub.airtable.AirtableWrites;
import dev.taskhub.airtable.RequestBudget;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Deliveries;
import dev.taskhub.sync.Outbox;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Pauses;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.Written;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable")
@TestPropertySource(
        properties =
                RouteTestBase.ROUTES
                        + "file:routes/airtable/write-airtable-batch.camel.yaml,file:routes/airtable/send-to-airtable.camel.yaml")
class WriteAirtableBatchRouteTest extends RouteTestBase {

    private static final Outgoing TASK =
            new Outgoing("task1", "airtable", "app1", "rec1", null, false, Map.of("name", "a"), 1);
    private static final List<Outgoing> BATCH = List.of(TASK);
    private static final RemoteCall CALL = RemoteCall.patch("/v0/app1/Tasks", Map.of());
    private static final Map<String, Object> ANSWER = Map.of("records", List.of());
    private static final List<Written> WRITTEN = List.of(new Written(TASK, "rec1", Map.of("name", "a"), null));

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtableWrites")
    AirtableWrites writes;

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @MockitoBean(name = "airtableBudget")
    RequestBudget budget;

    @MockitoBean(name = "outbox")
    Outbox outbox;

    @MockitoBean
    Pauses pauses;

    @MockitoBean(name = "airtablePayloads")
    AirtablePayloads payloads;

    @MockitoBean(name = "airtableSweep")
    AirtableSweep sweep;

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "deliveries")
    Deliveries deliveries;

    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(writes.call(BATCH)).thenReturn(CALL);
        when(writes.written(BATCH, ANSWER)).thenReturn(WRITTEN);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void takesNoteOfWhatAirtableStored() {
        Exchange done = run("write-airtable-batch", BATCH);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges())
                .extracting(call -> call.getMessage().getBody())
                .containsExactly(CALL);
        verify(sync).written(WRITTEN);
        verifyNoInteractions(deliveries);
    }

    @Test
    void triesThreeTimesAndThenLetsTheBatchWait() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        Exchange done = run("write-airtable-batch", BATCH);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges())
                .hasSize(3)
                .extracting(call -> call.getMessage().getBody())
                .containsOnly(CALL);
        verify(deliveries).postpone(eq(BATCH), any(RemoteUnavailable.class));
        verify(sync, never()).written(any());
    }

    @ParameterizedTest
    @MethodSource("dev.taskhub.camel.DatabaseFailures#all")
    void takesADatabaseThatIsAwayForNoRemote(Exception failure) {
        doAnswer(written -> {
                    throw failure;
                })
                .when(sync)
                .written(WRITTEN);

        Exchange done = run("write-airtable-batch", BATCH);

        assertThat(done.getException()).isNull();
        verify(sync).written(WRITTEN);
        verifyNoInteractions(deliveries);
    }

    @Test
    void doesNotRepeatItselfWhenAirtableAsksToBeLeftAlone() {
        var tooMany = new RemoteUnavailable("429", Duration.ofSeconds(30));
        airtable.whenAnyExchangeReceived(failing(tooMany));

        run("write-airtable-batch", BATCH);

        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        verify(deliveries).postpone(BATCH, tooMany);
    }

    @Test
    void writesOnWhenTheSecondTryIsAnswered() {
        airtable.whenExchangeReceived(1, failing(new RemoteUnavailable("503")));

        run("write-airtable-batch", BATCH);

        verify(sync).written(WRITTEN);
        verifyNoInteractions(deliveries);
    }

    @Test
    void letsTheBatchWaitAtOnceWhileTheBreakerIsOpen() {
        airtable.whenAnyExchangeReceived(failing(breakerOpen()));

        run("write-airtable-batch", BATCH);

        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        verify(deliveries).rest(eq(BATCH), any(CallNotPermittedException.class));
    }

    @Test
    void leavesTheOtherBatchesTheirTurnWhenOneHasToWait() {
        List<Outgoing> other = List.of(new Outgoing("task2", "airtable", "app1", "rec2", null, true, Map.of(), 1));
        when(columns.areKnown()).thenReturn(true);
        when(poll.hasImported()).thenReturn(true);
        when(sync.reserve("airtable", 50)).thenReturn(BATCH, other, List.of());
        when(sync.send(any())).thenAnswer(reserved -> reserved.getArgument(0));
        when(writes.batches(any())).thenAnswer(claimed -> List.of(claimed.<Object>getArgument(0)));
        when(writes.call(other)).thenReturn(CALL);
        airtable.whenExchangeReceived(1, failing(breakerOpen()));

        Exchange done = run("send-to-airtable", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(2);
        verify(deliveries).rest(eq(BATCH), any());
        verify(writes).written(other, ANSWER);
    }

    @Test
    void handsWhatAirtableRefusesToDeliveries() {
        var refused = new RemoteRefused(422, "INVALID_VALUE_FOR_COLUMN", "status");
        airtable.whenAnyExchangeReceived(failing(refused));

        Exchange done = run("write-airtable-batch", BATCH);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        verify(deliveries).refused(BATCH, refused);
        verify(sync, never()).written(any());
    }
}
