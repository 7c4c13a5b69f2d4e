package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableConsistency;
import dev.taskhub.airtable.AirtableListing;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.ListingExpired;
import dev.taskhub.airtable.ListingState;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/compare-with-airtable.camel.yaml")
class CompareWithAirtableRouteTest extends RouteTestBase {

    private static final Map<String, Object> ANSWER = Map.of("records", List.of());
    private static final ListingState BEGUN = state("first", false);
    private static final ListingState HALF = state("second", false);
    private static final ListingState DONE = state(null, true);

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtableConsistency")
    AirtableConsistency consistency;

    @MockitoBean(name = "airtableListing")
    AirtableListing listing;

    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(consistency.begin()).thenReturn(BEGUN);
        when(consistency.compare(BEGUN, ANSWER)).thenReturn(HALF);
        when(consistency.compare(HALF, ANSWER)).thenReturn(DONE);
        when(listing.next(any())).thenReturn(RemoteCall.get("/v0/app1/Tasks", List.of()));
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void comparesAllPagesAndEndsThen() {
        assertThat(run("compare-with-airtable", null).getException()).isNull();

        assertThat(airtable.getReceivedExchanges()).hasSize(2);
        verify(consistency).compare(HALF, ANSWER);
        verify(consistency).end();
        verify(pace, times(2)).pauseBeforeComparing();
        assertThat(mock("seda:compare-airtable-records").getReceivedExchanges()).isEmpty();
    }

    @Test
    void hasAllIdsComparedWhenARepairFindsRecordsGone() {
        when(consistency.end()).thenReturn(true);

        run("compare-with-airtable", null);

        assertThat(mock("seda:compare-airtable-records").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void goesOnAfterAListingThatAirtableForgot() {
        airtable.whenExchangeReceived(2, failing(new ListingExpired("INVALID_OFFSET_VALUE", "begun again")));
        when(listing.restart(HALF)).thenReturn(BEGUN);

        run("compare-with-airtable", null);

        assertThat(airtable.getReceivedExchanges()).hasSize(4);
        verify(consistency).end();
    }

    @Test
    void doesNotEndWhenAirtableWentAwayInBetween() {
        for (int tried = 2; tried <= 4; tried++) {
            airtable.whenExchangeReceived(tried, failing(new RemoteUnavailable("503")));
        }

        assertThat(run("compare-with-airtable", null).getException()).isNull();

        verify(consistency, never()).end();
    }

    private static ListingState state(String offset, boolean done) {
        return new ListingState(null, null, Instant.EPOCH, offset, null, null, 0, true, done);
    }
}
