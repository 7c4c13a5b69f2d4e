package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.LoginSessions;
import dev.taskhub.security.NotAuthenticated;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/refresh-login.camel.yaml")
class RefreshLoginRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "loginSessions")
    LoginSessions loginSessions;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new LoginSessions.Granted("a", "Bearer", 900, "r");
        when(loginSessions.refresh(BODY)).thenReturn(answer);

        call("refresh-login", Map.of(), "{}");

        assertThat(answered()).isEqualTo(answer);
    }

    @Test
    void saysNoToAStranger() {
        when(loginSessions.refresh(BODY)).thenThrow(new NotAuthenticated("not good any more"));

        var refused = call("refresh-login", Map.of(), "{}");

        assertThat(refused.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(401);
        assertThat(refused.getMessage().getBody(String.class)).contains("not good any more");
    }
}
