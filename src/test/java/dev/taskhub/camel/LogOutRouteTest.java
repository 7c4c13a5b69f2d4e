package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.security.LoginSessions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/log-out.camel.yaml")
class LogOutRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "loginSessions")
    LoginSessions loginSessions;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new LoginSessions.LoggedOut(true);
        when(requests.bearer(any())).thenReturn("t1");
        when(loginSessions.logout("t1")).thenReturn(answer);

        call("log-out", Map.of(), "{}");

        assertThat(answered()).isEqualTo(answer);
    }
}
