package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.BulkChanges;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/change-tasks.camel.yaml")
class ChangeTasksRouteTest extends TasksApiRouteTest {

    @MockitoBean(name = "bulkChanges")
    BulkChanges changes;

    @Test
    void makesAllChangesInTheNameOfTheCaller() throws Exception {
        Map<String, Object> operations = Map.of("operations", List.of());
        var results = new BulkChanges.Results(List.of(), 0);
        when(requests.largeBody(any())).thenReturn(operations);
        when(changes.apply(operations, "anna")).thenReturn(results);

        call("change-tasks", Map.of("caller", "eve"), "{}");

        assertThat(answered()).isEqualTo(results);
    }
}
