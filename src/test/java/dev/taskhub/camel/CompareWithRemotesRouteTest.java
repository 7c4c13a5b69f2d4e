package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.sync.Consistency;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:compare-with-airtable|direct:compare-with-convex|seda:.*")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/operations/compare-with-remotes.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class CompareWithRemotesRouteTest extends RouteTestBase {

    @MockitoBean(name = "consistency")
    Consistency consistency;

    @MockitoBean(name = "airtableColumns")
    AirtableColumns columns;

    private MockEndpoint airtable;
    private MockEndpoint convex;

    @BeforeEach
    void know() {
        when(columns.areKnown()).thenReturn(true);
        airtable = mock("direct:compare-with-airtable");
        convex = mock("direct:compare-with-convex");
    }

    @Test
    void comparesBothAtOnceAndFinishesThen() {
        var bothBegun = new CyclicBarrier(2);
        airtable.whenAnyExchangeReceived(compared -> bothBegun.await(10, TimeUnit.SECONDS));
        convex.whenAnyExchangeReceived(compared -> bothBegun.await(10, TimeUnit.SECONDS));

        assertThat(run("compare-with-remotes", null).getException()).isNull();

        assertThat(bothBegun.isBroken()).isFalse();
        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        assertThat(convex.getReceivedExchanges()).hasSize(1);
        var order = inOrder(consistency);
        order.verify(consistency).beginCheck();
        order.verify(consistency).finishCheck();
    }

    @Test
    void comparesConvexAndFinishesThoughAirtableFails() {
        airtable.whenAnyExchangeReceived(failing(new IllegalStateException("the store is busy")));

        run("compare-with-remotes", null);

        assertThat(convex.getReceivedExchanges()).hasSize(1);
        verify(consistency).finishCheck();
    }

    @Test
    void leavesAirtableOutWhileItsColumnsAreUnknown() {
        when(columns.areKnown()).thenReturn(false);

        run("compare-with-remotes", null);

        assertThat(airtable.getReceivedExchanges()).isEmpty();
        assertThat(convex.getReceivedExchanges()).hasSize(1);
        verify(consistency).finishCheck();
    }

    @Test
    void comparesOnceANight() {
        run("compare-with-remotes-nightly", null);

        assertThat(mock("seda:compare-with-remotes").getReceivedExchanges()).hasSize(1);
    }
}
