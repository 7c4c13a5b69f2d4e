package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.work.InvalidTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/create-task.camel.yaml")
class CreateTaskRouteTest extends TasksApiRouteTest {

    @Test
    void makesTheTaskAndSaysWhereItIs() {
        when(tasks.create(BODY, "k1", "anna")).thenReturn(TASK);

        call("create-task", Map.of("caller", "eve"), "{}");

        assertTagged("ETag", "Location", "CamelHttpResponseCode");
        assertThat(mock("direct:answer-json")
                        .getReceivedExchanges()
                        .get(0)
                        .getMessage()
                        .getHeaders())
                .containsEntry("Location", "/api/tasks/T-12")
                .containsEntry("CamelHttpResponseCode", 201);
    }

    @Test
    void listsEveryFault() {
        when(tasks.create(any(), any(), any())).thenThrow(new InvalidTask(List.of("a is wrong", "b is wrong")));

        var refused = call("create-task", Map.of(), "{}");

        assertThat(refused.getMessage().getBody(String.class))
                .contains("\"code\":\"BAD_REQUEST\"", "\"faults\":[\"a is wrong\",\"b is wrong\"]");
    }
}
