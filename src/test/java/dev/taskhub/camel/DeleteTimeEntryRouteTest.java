package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TaskTimes;
import dev.taskhub.sync.NotFound;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/delete-time-entry.camel.yaml")
class DeleteTimeEntryRouteTest extends ApiRouteTest {

    @MockitoBean(name = "taskTimes")
    TaskTimes times;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @BeforeEach
    void request() throws Exception {
        when(requests.caller(any())).thenReturn("admin");
    }

    @Test
    void deletesTheEntryInTheNameOfTheCaller() {
        var deletion = new TaskTimes.Deletion("e1");
        when(times.delete("T-12", "e1", "admin")).thenReturn(deletion);

        call("delete-time-entry", Map.of("id", "T-12", "entry", "e1"), null);

        assertThat(answered("id", "entry")).isEqualTo(deletion);
    }

    @Test
    void saysWhenThereIsNoSuchEntry() {
        when(times.delete(any(), any(), any())).thenThrow(new NotFound("no time entry"));

        assertRefused(call("delete-time-entry", Map.of("id", "T-12", "entry", "e"), null), 404, "no time entry");
    }
}
