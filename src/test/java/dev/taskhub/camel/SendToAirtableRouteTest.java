package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
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
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnknown;
import dev.taskhub.sync.Deliveries;
import dev.taskhub.sync.Outbox;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InOrder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ExtendWith(OutputCaptureExtension.class)
@MockEndpointsAndSkip("direct:write-airtable-batch|direct:call-airtable")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/send-to-airtable.camel.yaml")
class SendToAirtableRouteTest extends RouteTestBase {

    private static final List<Outgoing> UPSERTS = List.of(outgoing("task1", false), outgoing("task2", false));
    private static final List<Outgoing> DELETIONS = List.of(outgoing("task3", true));
    private static final List<Outgoing> LATER = List.of(outgoing("task4", false));
    private static final RemoteCall READ = RemoteCall.get("/v0/app1/Tasks", List.of());
    private static final Map<String, Object> RECORDS = Map.of("records", List.of());

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "airtableWrites")
    AirtableWrites writes;

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @MockitoBean(name = "airtableBudget")
    RequestBudget budget;

    @MockitoBean(name = "outbox")
    Outbox outbox;

    @MockitoBean(name = "airtablePayloads")
    AirtablePayloads payloads;

    @MockitoBean(name = "airtableSweep")
    AirtableSweep sweep;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    @MockitoBean(name = "deliveries")
    Deliveries deliveries;

    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(columns.areKnown()).thenReturn(true);
        when(poll.hasImported()).thenReturn(true);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(RECORDS));
    }

    @Test
    void claimsNothingBeforeTheColumnsAreKnown() {
        when(columns.areKnown()).thenReturn(false);

        run("send-to-airtable", "a wake-up");

        verifyNoInteractions(sync);
    }

    @Test
    void claimsNothingDuringTheFirstImport() {
        when(poll.hasImported()).thenReturn(false);

        run("send-to-airtable", "a wake-up");

        verifyNoInteractions(sync);
    }

    @Test
    void writesBatchAfterBatchUntilNothingIsDue() {
        List<Outgoing> claimed = List.of(UPSERTS.get(0), DELETIONS.get(0), UPSERTS.get(1));
        when(sync.reserve("airtable", 50)).thenReturn(claimed, LATER, List.of());
        when(sync.send(any())).thenAnswer(call -> call.getArgument(0));
        when(writes.batches(claimed)).thenReturn(List.of(UPSERTS, DELETIONS));
        when(writes.batches(LATER)).thenReturn(List.of(LATER));

        Exchange done = run("send-to-airtable", "a wake-up");

        assertThat(done.getException()).isNull();
        assertThat(written()).containsExactly(UPSERTS, DELETIONS, LATER);
        verify(sync, times(3)).reserve("airtable", 50);
        verify(pace, times(3)).pauseBeforeWriting();
    }

    @Test
    void writesNothingWhenNothingIsDue() {
        when(sync.reserve("airtable", 50)).thenReturn(List.of());

        run("send-to-airtable", "a wake-up");

        assertThat(written()).isEmpty();
    }

    @Test
    void mergesWhatTheRecordsShowBeforeItWritesWhatIsDueThen() {
        List<String> ids = List.of("rectask1", "rectask2");
        when(writes.recordIds(UPSERTS)).thenReturn(ids);
        when(payloads.reread(ids)).thenReturn(READ);
        when(sync.send(UPSERTS)).thenReturn(LATER);
        when(writes.batches(LATER)).thenReturn(List.of(LATER));

        run("merge-then-write-airtable", UPSERTS);

        assertThat(airtable.getReceivedExchanges())
                .extracting(call -> call.getMessage().getBody())
                .containsExactly(READ);
        InOrder order = inOrder(sweep, sync);
        order.verify(sweep).accept(ids, RECORDS);
        order.verify(sync).send(UPSERTS);
        assertThat(written()).containsExactly(LATER);
    }

    @Test
    void readsNothingForTasksThatAreNewToAirtable() {
        when(writes.recordIds(UPSERTS)).thenReturn(List.of());
        when(sync.send(UPSERTS)).thenReturn(UPSERTS);
        when(writes.batches(UPSERTS)).thenReturn(List.of(UPSERTS));

        run("merge-then-write-airtable", UPSERTS);

        assertThat(airtable.getReceivedExchanges()).isEmpty();
        assertThat(written()).containsExactly(UPSERTS);
    }

    @Test
    void letsTheBatchWaitWhenTheRecordsCannotBeRead() {
        when(writes.recordIds(UPSERTS)).thenReturn(List.of("rectask1"));
        when(payloads.reread(any())).thenReturn(READ);
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("no answer came")));

        Exchange done = run("merge-then-write-airtable", UPSERTS);

        assertThat(done.getException()).isNull();
        verify(deliveries).postpone(eq(UPSERTS), any(RemoteUnavailable.class));
        assertThat(written()).isEmpty();
    }

    @Test
    void endsTheRoundWhenTheRecordsCannotBeRead(CapturedOutput output) {
        when(sync.reserve("airtable", 50)).thenReturn(UPSERTS);
        when(writes.recordIds(UPSERTS)).thenReturn(List.of("rectask1"));
        when(payloads.reread(any())).thenReturn(READ);
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        Exchange done = run("send-to-airtable", "a wake-up");

        assertThat(done.getException()).isNull();
        verify(sync).reserve("airtable", 50);
        verify(deliveries).postpone(eq(UPSERTS), any(RemoteUnavailable.class));
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void letsAllWaitWhenAirtableRefusesToShowTheRecords() {
        when(writes.recordIds(UPSERTS)).thenReturn(List.of("rectask1"));
        when(payloads.reread(any())).thenReturn(READ);
        var refused = new RemoteUnknown(404, "NOT_FOUND", "no such table");
        airtable.whenAnyExchangeReceived(failing(refused));

        Exchange done = run("merge-then-write-airtable", UPSERTS);

        assertThat(done.getException()).isNull();
        verify(deliveries).unread(UPSERTS, refused);
        verify(deliveries, never()).refused(any(), any());
        assertThat(written()).isEmpty();
    }

    @Test
    void readsAnewWhatCouldNotBeWrittenBeforeAirtableAskedToBeLeftAlone() {
        when(writes.recordIds(UPSERTS)).thenReturn(List.of());
        when(sync.send(UPSERTS)).thenReturn(UPSERTS);
        when(writes.batches(UPSERTS)).thenReturn(List.of(List.of(UPSERTS.get(0)), List.of(UPSERTS.get(1))));
        when(budget.isPaused()).thenReturn(false, true);

        run("merge-then-write-airtable", UPSERTS);

        assertThat(written()).containsExactly(List.of(UPSERTS.get(0)));
        verify(outbox).release(List.of(UPSERTS.get(1)));
    }

    private List<Object> written() {
        return mock("direct:write-airtable-batch").getReceivedExchanges().stream()
                .map(batch -> batch.getMessage().getBody())
                .toList();
    }

    private static Outgoing outgoing(String taskId, boolean deleted) {
        return new Outgoing(taskId, "airtable", "app1", "rec" + taskId, null, deleted, Map.of(), 1);
    }
}
