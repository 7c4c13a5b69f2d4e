package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.sync.DryRun;
import dev.taskhub.sync.NotFound;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/show-dry-run.camel.yaml")
class ShowDryRunRouteTest extends ApiRouteTest {

    @MockitoBean(name = "dryRun")
    DryRun dryRun;

    @Override
    Set<String> triggers() {
        return Set.of("platform-http", "timer");
    }

    @Test
    void answersWithWhatWouldBeWritten() {
        var plan = new DryRun.Plan(true, 0, Map.of(), List.of());
        when(dryRun.plan()).thenReturn(plan);

        call("show-dry-run", Map.of("limit", "5"), null);

        assertThat(answered()).isEqualTo(plan);
    }

    @Test
    void saysThatThisIsNoDryRun() {
        when(dryRun.plan()).thenThrow(new NotFound("this is no dry run"));

        assertRefused(call("show-dry-run", Map.of(), null), 404, "this is no dry run");
    }

    @Test
    void sumsItUpRegularly() {
        assertThat(run("report-dry-run", null).getException()).isNull();

        verify(dryRun).report();
    }
}
