package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.AirtableReconcile;
import dev.taskhub.airtable.AirtableSweep;
import dev.taskhub.airtable.IdListing;
import dev.taskhub.airtable.ListingExpired;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|direct:read-airtable-records|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/compare-airtable-records.camel.yaml")
class CompareAirtableRecordsRouteTest extends RouteTestBase {

    private static final Map<String, Object> ANSWER = Map.of("records", List.of());

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtableSweep")
    AirtableSweep sweep;

    @MockitoBean(name = "airtableReconcile")
    AirtableReconcile reconcile;

    private final IdListing begun = Mockito.mock(IdListing.class, "begun");
    private final IdListing complete = Mockito.mock(IdListing.class, "complete");
    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(complete.isComplete()).thenReturn(true);
        when(sweep.begin()).thenReturn(begun);
        when(sweep.finish(any())).thenReturn(List.of());
        when(reconcile.next(any())).thenReturn(RemoteCall.get("/v0/app1/Tasks", List.of()));
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void readsAllPagesBeforeItJudges() {
        when(sweep.page(begun, ANSWER)).thenReturn(begun, complete);

        Exchange done = run("compare-airtable-records", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(2);
        verify(sweep).finish(complete);
        verify(pace, times(2)).pauseBeforeListing();
        assertThat(mock("direct:read-airtable-records").getReceivedExchanges()).isEmpty();
    }

    @Test
    void readsTheRecordsThatNoTaskIsLinkedWith() {
        when(sweep.page(begun, ANSWER)).thenReturn(complete);
        when(sweep.finish(complete)).thenReturn(List.of(List.of("rec1", "rec2"), List.of("rec3")));

        run("compare-airtable-records", null);

        assertThat(mock("direct:read-airtable-records").getReceivedExchanges())
                .extracting(portion -> portion.getMessage().getBody())
                .containsExactly(List.of("rec1", "rec2"), List.of("rec3"));
    }

    @Test
    void beginsAgainAListingThatAirtableForgot() {
        IdListing again = Mockito.mock(IdListing.class, "again");
        airtable.whenExchangeReceived(1, failing(new ListingExpired("INVALID_OFFSET_VALUE", "begun again")));
        when(reconcile.restart(begun)).thenReturn(again);
        when(sweep.page(again, ANSWER)).thenReturn(complete);

        Exchange done = run("compare-airtable-records", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(2);
        verify(sweep).finish(complete);
    }

    @Test
    void judgesNothingWhenAirtableWentAwayInBetween() {
        when(sweep.page(begun, ANSWER)).thenReturn(begun);
        for (int tried = 2; tried <= 4; tried++) {
            airtable.whenExchangeReceived(tried, failing(new RemoteUnavailable("503")));
        }

        Exchange done = run("compare-airtable-records", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(4);
        verify(sweep, never()).finish(any());
    }

    @Test
    void comparesOnceANight() {
        run("compare-airtable-records-nightly", null);

        assertThat(mock("seda:compare-airtable-records").getReceivedExchanges()).hasSize(1);
    }
}
