package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.NotAuthenticated;
import dev.taskhub.security.People;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/change-password.camel.yaml")
class ChangePasswordRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "people")
    People people;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new People.Account("anna", "viewer", null, null);
        when(people.changePassword("anna", BODY)).thenReturn(answer);

        call("change-password", Map.of("caller", "eve"), "{}");

        assertThat(answered()).isEqualTo(answer);
    }

    @Test
    void saysNoToAStranger() {
        when(people.changePassword("anna", BODY)).thenThrow(new NotAuthenticated("not your present one"));

        var refused = call("change-password", Map.of("caller", "eve"), "{}");

        assertThat(refused.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(401);
        assertThat(refused.getMessage().getBody(String.class)).contains("not your present one");
    }
}
