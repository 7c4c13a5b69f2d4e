package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.Deletions;
import dev.taskhub.sync.NotFound;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:answer-json|seda:scan-fullstack-tasks.*")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/agree-to-convex-deletions.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.adapter=fullstack"
        })
class AgreeToConvexDeletionsRouteTest extends ApiRouteTest {

    @MockitoBean(name = "deletions")
    Deletions deletions;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @BeforeEach
    void comeAsAdmin() {
        when(requests.caller(any())).thenReturn("admin");
    }

    @Test
    void agreesInTheNameOfTheCallerAndHasAllTasksReadAtOnce() {
        var agreement = new Deletions.Agreement("convex", 3, 10, Instant.EPOCH, "listed once more");
        when(deletions.agree("convex", "admin")).thenReturn(agreement);

        call("agree-to-convex-deletions", Map.of(), null);

        assertThat(answered()).isEqualTo(agreement);
        assertThat(mock("seda:scan-fullstack-tasks").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void saysWhenNothingIsHeld() {
        when(deletions.agree("convex", "admin")).thenThrow(new NotFound("no deletion is held in convex"));

        assertRefused(call("agree-to-convex-deletions", Map.of(), null), 404, "no deletion is held in convex");
        assertThat(mock("seda:scan-fullstack-tasks").getReceivedExchanges()).isEmpty();
    }
}
