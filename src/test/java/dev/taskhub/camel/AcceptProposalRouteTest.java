package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.OpenProposals;
import dev.taskhub.sync.NotFound;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/accept-proposal.camel.yaml")
class AcceptProposalRouteTest extends ApiRouteTest {

    @MockitoBean(name = "openProposals")
    OpenProposals proposals;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @BeforeEach
    void request() {
        when(requests.caller(any())).thenReturn("admin");
    }

    @Test
    void decidesInTheNameOfTheCaller() {
        var decision = new OpenProposals.Decision("p:1", "accepted");
        when(proposals.accept("p:1", "admin")).thenReturn(decision);

        call("accept-proposal", Map.of("id", "p%3A1"), null);

        assertThat(answered("id")).isEqualTo(decision);
    }

    @Test
    void saysWhenThereIsNoSuchProposal() {
        when(proposals.accept("p1", "admin")).thenThrow(new NotFound("no proposal \"p1\""));

        assertRefused(call("accept-proposal", Map.of("id", "p1"), null), 404, "no proposal");
    }

    @Test
    void saysWhatStandsInTheWay() {
        when(proposals.accept("p1", "admin")).thenThrow(new IllegalArgumentException("both have an item in airtable"));

        assertRefused(call("accept-proposal", Map.of("id", "p1"), null), 400, "both have an item in airtable");
    }
}
