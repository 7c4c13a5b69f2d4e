package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TasksApi;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/add-comment.camel.yaml")
class AddCommentRouteTest extends TasksApiRouteTest {

    @Test
    void addsWhatTheCallerSays() {
        var said = new TasksApi.Said("c1", "anna", "hi", null, null, "hub");
        when(tasks.comment("T-12", BODY, "anna")).thenReturn(said);

        call("add-comment", Map.of("id", "T-12", "caller", "eve"), "{}");

        assertThat(answered("id")).isEqualTo(said);
    }
}
