package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.OpenConflicts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/list-conflicts.camel.yaml")
class ListConflictsRouteTest extends ApiRouteTest {

    @MockitoBean(name = "openConflicts")
    OpenConflicts conflicts;

    @Test
    void listsAsManyAsAskedFor() {
        var listing = new OpenConflicts.Listing(0, List.of());
        when(conflicts.open("7")).thenReturn(listing);

        call("list-conflicts", Map.of("limit", "7"), null);

        assertThat(answered("limit")).isEqualTo(listing);
    }
}
