package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableComments;
import dev.taskhub.airtable.RecordComments;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("direct:call-airtable")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/read-airtable-comments.camel.yaml")
class ReadAirtableCommentsRouteTest extends RouteTestBase {

    private static final RemoteCall WHO = RemoteCall.get("/v0/meta/whoami", List.of());
    private static final RemoteCall PAGE = RemoteCall.get("/v0/app1/Tasks/rec1/comments", List.of());
    private static final Map<String, Object> ANSWER = Map.of("comments", List.of());

    @MockitoBean(name = "airtableComments")
    AirtableComments comments;

    private final RecordComments begun = Mockito.mock(RecordComments.class, "begun");
    private final RecordComments complete = Mockito.mock(RecordComments.class, "complete");
    private MockEndpoint airtable;

    @BeforeEach
    void aRecordHasComments() {
        when(complete.isComplete()).thenReturn(true);
        when(comments.isUserKnown()).thenReturn(true);
        when(comments.whoAmI()).thenReturn(WHO);
        when(comments.begin("rec1")).thenReturn(begun);
        when(comments.next(begun)).thenReturn(PAGE);
        when(comments.page(begun, ANSWER)).thenReturn(complete);
        airtable = mock("direct:call-airtable");
        airtable.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(ANSWER));
    }

    @Test
    void readsPageAfterPage() {
        when(comments.page(begun, ANSWER)).thenReturn(begun, complete);

        assertThat(run("read-airtable-comments", "rec1").getException()).isNull();

        assertThat(calls()).containsExactly(PAGE, PAGE);
    }

    @Test
    void asksWhoseTheTokenIsBeforeItReads() {
        when(comments.isUserKnown()).thenReturn(false);

        run("read-airtable-comments", "rec1");

        assertThat(calls()).containsExactly(WHO, PAGE);
        verify(comments).meet(ANSWER);
    }

    @Test
    void leavesAFailureToWhoeverAsked() {
        airtable.whenAnyExchangeReceived(failing(new RemoteUnavailable("503")));

        assertThat(run("read-airtable-comments", "rec1").getException()).isInstanceOf(RemoteUnavailable.class);

        assertThat(airtable.getReceivedExchanges()).hasSize(1);
        verify(comments, never()).page(any(), any());
    }

    private List<Object> calls() {
        return airtable.getReceivedExchanges().stream()
                .map(exchange -> exchange.getIn().getBody())
                .toList();
    }
}
