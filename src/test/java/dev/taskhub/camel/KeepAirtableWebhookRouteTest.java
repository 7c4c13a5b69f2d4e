package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtableSchema;
import dev.taskhub.airtable.AirtableWebhook;
import dev.taskhub.airtable.TableSchema;
import dev.taskhub.airtable.WebhookPlan;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|direct:mend-airtable-webhook|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/keep-airtable-webhook.camel.yaml")
class KeepAirtableWebhookRouteTest extends RouteTestBase {

    private static final RemoteCall TABLES = RemoteCall.get("/tables", List.of());
    private static final RemoteCall WEBHOOKS = RemoteCall.get("/webhooks", List.of());
    private static final TableSchema TABLE = new TableSchema("tblTasks", "Tasks", List.of());
    private static final WebhookPlan PLAN = new WebhookPlan(WebhookPlan.Step.KEEP, List.of(), "it is alive");

    @MockitoBean(name = "airtableSchema")
    AirtableSchema schema;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    @MockitoBean(name = "airtableWebhook")
    AirtableWebhook webhook;

    @MockitoBean(name = "airtableHook")
    AirtableHook hook;

    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(columns.areKnown()).thenReturn(true);
        when(schema.call()).thenReturn(TABLES);
        when(schema.read(Map.of("answers", TABLES))).thenReturn(TABLE);
        when(webhook.list()).thenReturn(WEBHOOKS);
        when(hook.plan(Map.of("answers", WEBHOOKS))).thenReturn(PLAN);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage()
                .setBody(Map.of("answers", exchange.getMessage().getBody())));
    }

    @Test
    void readsTheSchemaAndTheWebhooksAndHasThePlanCarriedOut() {
        Exchange done = run("keep-airtable-webhook", null);

        assertThat(done.getException()).isNull();
        verify(columns).limit(TABLE);
        assertThat(mock("seda:poll-airtable-tasks").getReceivedExchanges()).hasSize(1);
        assertThat(mock("seda:read-airtable-payloads").getReceivedExchanges()).hasSize(1);
        assertThat(mock("seda:read-airtable-plans").getReceivedExchanges()).hasSize(1);
        assertThat(mock("direct:mend-airtable-webhook").getReceivedExchanges())
                .extracting(mended -> mended.getMessage().getBody())
                .containsExactly(PLAN);
    }

    @Test
    void hasNothingPolledFromATableThatLacksAColumn() {
        when(columns.areKnown()).thenReturn(false);

        run("keep-airtable-webhook", null);

        assertThat(mock("seda:poll-airtable-tasks").getReceivedExchanges()).isEmpty();
    }

    @Test
    void waitsForTheNextRoundWhileAirtableIsAway() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        Exchange done = run("keep-airtable-webhook", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(3);
        verify(hook, never()).plan(any());
    }

    @Test
    void leavesTheWebhookAloneWhenTheTableIsNotThere() {
        when(schema.read(any())).thenThrow(new RemoteRefused(404, "TABLE_NOT_FOUND", "no table Tasks"));

        Exchange done = run("keep-airtable-webhook", null);

        assertThat(done.getException()).isNull();
        verify(hook, never()).plan(any());
        assertThat(mock("direct:mend-airtable-webhook").getReceivedExchanges()).isEmpty();
    }

    @Test
    void looksAfterTheWebhookRegularly() {
        run("keep-airtable-webhook-regularly", null);

        assertThat(mock("seda:keep-airtable-webhook").getReceivedExchanges()).hasSize(1);
    }
}
