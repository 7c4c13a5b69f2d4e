package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TasksApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/list-task-history.camel.yaml")
class ListTaskHistoryRouteTest extends TasksApiRouteTest {

    @Test
    void listsThePageAskedFor() {
        var page = new TasksApi.History("t1", "T-12", List.of(), null);
        when(tasks.history("T-12", "e9", "7")).thenReturn(page);

        call("list-task-history", Map.of("id", "T-12", "after", "e9", "limit", "7"), null);

        assertThat(answered("id", "after", "limit")).isEqualTo(page);
    }
}
