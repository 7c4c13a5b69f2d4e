package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.LoginSessions;
import dev.taskhub.security.TooManyAttempts;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/log-in.camel.yaml")
class LogInRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "loginSessions")
    LoginSessions loginSessions;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new LoginSessions.Granted("a", "Bearer", 900, "r");
        when(loginSessions.login(BODY)).thenReturn(answer);

        call("log-in", Map.of(), "{}");

        assertThat(answered()).isEqualTo(answer);
    }

    @Test
    void saysNoToAStranger() {
        when(loginSessions.login(BODY)).thenThrow(new TooManyAttempts(Duration.ofSeconds(9)));

        var refused = call("log-in", Map.of(), "{}");

        assertThat(refused.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(429);
        assertThat(refused.getMessage().getBody(String.class)).contains("try again in 9 s");
    }
}
