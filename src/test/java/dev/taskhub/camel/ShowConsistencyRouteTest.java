package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.sync.Consistency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/show-consistency.camel.yaml")
class ShowConsistencyRouteTest extends ApiRouteTest {

    @MockitoBean(name = "consistency")
    Consistency consistency;

    @Test
    void tellsWhatTheLastCheckFound() {
        var report = new Consistency.Report(true, null, null, List.of());
        when(consistency.report()).thenReturn(report);

        call("show-consistency", Map.of(), null);

        assertThat(answered()).isEqualTo(report);
    }
}
