package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableWrites;
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

@MockEndpointsAndSkip("direct:write-airtable-batch")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/send-to-airtable.camel.yaml")
class SendToAirtableRouteTest extends RouteTestBase {

    private static final List<Outgoing> UPSERTS = List.of(outgoing("task1", false), outgoing("task2", false));
    private static final List<Outgoing> DELETIONS = List.of(outgoing("task3", true));
    private static final List<Outgoing> LATER = List.of(outgoing("task4", false));

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "airtableWrites")
    AirtableWrites writes;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    @BeforeEach
    void knowTheColumns() {
        when(columns.areKnown()).thenReturn(true);
    }

    @Test
    void claimsNothingBeforeTheColumnsAreKnown() {
        when(columns.areKnown()).thenReturn(false);

        run("send-to-airtable", "a wake-up");

        verify(sync, never()).claim("airtable", 10);
    }

    @Test
    void writesBatchAfterBatchUntilNothingIsDue() {
        List<Outgoing> claimed = List.of(UPSERTS.get(0), DELETIONS.get(0), UPSERTS.get(1));
        when(sync.claim("airtable", 10)).thenReturn(claimed, LATER, List.of());
        when(writes.batches(claimed)).thenReturn(List.of(UPSERTS, DELETIONS));
        when(writes.batches(LATER)).thenReturn(List.of(LATER));

        Exchange done = run("send-to-airtable", "a wake-up");

        assertThat(done.getException()).isNull();
        assertThat(mock("direct:write-airtable-batch").getReceivedExchanges())
                .extracting(batch -> batch.getMessage().getBody())
                .containsExactly(UPSERTS, DELETIONS, LATER);
        verify(sync, times(3)).claim("airtable", 10);
    }

    @Test
    void writesNothingWhenNothingIsDue() {
        when(sync.claim("airtable", 10)).thenReturn(List.of());

        run("send-to-airtable", "a wake-up");

        assertThat(mock("direct:write-airtable-batch").getReceivedExchanges()).isEmpty();
    }

    private static Outgoing outgoing(String taskId, boolean deleted) {
        return new Outgoing(taskId, "airtable", "app1/Tasks", "rec" + taskId, null, deleted, Map.of(), 1);
    }
}
