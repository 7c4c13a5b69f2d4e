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

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/correct-time-entry.camel.yaml")
class CorrectTimeEntryRouteTest extends ApiRouteTest {

    @MockitoBean(name = "taskTimes")
    TaskTimes times;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @BeforeEach
    void request() throws Exception {
        when(requests.caller(any())).thenReturn("admin");
        when(requests.body(any())).thenReturn(NOTE);
    }

    private static final Map<String, Object> NOTE = Map.of("note", "x");

    private static final TaskTimes.Entry ENTRY =
            new TaskTimes.Entry("e1", "t1", "anna", null, null, 90.0, null, "hand", "hub", null, null, 1);

    @Test
    void correctsTheEntryInTheNameOfTheCaller() {
        when(times.correct("T-12", "e/1", NOTE, "admin")).thenReturn(ENTRY);

        call("correct-time-entry", Map.of("id", "T-12", "entry", "e%2F1"), "{}");

        assertThat(answered("id", "entry")).isEqualTo(ENTRY);
    }

    @Test
    void saysWhenThereIsNoSuchEntry() {
        when(times.correct(any(), any(), any(), any())).thenThrow(new NotFound("no time entry"));

        assertRefused(call("correct-time-entry", Map.of("id", "T-12", "entry", "e"), "{}"), 404, "no time entry");
    }
}
