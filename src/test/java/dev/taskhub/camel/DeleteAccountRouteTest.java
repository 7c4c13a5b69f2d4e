package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.People;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/delete-account.camel.yaml")
class DeleteAccountRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "people")
    People people;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new People.Deletion("anna");
        when(people.delete("anna")).thenReturn(answer);

        call("delete-account", Map.of("name", "anna"), "{}");

        assertThat(answered("name")).isEqualTo(answer);
    }
}
