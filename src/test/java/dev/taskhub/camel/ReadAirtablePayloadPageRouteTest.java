package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtableHook.Step;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.ColumnsChanged;
import dev.taskhub.airtable.WebhookState;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnknown;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/read-airtable-payload-page.camel.yaml")
class ReadAirtablePayloadPageRouteTest extends RouteTestBase {

    private static final WebhookState HOOK = new WebhookState("ach1", "c2VjcmV0", 8, null, null, "tbl1");
    private static final RemoteCall PAGE = RemoteCall.get("/payloads", List.of());
    private static final Map<String, Object> LOG = Map.of("payloads", List.of());
    private static final Map<String, Object> RECORDS = Map.of("records", List.of());

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtableHook")
    AirtableHook hook;

    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(hook.nextPage()).thenReturn(PAGE);
        when(hook.reread(any())).thenAnswer(asked -> reread(asked.getArgument(0, Step.class)));
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(
                exchange -> exchange.getMessage().setBody(exchange.getMessage().getBody() == PAGE ? LOG : RECORDS));
    }

    @Test
    void readsEveryPortionAgainBeforeTheCursorMoves() {
        when(hook.page(LOG)).thenReturn(step(2, false));
        when(hook.accept(step(2, false), RECORDS)).thenReturn(step(1, false));
        when(hook.accept(step(1, false), RECORDS)).thenReturn(step(0, false));
        when(hook.done(step(0, false))).thenReturn(true);

        Exchange done = run("read-airtable-payload-page", null);

        assertThat(done.getMessage().getBody()).isEqualTo(true);
        assertThat(airtable.getReceivedExchanges())
                .extracting(call -> call.getMessage().getBody())
                .containsExactly(PAGE, reread(step(2, false)), reread(step(1, false)));
        assertThat(mock("seda:keep-airtable-webhook").getReceivedExchanges()).isEmpty();
        verify(pace, times(2)).found();
    }

    @Test
    void hasNoListingStepAsideForALogWithoutNews() {
        when(hook.page(LOG)).thenReturn(step(0, false));

        run("read-airtable-payload-page", null);

        verify(pace, never()).found();
        verify(hook).done(step(0, false));
    }

    @Test
    void hasTheColumnsReadAnewWhenAirtableCallsOneOtherwise() {
        when(hook.page(LOG)).thenReturn(step(2, false));
        airtable.whenExchangeReceived(
                2, exchange -> exchange.setException(new ColumnsChanged("AirTable knows no column \"status\"")));

        Exchange done = run("read-airtable-payload-page", null);

        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
        assertThat(airtable.getReceivedExchanges()).as("not asked again").hasSize(2);
        assertThat(mock("seda:keep-airtable-webhook").getReceivedExchanges()).hasSize(1);
        verify(hook, never()).done(any());
    }

    @Test
    void leavesTheCursorWhenAPortionCouldNotBeRead() {
        when(hook.page(LOG)).thenReturn(step(2, false));
        when(hook.accept(step(2, false), RECORDS)).thenReturn(step(1, false));
        for (int tried = 3; tried <= 5; tried++) {
            airtable.whenExchangeReceived(tried, failing(new RemoteUnavailable("503")));
        }

        Exchange done = run("read-airtable-payload-page", null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
        assertThat(airtable.getReceivedExchanges()).hasSize(5);
        verify(hook, never()).done(any());
    }

    @Test
    void leavesTheCursorWhenThePortionCouldNotBeKept() {
        when(hook.page(LOG)).thenReturn(step(1, false));
        when(hook.accept(any(), any())).thenThrow(new IllegalStateException("the disk is full"));

        Exchange done = run("read-airtable-payload-page", null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isNotEqualTo(true);
        verify(hook, never()).done(any());
    }

    @Test
    void hasADeadWebhookLookedAfterAtOnce() {
        when(hook.page(LOG)).thenReturn(step(1, true));
        when(hook.accept(step(1, true), RECORDS)).thenReturn(step(0, true));

        Exchange done = run("read-airtable-payload-page", null);

        assertThat(done.getMessage().getBody()).isEqualTo(false);
        assertThat(mock("seda:keep-airtable-webhook").getReceivedExchanges()).hasSize(1);
        verify(hook).done(step(0, true));
    }

    @Test
    void hasAWebhookLookedAfterThatAirtableDoesNotKnow() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnknown(404, "NOT_FOUND", "no such webhook")));

        Exchange done = run("read-airtable-payload-page", null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        assertThat(mock("seda:keep-airtable-webhook").getReceivedExchanges()).hasSize(1);
    }

    private static Step step(int portions, boolean dead) {
        var toRead = IntStream.range(0, portions)
                .mapToObj(number -> List.of("rec" + number))
                .collect(Collectors.toList());
        return new Step(HOOK, toRead, !dead, dead);
    }

    private static RemoteCall reread(Step step) {
        return RemoteCall.get("/reread/" + step.toRead().size(), List.of());
    }
}
