package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.fullstack.FullstackPeople;
import dev.taskhub.fullstack.FullstackPoll;
import dev.taskhub.fullstack.FullstackScan;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnexplained;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-convex|direct:read-fullstack-page|seda:scan-fullstack-tasks.*")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/scan-fullstack-tasks.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.adapter=fullstack"
        })
class ScanFullstackTasksRouteTest extends RouteTestBase {

    private static final RemoteCall USERS = RemoteCall.post("/api/query", Map.of("path", "users:list"));

    @MockitoBean(name = "fullstackPoll")
    FullstackPoll poll;

    @MockitoBean(name = "fullstackPeople")
    FullstackPeople people;

    private final FullstackScan scan = Mockito.mock();
    private MockEndpoint pages;
    private MockEndpoint convex;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void thereAreTwoPages() {
        when(poll.begin()).thenReturn(scan);
        when(poll.narrow(any(), any())).thenReturn(scan);
        when(scan.isDone()).thenReturn(false, false, true);
        when(people.ask()).thenReturn(USERS);
        pages = mock("direct:read-fullstack-page");
        pages.whenAnyExchangeReceived(exchange -> {
            exchange.setVariable("scan", scan);
            exchange.getMessage().setBody(scan);
        });
        convex = mock("direct:call-convex");
        convex.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(List.of()));
    }

    @Test
    void readsPageAfterPageAndFinishesThen() {
        assertThat(run("scan-fullstack-tasks", null).getException()).isNull();

        assertThat(pages.getReceivedExchanges()).hasSize(2);
        assertThat(convex.getReceivedExchanges()).isEmpty();
        verify(poll).finish(scan);
    }

    @Test
    void goesOnAroundAPageAtWhichTheAppFails() {
        var failure = new RemoteUnexplained(200, "Could not find user");
        pages.whenExchangeReceived(1, exchange -> {
            exchange.setVariable("scan", scan);
            throw failure;
        });

        assertThat(run("scan-fullstack-tasks", null).getException()).isNull();

        verify(poll).narrow(scan, failure);
        assertThat(pages.getReceivedExchanges()).hasSize(2);
        verify(poll).finish(scan);
    }

    @Test
    void doesNotFinishAScanThatWasStopped() {
        pages.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("stopped"));

        assertThat(run("scan-fullstack-tasks", null).getException()).isNull();

        assertThat(pages.getReceivedExchanges()).hasSize(1);
        verify(poll, never()).finish(any());
    }

    @Test
    void restsAfterALongScan() {
        when(poll.isResting()).thenReturn(true);

        run("scan-fullstack-tasks", null);

        verify(poll, never()).begin();
    }

    @Test
    void readsTheUsersFirstWhereOwnersAreKnownByTheirAddress() {
        when(people.areNeeded()).thenReturn(true);

        run("scan-fullstack-tasks", null);

        assertThat(convex.getReceivedExchanges())
                .singleElement()
                .satisfies(call -> assertThat(call.getIn().getBody()).isEqualTo(USERS));
        verify(people).know(List.of());
        verify(poll).finish(scan);
    }

    @Test
    void readsNoTasksWithoutTheUsersThatAreNeeded() {
        when(people.areNeeded()).thenReturn(true);
        convex.whenAnyExchangeReceived(failing(new RemoteRefused(401, "BadDeployKey", "set CONVEX_DEPLOY_KEY")));

        assertThat(run("scan-fullstack-tasks", null).getException()).isNull();

        assertThat(pages.getReceivedExchanges()).isEmpty();
        verify(poll, never()).finish(any());
    }

    @Test
    void isWokenByTheTime() {
        run("scan-fullstack-tasks-regularly", null);

        assertThat(mock("seda:scan-fullstack-tasks").getReceivedExchanges()).hasSize(1);
    }
}
