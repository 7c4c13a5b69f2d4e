package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.AirtablePoll;
import dev.taskhub.airtable.ListingState;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:read-airtable-page|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/poll-airtable-tasks.camel.yaml")
class PollAirtableTasksRouteTest extends RouteTestBase {

    private static final Instant NOW = Instant.parse("2026-01-05T00:00:00Z");

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    @BeforeEach
    void knowTheColumns() {
        when(columns.areKnown()).thenReturn(true);
    }

    @Test
    void asksForTheColumnsFirst() {
        when(columns.areKnown()).thenReturn(false);

        run("poll-airtable-tasks", null);

        assertThat(mock("seda:keep-airtable-webhook").getReceivedExchanges()).hasSize(1);
        assertThat(mock("direct:read-airtable-page").getReceivedExchanges()).isEmpty();
    }

    @Test
    void pollsRegularlyWhenAListingIsDue() {
        run("poll-airtable-tasks-regularly", null);
        assertThat(mock("seda:poll-airtable-tasks").getReceivedExchanges()).isEmpty();

        when(pace.isListingDue()).thenReturn(true);
        run("poll-airtable-tasks-regularly", null);

        assertThat(mock("seda:poll-airtable-tasks").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void readsPagesUntilTheListingIsDone() throws Exception {
        when(poll.begin()).thenReturn(listing(0, false));
        var pages = mock("direct:read-airtable-page");
        pages.whenExchangeReceived(1, exchange -> exchange.getMessage().setBody(listing(100, false)));
        pages.whenExchangeReceived(2, exchange -> exchange.getMessage().setBody(listing(150, true)));

        Exchange done = run("poll-airtable-tasks", null);

        assertThat(done.getException()).isNull();
        assertThat(pages.getReceivedExchanges()).hasSize(2);
        assertThat(pages.getReceivedExchanges().get(1).getMessage().getBody()).isEqualTo(listing(100, false));
    }

    @Test
    void stopsWhenAPageCouldNotBeRead() throws Exception {
        when(poll.begin()).thenReturn(listing(0, false));
        var pages = mock("direct:read-airtable-page");
        pages.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("stopped"));

        run("poll-airtable-tasks", null);

        assertThat(pages.getReceivedExchanges()).hasSize(1);
    }

    @Test
    void asksForNothingWhenNothingIsLeftToRead() {
        when(poll.begin()).thenReturn(listing(150, true));

        run("poll-airtable-tasks", null);

        assertThat(mock("direct:read-airtable-page").getReceivedExchanges()).isEmpty();
    }

    private static ListingState listing(long seen, boolean done) {
        return new ListingState(null, null, NOW, "itr/" + seen, null, null, seen, true, done);
    }
}
