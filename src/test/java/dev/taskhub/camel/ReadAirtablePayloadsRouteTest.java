package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.AirtablePoll;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:read-airtable-payload-page|seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/read-airtable-payloads.camel.yaml")
class ReadAirtablePayloadsRouteTest extends RouteTestBase {

    @MockitoBean(name = "airtableHook")
    AirtableHook hook;

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @Test
    void readsPagesWhileThereAreMore() {
        when(hook.exists()).thenReturn(true);
        var pages = mock("direct:read-airtable-payload-page");
        pages.whenExchangeReceived(1, exchange -> exchange.getMessage().setBody(true));
        pages.whenExchangeReceived(2, exchange -> exchange.getMessage().setBody(false));

        run("read-airtable-payloads", null);

        assertThat(pages.getReceivedExchanges()).hasSize(2);
    }

    @Test
    void stopsWhenAPageCouldNotBeRead() {
        when(hook.exists()).thenReturn(true);
        var pages = mock("direct:read-airtable-payload-page");
        pages.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("stopped"));

        run("read-airtable-payloads", null);

        assertThat(pages.getReceivedExchanges()).hasSize(1);
    }

    @Test
    void readsNothingWithoutAWebhook() {
        run("read-airtable-payloads", null);

        assertThat(mock("direct:read-airtable-payload-page").getReceivedExchanges())
                .isEmpty();
    }

    @Test
    void looksIntoTheLogWhenNoPingCame() {
        when(poll.hasImported()).thenReturn(true);

        run("read-airtable-payloads-regularly", null);

        assertThat(mock("seda:read-airtable-payloads").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void leavesTheCallsToTheFirstImport() {
        run("read-airtable-payloads-regularly", null);

        assertThat(mock("seda:read-airtable-payloads").getReceivedExchanges()).isEmpty();
    }
}
