package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.api.ParkedMessages;
import dev.taskhub.sync.NotFound;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ContextConfiguration(classes = TestStore.class)
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/drop-parked-message.camel.yaml")
class DropParkedMessageRouteTest extends ApiRouteTest {

    @MockitoBean(name = "parkedMessages")
    ParkedMessages messages;

    @Autowired
    private DataSource store;

    @BeforeEach
    void park() {
        execute("DELETE FROM parked_message");
        execute("INSERT INTO parked_message VALUES ('convex:t1', 'r', 'convex', 't1', '{}', 'c', 'h', 1, 'parked')");
        execute("INSERT INTO parked_message VALUES ('convex:t2', 'r', 'convex', 't2', '{}', 'c', 'h', 1, 'parked')");
    }

    @Test
    void givesUpTheOneMessageAndSaysSo() {
        var decision = new ParkedMessages.Decision("convex:t1", "dropped");
        when(messages.decided("convex:t1", "dropped", 1)).thenReturn(decision);

        call("drop-parked-message", Map.of("id", "convex:t1"), null);

        assertThat(answered("id", "CamelSqlUpdateCount")).isEqualTo(decision);
        assertThat(JdbcClient.create(store)
                        .sql("SELECT id FROM parked_message WHERE state = 'parked'")
                        .query(String.class)
                        .list())
                .containsExactly("convex:t2");
    }

    @Test
    void givesUpWhatWasToBeSentAgain() {
        execute("UPDATE parked_message SET state = 'retry' WHERE id = 'convex:t1'");

        call("drop-parked-message", Map.of("id", "convex:t1"), null);

        verify(messages).decided("convex:t1", "dropped", 1);
    }

    @Test
    void saysWhenThereIsNothingToGiveUp() {
        when(messages.decided(any(), any(), anyInt())).thenThrow(new NotFound("nothing waits"));

        assertRefused(call("drop-parked-message", Map.of("id", "convex:t9"), null), 404, "nothing waits");
    }

    private void execute(String sql) {
        JdbcClient.create(store).sql(sql).update();
    }
}
