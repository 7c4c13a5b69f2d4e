package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.AccessTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/list-tokens.camel.yaml")
class ListTokensRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "accessTokens")
    AccessTokens accessTokens;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new AccessTokens.Listing(List.of());
        when(accessTokens.of("anna")).thenReturn(answer);

        call("list-tokens", Map.of("caller", "eve"), "{}");

        assertThat(answered()).isEqualTo(answer);
    }
}
