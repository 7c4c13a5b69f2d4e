package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexConsistency;
import dev.taskhub.convex.ConvexConsistency.Feed;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-convex")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/compare-with-convex.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class CompareWithConvexRouteTest extends RouteTestBase {

    private static final Map<String, Object> PAGE = Map.of("cursor", "17:a", "hasMore", true);
    private static final Feed BEGUN = new Feed(null, false);
    private static final Feed HALF = new Feed("17:a", false);

    @MockitoBean(name = "convexConsistency")
    ConvexConsistency consistency;

    private MockEndpoint convex;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(consistency.begin()).thenReturn(BEGUN);
        when(consistency.next(any())).thenReturn(RemoteCall.post("/api/query", Map.of()));
        when(consistency.compare(BEGUN, PAGE)).thenReturn(HALF);
        when(consistency.compare(HALF, PAGE)).thenReturn(new Feed("18:b", true));
        when(consistency.isUnfinished(any())).thenCallRealMethod();
        when(consistency.isFinished(any())).thenCallRealMethod();
        convex = mock("direct:call-convex");
        convex.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(PAGE));
    }

    @Test
    void comparesTheWholeFeedAndEndsThen() {
        assertThat(run("compare-with-convex", null).getException()).isNull();

        assertThat(convex.getReceivedExchanges()).hasSize(2);
        verify(consistency).next(HALF);
        verify(consistency).end();
    }

    @Test
    void doesNotEndWhenConvexRefuses() {
        convex.whenExchangeReceived(2, failing(new RemoteRefused(401, "BadDeployKey", "set CONVEX_DEPLOY_KEY")));

        assertThat(run("compare-with-convex", null).getException()).isNull();

        verify(consistency, never()).end();
    }
}
