package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.ConsistencyDoor;
import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:answer-json|seda:compare-with-remotes.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/check-consistency.camel.yaml")
class CheckConsistencyRouteTest extends ApiRouteTest {

    @MockitoBean(name = "consistencyDoor")
    ConsistencyDoor door;

    @Test
    void wakesTheCheckAndSaysWhereToLook() {
        var asked = new ConsistencyDoor.Asked("check", "GET /api/consistency");
        when(door.check()).thenReturn(asked);

        call("check-consistency", Map.of(), null);

        assertThat(answered()).isEqualTo(asked);
        assertThat(mock("seda:compare-with-remotes").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void wakesTheRepairAndSaysWhereToLook() {
        var asked = new ConsistencyDoor.Asked("repair", "GET /api/consistency");
        when(door.repair()).thenReturn(asked);

        call("repair-consistency", Map.of(), null);

        assertThat(answered()).isEqualTo(asked);
        assertThat(mock("seda:compare-with-remotes").getReceivedExchanges()).hasSize(1);
    }
}
