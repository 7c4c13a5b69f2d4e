package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.fullstack.FullstackConsistency;
import dev.taskhub.fullstack.FullstackScan;
import dev.taskhub.remote.RemoteCall;
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

@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/compare-with-fullstack.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.adapter=fullstack"
        })
class CompareWithFullstackRouteTest extends RouteTestBase {

    private static final Map<String, Object> PAGE = Map.of("page", List.of());

    @MockitoBean(name = "fullstackConsistency")
    FullstackConsistency consistency;

    private final FullstackScan scan = Mockito.mock();
    private MockEndpoint convex;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(consistency.begin()).thenReturn(scan);
        when(consistency.next(scan)).thenReturn(RemoteCall.post("/api/query", Map.of()));
        when(consistency.compare(scan, PAGE)).thenReturn(scan);
        when(scan.isDone()).thenReturn(false, false, true);
        convex = mock("direct:call-convex");
        convex.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(PAGE));
    }

    @Test
    void comparesAllTasksAndEndsThen() {
        assertThat(run("compare-with-fullstack", null).getException()).isNull();

        verify(consistency, times(2)).compare(scan, PAGE);
        verify(consistency).end();
    }

    @Test
    void doesNotEndWhenAPageCannotBeRead() {
        convex.whenAnyExchangeReceived(failing(new RemoteUnexplained(200, "Could not find user")));

        assertThat(run("compare-with-fullstack", null).getException()).isNull();

        verify(consistency, never()).compare(any(), any());
        verify(consistency, never()).end();
    }
}
