package dev.taskhub.camel;

import static org.mockito.Mockito.when;

import dev.taskhub.sync.NotFound;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/show-task.camel.yaml")
class ShowTaskRouteTest extends TasksApiRouteTest {

    @Test
    void showsTheFieldsAskedForWithTheVersion() {
        when(tasks.show("T-12", "title")).thenReturn(TASK);

        call("show-task", Map.of("id", "T%2D12", "fields", "title"), null);

        assertTagged("id", "fields", "ETag");
    }

    @Test
    void saysWhenThereIsNone() {
        when(tasks.show("T-9", null)).thenThrow(new NotFound("there is no task"));

        assertRefused(call("show-task", Map.of("id", "T-9"), null), 404, "there is no task");
    }
}
