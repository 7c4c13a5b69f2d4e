package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.OpenProposals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/list-proposals.camel.yaml")
class ListProposalsRouteTest extends ApiRouteTest {

    @MockitoBean(name = "openProposals")
    OpenProposals proposals;

    @Test
    void listsAsManyAsAskedFor() {
        var listing = new OpenProposals.Listing(0, List.of());
        when(proposals.open("7")).thenReturn(listing);

        call("list-proposals", Map.of("limit", "7"), null);

        assertThat(answered("limit")).isEqualTo(listing);
    }
}
