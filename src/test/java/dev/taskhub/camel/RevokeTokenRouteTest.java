package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.AccessTokens;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/revoke-token.camel.yaml")
class RevokeTokenRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "accessTokens")
    AccessTokens accessTokens;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new AccessTokens.Revoked("t1");
        when(accessTokens.revoke("anna", "t1")).thenReturn(answer);

        call("revoke-token", Map.of("id", "t1", "caller", "eve"), "{}");

        assertThat(answered("id")).isEqualTo(answer);
    }
}
