package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TasksApi;
import dev.taskhub.work.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/delete-task.camel.yaml")
class DeleteTaskRouteTest extends TasksApiRouteTest {

    @Test
    void deletesTheTaskTheCallerKnows() {
        var deletion = new TasksApi.Deletion("T-12");
        when(tasks.delete("T-12", "3", "anna")).thenReturn(deletion);

        call("delete-task", Map.of("id", "T-12"), null);

        assertThat(answered("id")).isEqualTo(deletion);
    }

    @Test
    void saysWhyItCannot() {
        when(tasks.delete(any(), any(), any())).thenThrow(new Refused("T-12 is held"));

        var refused = call("delete-task", Map.of("id", "T-12"), null);

        assertThat(refused.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(409);
        assertThat(refused.getMessage().getBody(String.class)).contains("T-12 is held");
    }
}
