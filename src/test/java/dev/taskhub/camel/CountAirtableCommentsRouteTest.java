package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableCommentSweep;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.AirtablePoll;
import dev.taskhub.airtable.CommentCounting;
import dev.taskhub.airtable.ListingExpired;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|direct:give-way-to-check|direct:read-unread-airtable-comments|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/count-airtable-comments.camel.yaml")
class CountAirtableCommentsRouteTest extends RouteTestBase {

    private static final Map<String, Object> ANSWER = Map.of("records", List.of());
    private static final CommentCounting BEGUN = new CommentCounting(null, false);
    private static final CommentCounting FURTHER = new CommentCounting("itr1", false);
    private static final CommentCounting DONE = new CommentCounting(null, true);

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtableCommentSweep")
    AirtableCommentSweep sweep;

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    private MockEndpoint airtable;
    private MockEndpoint reading;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void isDue() {
        when(columns.areKnown()).thenReturn(true);
        when(poll.hasImported()).thenReturn(true);
        when(sweep.isDue()).thenReturn(true);
        when(sweep.begin()).thenReturn(BEGUN);
        when(sweep.next(any())).thenReturn(RemoteCall.get("/v0/app1/Tasks", List.of()));
        when(sweep.page(ANSWER)).thenReturn(FURTHER, DONE);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
        reading = mock("direct:read-unread-airtable-comments");
    }

    @Test
    void countsAllPagesBeforeItReads() {
        assertThat(run("count-airtable-comments", null).getException()).isNull();

        verify(sweep).next(BEGUN);
        verify(sweep).next(FURTHER);
        verify(pace, times(2)).pauseBeforeListing();
        assertThat(mock("direct:give-way-to-check").getReceivedExchanges())
                .as("before it begins, and before each page")
                .hasSize(3);
        assertThat(airtable.getReceivedExchanges()).hasSize(2);
        assertThat(reading.getReceivedExchanges()).hasSize(1);
    }

    @Test
    void leavesTheCallsToTheFirstImport() {
        when(poll.hasImported()).thenReturn(false);

        run("count-airtable-comments", null);

        verify(sweep, never()).begin();
        assertThat(reading.getReceivedExchanges()).isEmpty();
    }

    @Test
    void doesNothingBeforeItsTime() {
        when(sweep.isDue()).thenReturn(false);

        run("count-airtable-comments", null);

        verify(sweep, never()).begin();
    }

    @Test
    void beginsAgainAListingThatAirtableForgot() {
        airtable.whenExchangeReceived(2, failing(new ListingExpired("INVALID_OFFSET_VALUE", "begun again")));

        run("count-airtable-comments", null);

        verify(sweep, times(2)).begin();
        assertThat(airtable.getReceivedExchanges()).hasSize(3);
        assertThat(reading.getReceivedExchanges()).hasSize(1);
    }

    @Test
    void readsNothingWhenAirtableWentAwayInBetween() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        assertThat(run("count-airtable-comments", null).getException()).isNull();

        assertThat(airtable.getReceivedExchanges()).hasSize(3);
        assertThat(reading.getReceivedExchanges()).isEmpty();
    }

    @Test
    void looksRegularlyWhetherItIsTime() {
        run("count-airtable-comments-regularly", null);

        assertThat(mock("seda:count-airtable-comments").getReceivedExchanges()).hasSize(1);
    }
}
