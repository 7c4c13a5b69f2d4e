package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TaskTimes;
import dev.taskhub.sync.NotFound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/list-time-entries.camel.yaml")
class ListTimeEntriesRouteTest extends ApiRouteTest {

    @MockitoBean(name = "taskTimes")
    TaskTimes times;

    @Test
    void listsThePageAskedFor() {
        var listing = new TaskTimes.Listing("t1", "T-12", 0, 0, List.of(), null);
        when(times.of("T-12", "e 9", "7")).thenReturn(listing);

        call("list-time-entries", Map.of("id", "T%2D12", "after", "e 9", "limit", "7"), null);

        assertThat(answered("id", "after", "limit")).isEqualTo(listing);
    }

    @Test
    void saysWhenThereIsNoSuchTask() {
        when(times.of("T-9", null, null)).thenThrow(new NotFound("there is no task"));

        assertRefused(call("list-time-entries", Map.of("id", "T-9"), null), 404, "there is no task");
    }
}
