package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableCommentSweep;
import dev.taskhub.airtable.UnreadComments;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnknown;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:read-airtable-comments|direct:give-way-to-check")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/read-unread-airtable-comments.camel.yaml")
class ReadUnreadAirtableCommentsRouteTest extends RouteTestBase {

    private static final UnreadComments FIRST = new UnreadComments("rec1", 2);
    private static final UnreadComments SECOND = new UnreadComments("rec2", 1);

    @MockitoBean(name = "airtableCommentSweep")
    AirtableCommentSweep sweep;

    private MockEndpoint reading;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void twoAreUnread() {
        when(sweep.nextUnread()).thenReturn(FIRST, SECOND, null);
        reading = mock("direct:read-airtable-comments");
        reading.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("what was read"));
    }

    @Test
    void readsOneRecordAfterAnother() {
        assertThat(run("read-unread-airtable-comments", null).getException()).isNull();

        assertThat(reading.getReceivedExchanges())
                .extracting(exchange -> exchange.getIn().getBody())
                .containsExactly("rec1", "rec2");
        assertThat(mock("direct:give-way-to-check").getReceivedExchanges()).hasSize(2);
        verify(sweep).taken(FIRST);
        verify(sweep).taken(SECOND);
        verify(sweep).finish();
    }

    @Test
    void isDoneWhenNothingIsUnread() {
        when(sweep.nextUnread()).thenReturn(null);

        run("read-unread-airtable-comments", null);

        assertThat(reading.getReceivedExchanges()).isEmpty();
        verify(sweep).finish();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsWhileAirtableIsAwayOrRefuses(boolean away) {
        reading.whenAnyExchangeReceived(
                failing(away ? new RemoteUnavailable("503") : new RemoteRefused(422, "INVALID_REQUEST", "no")));

        assertThat(run("read-unread-airtable-comments", null).getException()).isNull();

        assertThat(reading.getReceivedExchanges()).hasSize(away ? 3 : 1);
        verify(sweep, never()).taken(any());
        verify(sweep, never()).finish();
    }

    @Test
    void goesOnAfterARecordThatIsGone() {
        reading.whenExchangeReceived(1, failing(new RemoteUnknown(403, "MODEL_NOT_FOUND", "gone")));

        run("read-unread-airtable-comments", null);

        verify(sweep).gone(FIRST);
        verify(sweep, never()).taken(FIRST);
        verify(sweep).taken(SECOND);
        verify(sweep).finish();
    }

    @Test
    void hasAllReadAnewAtNight() {
        run("read-airtable-comments-nightly", null);

        verify(sweep).readAllAnew();
    }
}
