package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableCommentWrites;
import dev.taskhub.airtable.RequestBudget;
import dev.taskhub.comment.CommentDeliveries;
import dev.taskhub.comment.CommentOutbox;
import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable|direct:read-airtable-comments")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/write-airtable-comment.camel.yaml")
class WriteAirtableCommentRouteTest extends RouteTestBase {

    private static final List<CommentOutgoing> NEW = List.of(OutgoingComments.create("airtable", "c1"));
    private static final List<CommentOutgoing> CHANGED = List.of(OutgoingComments.update("airtable", "c1"));
    private static final RemoteCall CALL = RemoteCall.post("/v0/app1/Tasks/item1/comments", Map.of("text", "t"));
    private static final Map<String, Object> ANSWER = Map.of("id", "com1");

    @MockitoBean(name = "commentSync")
    CommentSync sync;

    @MockitoBean(name = "commentOutbox")
    CommentOutbox outbox;

    @MockitoBean(name = "commentDeliveries")
    CommentDeliveries deliveries;

    @MockitoBean(name = "airtableCommentWrites")
    AirtableCommentWrites writes;

    @MockitoBean(name = "airtableBudget")
    RequestBudget budget;

    private MockEndpoint airtable;
    private MockEndpoint look;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void answer() {
        when(sync.send(any())).thenAnswer(call -> call.getArgument(0));
        when(writes.call(any())).thenReturn(CALL);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
        look = mock("direct:read-airtable-comments");
    }

    @Test
    void writesANewCommentWithoutALook() {
        assertThat(run("write-airtable-comment", NEW).getException()).isNull();

        assertThat(look.getReceivedExchanges()).isEmpty();
        assertThat(airtable.getReceivedExchanges())
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.getIn().getBody()).isEqualTo(CALL));
        verify(writes).written(NEW, ANSWER);
    }

    @Test
    void looksAtWhatStandsThereBeforeItWritesWhatIsDueThen() {
        when(sync.send(CHANGED)).thenReturn(NEW);

        run("write-airtable-comment", CHANGED);

        assertThat(look.getReceivedExchanges())
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.getIn().getBody()).isEqualTo("item1"));
        verify(writes).call(NEW);
        verify(writes).written(NEW, ANSWER);
    }

    @Test
    void writesNothingWhenTheLookHasSettledIt() {
        when(sync.send(CHANGED)).thenReturn(List.of());

        run("write-airtable-comment", CHANGED);

        assertThat(airtable.getReceivedExchanges()).isEmpty();
    }

    @Test
    void neverTriesACommentTwiceWithoutALook() {
        var away = new RemoteUnavailable("no answer came");
        airtable.whenAnyExchangeReceived(failing(away));

        assertThat(run("write-airtable-comment", NEW).getException()).isNull();

        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        verify(deliveries).postpone(NEW, away);
        verify(writes, never()).written(any(), any());
    }

    @Test
    void looksForACommentWhoseAnswerCannotBeRead() {
        var unfit = new RemoteUnavailable("names none");
        doThrow(unfit).when(writes).written(any(), any());

        run("write-airtable-comment", NEW);

        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        verify(deliveries).postpone(NEW, unfit);
    }

    @Test
    void writesNothingThatItCouldNotLookAt() {
        look.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        run("write-airtable-comment", CHANGED);

        assertThat(airtable.getReceivedExchanges()).isEmpty();
        verify(sync, never()).send(any());
        verify(deliveries).postpone(eq(CHANGED), any());
    }

    @Test
    void looksAnewWhenAirtableWantsToBeLeftAloneInBetween() {
        when(budget.isPaused()).thenReturn(true);

        run("write-airtable-comment", CHANGED);

        assertThat(airtable.getReceivedExchanges()).isEmpty();
        verify(outbox).release(CHANGED);
    }

    @Test
    void handsOnWhatAirtableRefusesAndRestsWhileTheBreakerIsOpen() {
        var refused = new RemoteRefused(422, "INVALID_REQUEST", "too long");
        airtable.whenExchangeReceived(1, failing(refused));
        airtable.whenExchangeReceived(2, failing(breakerOpen()));

        run("write-airtable-comment", NEW);
        run("write-airtable-comment", NEW);

        verify(deliveries).refused(NEW, refused);
        verify(deliveries).rest(eq(NEW), any());
    }
}
