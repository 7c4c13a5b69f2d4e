package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** One round of it; that rounds go on until nothing is left shows {@link PurgeOldRowsRouteTest}. */
@ContextConfiguration(classes = {Retention.class, DeletedRows.class, TestStore.class, PurgeOldRowsRouteTest.Time.class})
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/purge-sessions.camel.yaml")
class PurgeSessionsRouteTest extends RouteTestBase {

    @Autowired
    DataSource store;

    @Autowired
    Retention retention;

    @Test
    void tellsHowManyWent() {
        var client = JdbcClient.create(store);
        long old = Instant.now().minus(Duration.ofDays(91)).toEpochMilli();
        long now = Instant.now().toEpochMilli();
        for (String row : List.of(
                "login_session VALUES ('%s', 'anna', 'h', 1, %d)",
                "access_token VALUES ('%s', 'anna', 'l', 'viewer', 'h', 1, %d, NULL)",
                "login_failure VALUES ('%s', 1, %d)",
                "git_commit VALUES ('r', '%s', 't', 'finished', %d)",
                "claude_list (container, written_at) VALUES ('%s', %d)",
                "claude_session (session_id, started_at, last_seen_at) VALUES ('%s', 1, %d)")) {
            client.sql("INSERT INTO " + row.formatted("old", old)).update();
            client.sql("INSERT INTO " + row.formatted("young", now)).update();
        }
        client.sql("INSERT INTO promised_task VALUES ('old', 1, 'k1', ?), ('young', 2, 'k2', ?)")
                .params(old, now)
                .update();
        client.sql(
                        "INSERT INTO task_proposal (number, words, title, why, session_id, status, proposed_at, decided_at)"
                                + " VALUES (1, 'a', 'a', 'w', 's', 'dismissed', 1, ?), (2, 'b', 'b', 'w', 's', 'proposed', 1, NULL)")
                .param(old)
                .update();

        Exchange done = run("purge-sessions", retention.cutOffs());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("CamelSqlUpdateCount")).isEqualTo(8);
    }
}
