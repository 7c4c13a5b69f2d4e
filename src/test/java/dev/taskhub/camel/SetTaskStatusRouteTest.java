package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.work.StaleVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/set-task-status.camel.yaml")
class SetTaskStatusRouteTest extends TasksApiRouteTest {

    @Test
    void changesTheTaskTheCallerKnows() {
        when(tasks.setStatus("T-12", BODY, "3", "anna")).thenReturn(TASK);

        call("set-task-status", Map.of("id", "T-12", "caller", "eve"), "{}");

        assertTagged("id", "ETag");
    }

    @Test
    void saysWhenTheTaskIsAnotherByNow() {
        when(tasks.setStatus(any(), any(), any(), any())).thenThrow(new StaleVersion("T-12", 4, 3));

        var refused = call("set-task-status", Map.of("id", "T-12"), "{}");

        assertThat(refused.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(412);
        assertThat(refused.getMessage().getBody(String.class)).contains("\"code\":\"PRECONDITION_FAILED\"");
    }
}
