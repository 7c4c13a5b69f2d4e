package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtablePayloads;
import dev.taskhub.airtable.AirtableSweep;
import dev.taskhub.remote.RemoteCall;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/read-airtable-records.camel.yaml")
class ReadAirtableRecordsRouteTest extends RouteTestBase {

    private static final List<String> ASKED = List.of("rec1", "rec2");
    private static final RemoteCall CALL = RemoteCall.get("/v0/app1/Tasks", List.of());
    private static final Map<String, Object> ANSWER = Map.of("records", List.of());

    @MockitoBean(name = "airtablePayloads")
    AirtablePayloads payloads;

    @MockitoBean(name = "airtableSweep")
    AirtableSweep sweep;

    @Test
    void takesInTheRecordsItAskedFor() {
        when(payloads.reread(ASKED)).thenReturn(CALL);
        var airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));

        Exchange done = run("read-airtable-records", ASKED);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges())
                .extracting(call -> call.getMessage().getBody())
                .containsExactly(CALL);
        verify(sweep).accept(ASKED, ANSWER);
    }

    @Test
    void leavesThemToTheNextComparisonWhileTheBreakerIsOpen() {
        when(payloads.reread(ASKED)).thenReturn(CALL);
        mock("direct:call-airtable").whenAnyExchangeReceived(failing(breakerOpen()));

        Exchange done = run("read-airtable-records", ASKED);

        assertThat(done.getException()).isNull();
        verify(sweep, never()).accept(any(), any());
    }
}
