package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtableSchema;
import dev.taskhub.airtable.AirtableWebhook;
import dev.taskhub.airtable.TableSchema;
import dev.taskhub.remote.RemoteCall;
import java.util.List;
import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|direct:mend-airtable-webhook|seda:.*")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/airtable/keep-airtable-webhook.camel.yaml",
            "taskhub.dry-run=true"
        })
class KeepAirtableWebhookDryRunRouteTest extends RouteTestBase {

    @MockitoBean(name = "airtableSchema")
    AirtableSchema schema;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    @MockitoBean(name = "airtableWebhook")
    AirtableWebhook webhook;

    @MockitoBean(name = "airtableHook")
    AirtableHook hook;

    @Test
    void learnsTheColumnsAndMakesNoWebhook() {
        when(columns.areKnown()).thenReturn(true);
        when(schema.call()).thenReturn(RemoteCall.get("/tables", List.of()));
        when(schema.read(any())).thenReturn(new TableSchema("tblTasks", "Tasks", List.of()));
        mock("direct:call-airtable")
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(Map.of()));

        assertThat(run("keep-airtable-webhook", null).getException()).isNull();

        assertThat(mock("seda:poll-airtable-tasks").getReceivedExchanges()).hasSize(1);
        assertThat(mock("direct:call-airtable").getReceivedExchanges()).hasSize(1);
        assertThat(mock("direct:mend-airtable-webhook").getReceivedExchanges()).isEmpty();
        verifyNoInteractions(webhook, hook);
    }
}
