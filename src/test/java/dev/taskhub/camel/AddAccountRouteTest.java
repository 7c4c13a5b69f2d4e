package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.People;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/add-account.camel.yaml")
class AddAccountRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "people")
    People people;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new People.Account("anna", "viewer", null, null);
        when(people.add(BODY)).thenReturn(answer);

        call("add-account", Map.of(), "{}");

        assertThat(answered()).isEqualTo(answer);
    }
}
