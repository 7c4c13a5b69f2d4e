package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.People;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/change-account.camel.yaml")
class ChangeAccountRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "people")
    People people;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new People.Account("anna b", "viewer", null, null);
        when(people.change("anna b", BODY)).thenReturn(answer);

        call("change-account", Map.of("name", "anna%20b"), "{}");

        assertThat(answered("name")).isEqualTo(answer);
    }
}
