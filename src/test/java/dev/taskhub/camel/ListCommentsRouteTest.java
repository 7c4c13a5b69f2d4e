package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TasksApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/list-comments.camel.yaml")
class ListCommentsRouteTest extends TasksApiRouteTest {

    @Test
    void listsThePageAskedFor() {
        var page = new TasksApi.Conversation("t1", "T-12", List.of(), null);
        when(tasks.comments("T-12", "c9", "7")).thenReturn(page);

        call("list-comments", Map.of("id", "T-12", "after", "c9", "limit", "7"), null);

        assertThat(answered("id", "after", "limit")).isEqualTo(page);
    }
}
