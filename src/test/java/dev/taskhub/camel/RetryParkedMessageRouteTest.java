package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.taskhub.api.ParkedMessages;
import dev.taskhub.sync.Sync;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The door and the statement consumer behind it, on a real store. */
@ContextConfiguration(classes = TestStore.class)
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/operations/retry-parked-message.camel.yaml",
            "taskhub.wake-every=50"
        })
class RetryParkedMessageRouteTest extends ApiRouteTest {

    @MockitoBean(name = "sync")
    Sync sync;

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
        return JdbcClient.create(store)
                .sql("INSERT INTO parked_message VALUES (?, 'r', 'airtable', 't1', '{}', 'c', 'h', 1, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET state = excluded.state")
                .params(id, state)
                .update();
    }

    private String state() {
        return JdbcClient.create(store)
                .sql("SELECT state FROM parked_message WHERE id = 'airtable:t1'")
                .query(String.class)
                .single();
    }
}
