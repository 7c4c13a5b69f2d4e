package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableListing;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.AirtablePoll;
import dev.taskhub.airtable.ListingExpired;
import dev.taskhub.airtable.ListingState;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** One page, and what its failures mean for the poll that asks for it. */
@ExtendWith(OutputCaptureExtension.class)
@MockEndpointsAndSkip("direct:call-airtable|seda:.*")
@TestPropertySource(
        properties =
                RouteTestBase.ROUTES
                        + "file:routes/airtable/read-airtable-page.camel.yaml,file:routes/airtable/poll-airtable-tasks.camel.yaml")
class ReadAirtablePageRouteTest extends RouteTestBase {

    private static final RemoteCall CALL = RemoteCall.get("/v0/app1/Tasks", List.of());
    private static final Map<String, Object> ANSWER = Map.of("records", List.of());
    private static final ListingState FIRST = listing(0, false);
    private static final ListingState LAST = listing(100, true);

    @MockitoBean(name = "airtableListing")
    AirtableListing listing;

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answerWithTheLastPage() {
        when(listing.next(any())).thenReturn(CALL);
        when(poll.begin()).thenReturn(FIRST);
        when(poll.accept(FIRST, ANSWER)).thenReturn(LAST);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void takesThePageInAndHandsOnWhereToReadNext() {
        Exchange done = run("read-airtable-page", FIRST);

        assertThat(done.getMessage().getBody()).isEqualTo(LAST);
        verify(pace).pauseBeforePolling();
        assertThat(airtable.getReceivedExchanges())
                .extracting(call -> call.getMessage().getBody())
                .containsExactly(CALL);
    }

    @Test
    void pollsOnFromWhereAForgottenListingHadCome() {
        ListingState restarted = listing(50, false);
        airtable.whenExchangeReceived(1, failing(new ListingExpired("INVALID_OFFSET_VALUE", "begun again")));
        when(poll.restart(FIRST)).thenReturn(restarted);
        when(poll.accept(restarted, ANSWER)).thenReturn(LAST);

        Exchange done = run("list-airtable-tasks", null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(LAST);
        assertThat(airtable.getReceivedExchanges()).hasSize(2);
    }

    @Test
    void endsThePollAfterThreeTriesWhileAirtableIsAway() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        Exchange done = run("list-airtable-tasks", null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
        assertThat(airtable.getReceivedExchanges())
                .hasSize(3)
                .extracting(call -> call.getMessage().getBody())
                .containsOnly(CALL);
        verify(poll, never()).accept(any(), any());
    }

    @Test
    void readsOnWhenTheSecondTryIsAnswered() {
        airtable.whenExchangeReceived(1, failing(new RemoteUnavailable("503")));

        Exchange done = run("read-airtable-page", FIRST);

        assertThat(done.getMessage().getBody()).isEqualTo(LAST);
        assertThat(airtable.getReceivedExchanges()).hasSize(2);
    }

    @Test
    void endsThePollAtOnceWhenAirtableRefuses() {
        airtable.whenAnyExchangeReceived(failing(new RemoteRefused(401, "AUTHENTICATION_REQUIRED", "no")));

        Exchange done = run("list-airtable-tasks", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(1);
    }

    @Test
    void endsThePollAtOnceWhileTheBreakerIsOpen() {
        airtable.whenAnyExchangeReceived(failing(breakerOpen()));

        Exchange done = run("list-airtable-tasks", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(1);
    }

    @Test
    void endsThePollWhenThePageCouldNotBeKept() {
        when(poll.accept(FIRST, ANSWER)).thenThrow(new IllegalStateException("the disk is full"));

        Exchange done = run("list-airtable-tasks", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(1);
    }

    /** Their root cause is what a remote that is away fails with as well. */
    @ParameterizedTest
    @MethodSource("dev.taskhub.camel.DatabaseFailures#all")
    void leavesTheRestToTheNextRoundWhenTheDatabaseIsAway(Exception failure, CapturedOutput log) {
        when(poll.accept(FIRST, ANSWER)).thenAnswer(call -> {
            throw failure;
        });

        Exchange done = run("list-airtable-tasks", null);

        assertThat(done.getException()).isNull();
        verify(poll).accept(FIRST, ANSWER);
        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("WARN", "read-airtable-page leaves it to the next round: " + failure.getMessage());
    }

    private static ListingState listing(long seen, boolean done) {
        return new ListingState(null, null, Instant.parse("2026-01-05T00:00:00Z"), null, null, null, seen, true, done);
    }
}
