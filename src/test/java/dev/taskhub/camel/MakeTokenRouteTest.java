package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.AccessTokens;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/make-token.camel.yaml")
class MakeTokenRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "accessTokens")
    AccessTokens accessTokens;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new AccessTokens.Made("thp_x", "x", "report", "viewer", null);
        when(accessTokens.make("anna", BODY)).thenReturn(answer);

        call("make-token", Map.of("caller", "eve"), "{}");

        assertThat(answered()).isEqualTo(answer);
    }
}
