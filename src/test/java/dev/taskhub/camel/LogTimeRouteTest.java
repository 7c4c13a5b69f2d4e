package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TaskTimes;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/log-time.camel.yaml")
class LogTimeRouteTest extends ApiRouteTest {

    @MockitoBean(name = "taskTimes")
    TaskTimes times;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @BeforeEach
    void request() throws Exception {
        when(requests.caller(any())).thenReturn("admin");
        when(requests.body(any())).thenReturn(TIME);
    }

    private static final Map<String, Object> TIME = Map.of("minutes", 90);

    private static final TaskTimes.Entry ENTRY =
            new TaskTimes.Entry("e1", "t1", "anna", null, null, 90.0, null, "hand", "hub", null, null, 1);

    @Test
    void logsTheTimeInTheNameOfTheCaller() {
        when(times.log("T-12", TIME, "admin")).thenReturn(ENTRY);

        call("log-time", Map.of("id", "T-12", "limit", "5"), "{}");

        assertThat(answered("id")).isEqualTo(ENTRY);
    }

    @Test
    void saysWhatCannotBeTaken() {
        when(times.log(any(), any(), any())).thenThrow(new IllegalArgumentException("minutes is missing"));

        assertRefused(call("log-time", Map.of("id", "T-12"), "{}"), 400, "minutes is missing");
    }
}
