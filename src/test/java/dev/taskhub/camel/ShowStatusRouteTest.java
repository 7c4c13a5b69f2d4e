package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.HubStatus;
import dev.taskhub.api.StatusBoard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/show-status.camel.yaml")
class ShowStatusRouteTest extends ApiRouteTest {

    @MockitoBean(name = "statusBoard")
    StatusBoard board;

    @Test
    void answersWithTheStatus() {
        var status = new HubStatus(Instant.EPOCH, null, Map.of(), List.of(), null);
        when(board.status()).thenReturn(status);

        call("show-status", Map.of("limit", "5"), null);

        assertThat(answered()).isEqualTo(status);
    }

    @Test
    void tellsNothingOfAFailureWithinTheHub() {
        when(board.status()).thenThrow(new IllegalStateException("jdbc:postgresql://u:secret@db"));

        Exchange done = call("show-status", Map.of(), null);

        assertRefused(done, 500, "\"code\":\"FAILED\"");
        assertThat(done.getMessage().getBody(String.class)).doesNotContain("secret");
    }
}
