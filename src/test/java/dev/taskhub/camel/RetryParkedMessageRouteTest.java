package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.taskhub.api.ParkedMessages;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.sync.Parked;
import dev.taskhub.sync.Sync;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The door and the statement consumer behind it, on a real store. */
@ExtendWith(OutputCaptureExtension.class)
@ContextConfiguration(classes = TestStore.class)
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/operations/retry-parked-message.camel.yaml",
            "taskhub.wake-every=50"
        })
class RetryParkedMessageRouteTest extends ApiRouteTest {

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "commentSync")
    CommentSync commentSync;

    @MockitoBean(name = "parked")
    Parked parked;

    @MockitoBean(name = "parkedMessages")
    ParkedMessages messages;

    @Autowired
    private DataSource store;

    /** The consumer runs as it does in the hub: what happens after a row is its business. */
    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        if (!camel.isStarted()) {
            AdviceWith.adviceWith(
                    camel,
                    "retry-parked-message",
                    false,
                    advice -> advice.replaceFromWith("direct:retry-parked-message"));
            camel.start();
        }
        mock("direct:answer-json").reset();
        park("airtable:t1", "parked");
    }

    @Test
    void sendsAgainWhatAnOperatorWantsSentAgain() {
        call("retry-parked-message", Map.of("id", "airtable%3At1"), null);

        verify(sync, timeout(10_000)).resend("airtable", "t1");
        verify(messages).decided("airtable:t1", "retry", 1);
        await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("done"));
    }

    @Test
    void putsBackIntoTheInboxWhatCameFromThere() {
        String id = "work-off-inbox:airtable-task:k1";
        park(id, "airtable-task", null, "parked");

        call("retry-parked-message", Map.of("id", id), null);

        verify(parked, timeout(10_000)).reopen(id);
        await().atMost(Duration.ofSeconds(10)).until(() -> state(id).equals("done"));
        verifyNoInteractions(sync);
    }

    @Test
    void sendsACommentAgain() {
        String id = "airtable:comment:c1";
        JdbcClient.create(store)
                .sql(
                        "INSERT INTO parked_message VALUES (?, 'send-airtable-comments', 'airtable', 't1', '{}', 'c', 'h', 1,"
                                + " 'parked')")
                .param(id)
                .update();

        call("retry-parked-message", Map.of("id", id), null);

        verify(commentSync, timeout(10_000)).resend("airtable", id);
        await().atMost(Duration.ofSeconds(10)).until(() -> state(id).equals("done"));
        verifyNoInteractions(sync);
    }

    @Test
    void goesOnInTheNextRoundAfterTheDatabaseWasBusy(CapturedOutput log) {
        doThrow(new CannotAcquireLockException("the database is locked"))
                .doNothing()
                .when(sync)
                .resend(any(), any());

        call("retry-parked-message", Map.of("id", "airtable:t1"), null);

        await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("done"));
        verify(sync, times(2)).resend("airtable", "t1");
        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("resend-parked-messages leaves it to the next round: the database is locked");
    }

    @Test
    void leavesParkedWhatIsRefusedAgainAtOnce() {
        doAnswer(sent -> park("airtable:t1", "parked")).when(sync).resend(any(), any());

        call("retry-parked-message", Map.of("id", "airtable:t1"), null);

        verify(sync, timeout(10_000)).resend("airtable", "t1");
        await().during(Duration.ofMillis(200)).until(() -> state().equals("parked"));
        verify(sync).resend("airtable", "t1");
    }

    @Test
    void changesNothingUnderAnotherId() {
        call("retry-parked-message", Map.of("id", "airtable:t1' OR '1'='1"), null);

        verify(messages).decided("airtable:t1' OR '1'='1", "retry", 0);
        assertThat(state()).isEqualTo("parked");
        verifyNoInteractions(sync);
    }

    @Test
    void doesNotSendAgainWhatWasDropped() {
        park("airtable:t1", "dropped");

        call("retry-parked-message", Map.of("id", "airtable:t1"), null);

        verify(messages).decided("airtable:t1", "retry", 0);
        assertThat(state()).isEqualTo("dropped");
    }

    private Object park(String id, String state) {
        return park(id, "airtable", "t1", state);
    }

    private Object park(String id, String system, String taskId, String state) {
        return JdbcClient.create(store)
                .sql("INSERT INTO parked_message VALUES (?, 'r', ?, ?, '{}', 'c', 'h', 1, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET state = excluded.state")
                .params(id, system, taskId, state)
                .update();
    }

    private String state() {
        return state("airtable:t1");
    }

    private String state(String id) {
        return JdbcClient.create(store)
                .sql("SELECT state FROM parked_message WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }
}
