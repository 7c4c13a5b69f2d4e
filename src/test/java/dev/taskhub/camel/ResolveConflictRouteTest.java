package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.api.OpenConflicts;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.NotFound;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/resolve-conflict.camel.yaml")
class ResolveConflictRouteTest extends ApiRouteTest {

    private static final Map<String, Object> TAKE_HUB = Map.of("take", "hub");

    @MockitoBean(name = "openConflicts")
    OpenConflicts conflicts;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @BeforeEach
    void request() throws Exception {
        when(requests.caller(any())).thenReturn("admin");
        when(requests.body(any())).thenReturn(TAKE_HUB);
    }

    @Test
    void settlesTheConflictInTheNameOfTheCaller() {
        var resolution = new OpenConflicts.Resolution("c:1", "hub");
        when(conflicts.resolve("c:1", TAKE_HUB, "admin")).thenReturn(resolution);

        call("resolve-conflict", Map.of("id", "c%3A1"), "{}");

        assertThat(answered("id")).isEqualTo(resolution);
    }

    @Test
    void takesAnIdForTextAndNeverForAnExpression() {
        var resolution = new OpenConflicts.Resolution("odd", "hub");
        when(conflicts.resolve("${body}, 'x'", TAKE_HUB, "admin")).thenReturn(resolution);

        call("resolve-conflict", Map.of("id", "${body}, 'x'"), "{}");

        assertThat(answered("id")).isEqualTo(resolution);
    }

    @Test
    void saysWhenThereIsNoSuchConflict() {
        when(conflicts.resolve(any(), any(), any())).thenThrow(new NotFound("no open conflict"));

        assertRefused(call("resolve-conflict", Map.of("id", "c1"), "{}"), 404, "no open conflict");
    }

    @Test
    void saysWhenTheRemotesValueCannotBeTheHubs() {
        when(conflicts.resolve(any(), any(), any())).thenThrow(new Untranslatable("status Someday has no counterpart"));

        assertRefused(call("resolve-conflict", Map.of("id", "c1"), "{}"), 400, "status Someday has no counterpart");
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        when(requests.body(any())).thenThrow(new MessageTooLarge(65536));

        assertRefused(call("resolve-conflict", Map.of("id", "c1"), "{}"), 413, "65536");
        verifyNoInteractions(conflicts);
    }
}
