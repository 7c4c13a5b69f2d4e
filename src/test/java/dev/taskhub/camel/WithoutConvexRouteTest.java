package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.airtable.AirtablePoll;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The hub as it stands where no Convex is configured. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES
                    + "file:routes/convex/*.camel.yaml,file:kamelets/convex-action.kamelet.yaml,file:routes/tasks/wake-followers.camel.yaml",
            "taskhub.convex.url="
        })
class WithoutConvexRouteTest extends RouteTestBase {

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @Test
    void hasNoRouteForConvex() {
        assertThat(camel.getRoutes())
                .extracting(Route::getRouteId)
                .containsExactlyInAnyOrder("wake-followers", "wake-followers-regularly");
    }

    @Test
    void wakesTheOtherFollowersAndKeepsNothingForConvex(CapturedOutput log) {
        for (int i = 0; i < 3; i++) {
            assertThat(run("wake-followers", null).getException()).isNull();
            assertThat(run("wake-followers-regularly", null).getException()).isNull();
        }

        assertThat(waiting("send-to-convex")).isZero();
        assertThat(waiting("send-to-airtable")).isOne();
        assertThat(LogLines.of(log)).isEmpty();
    }

    private int waiting(String name) {
        return camel.getEndpoints().stream()
                .filter(SedaEndpoint.class::isInstance)
                .map(SedaEndpoint.class::cast)
                .filter(endpoint -> endpoint.getEndpointUri().startsWith("seda://" + name + "?"))
                .mapToInt(SedaEndpoint::getCurrentQueueSize)
                .max()
                .orElseThrow();
    }
}
