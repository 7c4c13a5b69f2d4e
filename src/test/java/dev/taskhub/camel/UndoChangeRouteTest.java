package dev.taskhub.camel;

import static org.mockito.Mockito.when;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/api/undo-change.camel.yaml")
class UndoChangeRouteTest extends TasksApiRouteTest {

    @Test
    void takesTheChangeBackInTheNameOfTheCaller() {
        when(tasks.undo("T-12", "e9", "anna")).thenReturn(TASK);

        call("undo-change", Map.of("id", "T-12", "event", "e9", "caller", "eve"), null);

        assertTagged("id", "event", "ETag");
    }
}
