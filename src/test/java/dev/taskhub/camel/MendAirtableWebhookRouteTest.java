package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtableWebhook;
import dev.taskhub.airtable.WebhookPlan;
import dev.taskhub.airtable.WebhookPlan.Step;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnknown;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/mend-airtable-webhook.camel.yaml")
class MendAirtableWebhookRouteTest extends RouteTestBase {

    private static final RemoteCall CREATE = RemoteCall.post("/webhooks", Map.of());
    private static final Map<String, Object> ANSWER = Map.of("id", "ach2");

    @MockitoBean(name = "airtableWebhook")
    AirtableWebhook webhook;

    @MockitoBean(name = "airtableHook")
    AirtableHook hook;

    private MockEndpoint airtable;

    @BeforeEach
    void answer() {
        when(webhook.delete(any())).thenAnswer(deleted -> delete(deleted.getArgument(0)));
        when(hook.mend(any())).thenReturn(CREATE);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void replacesAWebhookAndHasAllRecordsCompared() {
        var plan = new WebhookPlan(Step.RECREATE, List.of("ach0", "ach1"), "it ran out");

        Exchange done = run("mend-airtable-webhook", plan);

        assertThat(done.getException()).isNull();
        assertThat(calls()).containsExactly(delete("ach0"), delete("ach1"), CREATE);
        verify(hook).mended(plan, ANSWER);
        assertThat(mock("seda:compare-airtable-records").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void makesTheFirstWebhookWithoutAComparison() {
        var plan = new WebhookPlan(Step.CREATE, List.of(), "there is none");

        run("mend-airtable-webhook", plan);

        assertThat(calls()).containsExactly(CREATE);
        verify(hook).mended(plan, ANSWER);
        assertThat(mock("seda:compare-airtable-records").getReceivedExchanges()).isEmpty();
    }

    @Test
    void onlyClearsStraysAwayWhenTheWebhookIsWell() {
        run("mend-airtable-webhook", new WebhookPlan(Step.KEEP, List.of("ach0"), "it is alive"));

        assertThat(calls()).containsExactly(delete("ach0"));
        verify(hook, never()).mend(any());
    }

    @Test
    void goesOnWhenAWebhookToDeleteIsGoneAlready() {
        var plan = new WebhookPlan(Step.RECREATE, List.of("ach0", "ach1"), "it ran out");
        airtable.whenExchangeReceived(1, failing(new RemoteUnknown(404, "NOT_FOUND", "no such webhook")));

        Exchange done = run("mend-airtable-webhook", plan);

        assertThat(done.getException()).isNull();
        assertThat(calls()).containsExactly(delete("ach0"), delete("ach1"), CREATE);
    }

    @Test
    void makesNoSecondWebhookWhileTheFirstCannotBeDeleted() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        Exchange done =
                run("mend-airtable-webhook", new WebhookPlan(Step.RECREATE, List.of("ach0", "ach1"), "it ran out"));

        assertThat(done.getException()).hasRootCauseInstanceOf(RemoteUnavailable.class);
        assertThat(calls()).containsExactly(delete("ach0"));
    }

    @Test
    void makesNoSecondWebhookWhenTheAnswerWasLost() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("cut off")));

        Exchange done = run("mend-airtable-webhook", new WebhookPlan(Step.CREATE, List.of(), "there is none"));

        assertThat(done.getException()).as("nothing that a caller tries again").isNull();
        assertThat(calls()).containsExactly(CREATE);
        verify(hook, never()).mended(any(), any());
    }

    private List<Object> calls() {
        return airtable.getReceivedExchanges().stream()
                .map(call -> call.getMessage().getBody())
                .toList();
    }

    private static RemoteCall delete(String webhookId) {
        return RemoteCall.delete("/webhooks/" + webhookId, List.of());
    }
}
