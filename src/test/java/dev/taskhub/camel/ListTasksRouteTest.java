package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TasksApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/list-tasks.camel.yaml")
class ListTasksRouteTest extends TasksApiRouteTest {

    @Test
    void findsWhatTheQueryAsksFor() {
        var query = Map.of("q", "deploy", "limit", "7");
        var page = new TasksApi.Listing(List.of(TASK), 1, true, null);
        when(requests.query(any())).thenReturn(query);
        when(tasks.list(query)).thenReturn(page);

        call("list-tasks", Map.of("q", "deploy"), null);

        assertThat(answered()).isEqualTo(page);
    }

    @Test
    void saysWhatCannotBeMeant() {
        when(tasks.list(any())).thenThrow(new IllegalArgumentException("x is no parameter"));

        assertRefused(call("list-tasks", Map.of("x", "1"), null), 400, "x is no parameter");
    }
}
