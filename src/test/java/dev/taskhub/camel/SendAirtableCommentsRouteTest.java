package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableCommentWrites;
import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentSync;
import java.util.List;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:write-airtable-comment")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/send-airtable-comments.camel.yaml")
class SendAirtableCommentsRouteTest extends RouteTestBase {

    private static final CommentOutgoing ONE = OutgoingComments.create("airtable", "c1");
    private static final CommentOutgoing TWO = OutgoingComments.create("airtable", "c2");
    private static final CommentOutgoing THREE = OutgoingComments.create("airtable", "c3");

    @MockitoBean(name = "commentSync")
    CommentSync sync;

    @MockitoBean(name = "airtableCommentWrites")
    AirtableCommentWrites writes;

    @BeforeEach
    void cut() {
        when(writes.batches(List.of(ONE, TWO))).thenReturn(List.of(List.of(ONE), List.of(TWO)));
        when(writes.batches(List.of(THREE))).thenReturn(List.of(List.of(THREE)));
    }

    @Test
    void writesOneAfterAnotherUntilNothingIsDue() {
        when(sync.reserve("airtable", 10)).thenReturn(List.of(ONE, TWO), List.of(THREE), List.of());

        assertThat(run("send-airtable-comments", null).getException()).isNull();

        assertThat(written()).containsExactly(List.of(ONE), List.of(TWO), List.of(THREE));
        verify(sync, times(3)).reserve("airtable", 10);
    }

    @Test
    void writesNothingWhenNothingIsDue() {
        when(sync.reserve("airtable", 10)).thenReturn(List.of());

        run("send-airtable-comments", null);

        assertThat(written()).isEmpty();
    }

    @Test
    void leavesItToTheNextRoundWhenTheDatabaseIsBusy() {
        when(sync.reserve("airtable", 10)).thenThrow(new CannotAcquireLockException("the database is locked"));

        assertThat(run("send-airtable-comments", null).getException()).isNull();

        assertThat(written()).isEmpty();
    }

    private List<Object> written() {
        return mock("direct:write-airtable-comment").getReceivedExchanges().stream()
                .map(exchange -> exchange.getIn().getBody())
                .toList();
    }
}
