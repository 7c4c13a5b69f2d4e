package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtablePlans;
import dev.taskhub.airtable.ColumnsChanged;
import dev.taskhub.airtable.ListingExpired;
import dev.taskhub.airtable.PlanListing;
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
import org.mockito.Mockito;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/read-airtable-plans.camel.yaml")
class ReadAirtablePlansRouteTest extends RouteTestBase {

    private static final Map<String, Object> ANSWER = Map.of("records", List.of());

    @MockitoBean(name = "airtablePlans")
    AirtablePlans plans;

    private final PlanListing begun = Mockito.mock(PlanListing.class, "begun");
    private final PlanListing complete = Mockito.mock(PlanListing.class, "complete");
    private MockEndpoint airtable;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(complete.isComplete()).thenReturn(true);
        when(plans.begin()).thenReturn(begun);
        when(plans.next(any())).thenReturn(RemoteCall.get("/v0/app1/Plans", List.of()));
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void readsAllPagesBeforeItEnds() {
        when(plans.page(begun, ANSWER)).thenReturn(begun, begun, complete);

        assertThat(run("read-airtable-plans", null).getException()).isNull();

        assertThat(airtable.getReceivedExchanges()).hasSize(3);
        verify(plans).finish(complete);
    }

    @Test
    void asksForNothingWhereThereIsNothingToRead() {
        when(plans.begin()).thenReturn(complete);

        run("read-airtable-plans", null);

        assertThat(airtable.getReceivedExchanges()).isEmpty();
        verify(plans).finish(complete);
    }

    @Test
    void beginsATableAgainThatAirtableForgot() {
        PlanListing again = Mockito.mock(PlanListing.class, "again");
        airtable.whenExchangeReceived(1, failing(new ListingExpired("INVALID_OFFSET_VALUE", "begun again")));
        when(plans.restart(begun)).thenReturn(again);
        when(plans.page(again, ANSWER)).thenReturn(complete);

        Exchange done = run("read-airtable-plans", null);

        assertThat(done.getException()).isNull();
        verify(plans).finish(complete);
    }

    @Test
    void endsNothingWhenAirtableWentAwayInBetween() {
        when(plans.page(begun, ANSWER)).thenReturn(begun);
        for (int tried = 2; tried <= 4; tried++) {
            airtable.whenExchangeReceived(tried, failing(new RemoteUnavailable("503")));
        }

        Exchange done = run("read-airtable-plans", null);

        assertThat(done.getException()).isNull();
        assertThat(airtable.getReceivedExchanges()).hasSize(4);
        verify(plans, never()).finish(any());
    }

    @Test
    void waitsForTheNextRoundWhenATableIsNotForThisToken() {
        airtable.whenAnyExchangeReceived(failing(new RemoteRefused(403, "INVALID_PERMISSIONS", "share the table")));

        assertThat(run("read-airtable-plans", null).getException()).isNull();

        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        verify(plans, never()).finish(any());
    }

    @Test
    void hasTheColumnsReadAnewWhenOneWasRenamed() {
        airtable.whenAnyExchangeReceived(failing(new ColumnsChanged("there is no column plan")));

        assertThat(run("read-airtable-plans", null).getException()).isNull();

        assertThat(mock("seda:keep-airtable-webhook").getReceivedExchanges()).hasSize(1);
        verify(plans, never()).finish(any());
    }

    @Test
    void readsThemRegularly() {
        run("read-airtable-plans-regularly", null);

        assertThat(mock("seda:read-airtable-plans").getReceivedExchanges()).hasSize(1);
    }
}
