package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.security.People;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/list-accounts.camel.yaml")
class ListAccountsRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "people")
    People people;

    @Test
    void answersWhatBecameOfIt() {
        var answer = new People.Listing(List.of());
        when(people.list()).thenReturn(answer);

        call("list-accounts", Map.of(), "{}");

        assertThat(answered()).isEqualTo(answer);
    }
}
