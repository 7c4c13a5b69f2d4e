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
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/purge-messages.camel.yaml")
class PurgeMessagesRouteTest extends RouteTestBase {

    @Autowired
    DataSource store;

    @Autowired
    Retention retention;

    @Test
    void tellsHowManyWent() {
        var client = JdbcClient.create(store);
        for (String table : List.of("applied_list", "task_request")) {
            client.sql("DELETE FROM " + table).update();
        }
        long old = Instant.now().minus(Duration.ofDays(15)).toEpochMilli();
        client.sql("INSERT INTO applied_list VALUES ('a', ?), ('b', ?)")
                .params(old, old)
                .update();
        client.sql("INSERT INTO task_request VALUES ('a', 't', ?)").param(old).update();

        Exchange done = run("purge-messages", retention.cutOffs());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("CamelSqlUpdateCount")).isEqualTo(3);
    }
}
