package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.api.ParkedMessages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/list-parked-messages.camel.yaml")
class ListParkedMessagesRouteTest extends ApiRouteTest {

    private static final ParkedMessages.Listing LISTING = new ParkedMessages.Listing(0, List.of());

    @MockitoBean(name = "parkedMessages")
    ParkedMessages messages;

    @Test
    void listsAsManyAsAskedFor() {
        when(messages.waiting("5")).thenReturn(LISTING);

        call("list-parked-messages", Map.of("limit", "5"), null);

        assertThat(answered("limit")).isEqualTo(LISTING);
    }

    @Test
    void leavesTheNumberToTheListingUnlessItIsGiven() {
        when(messages.waiting(null)).thenReturn(LISTING);

        call("list-parked-messages", Map.of(), null);

        assertThat(answered()).isEqualTo(LISTING);
    }

    @Test
    void saysWhatIsWrongWithTheNumber() {
        when(messages.waiting("x")).thenThrow(new IllegalArgumentException("limit is x"));

        assertRefused(call("list-parked-messages", Map.of("limit", "x"), null), 400, "limit is x");
    }
}
