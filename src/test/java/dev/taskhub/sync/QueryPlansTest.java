package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.taskhub.task.TaskStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How SQLite goes about what the hub asks it often, or asks it of many rows; it keeps no statistics, so the plans are fixed. */
class QueryPlansTest {

    private final List<String> asked = new ArrayList<>();
    private HikariDataSource store;
    private JdbcTemplate jdbc;
    private TransactionTemplate transactions;

    @BeforeEach
    void openStore(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("taskhub.db"));
        jdbc = new JdbcTemplate(listening());
        transactions = new TransactionTemplate(new JdbcTransactionManager(store));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void claimsInTheOrderOfTheIndex() {
        new Outbox(jdbc, Clock.systemUTC(), transactions.getTransactionManager()).claim("convex", 50);

        assertThat(plan()).containsExactly("SEARCH outbox USING INDEX outbox_by_due (system=? AND due_at<?)");
    }

    @Test
    void readsTheOpenTasksInTheOrderOfTheirIds() {
        bean(TaskStore.class).open().hasNext();

        assertThat(plan()).containsExactly("SEARCH task USING INDEX sqlite_autoindex_task_1 (id>?)");
    }

    @Test
    void readsPendingMessagesInTheOrderOfTheirIds() {
        new InboxTable(jdbc, transactions).pending(200);

        assertThat(plan()).containsExactly("SCAN inbox USING INDEX inbox_pending");
    }

    @Test
    void findsWhatIsDoneLongEnough() throws IOException {
        assertThat(planOf("purge-inbox")).contains("SEARCH inbox USING INDEX inbox_done (done_at<?)");
    }

    /** The steps of a statement of the routes. */
    private List<String> planOf(String statement) throws IOException {
        String sql = new ClassPathResource("sql/" + statement + ".sql").getContentAsString(StandardCharsets.UTF_8);
        asked.add(sql.replaceAll(":#\\w+", "?"));
        return plan();
    }

    private <T> T bean(Class<T> type) {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(JdbcTemplate.class, () -> jdbc);
            context.register(type);
            context.refresh();
            return context.getBean(type);
        }
    }

    /** The steps of what was asked first. */
    private List<String> plan() {
        return new JdbcTemplate(store)
                .query(
                        "EXPLAIN QUERY PLAN " + asked.get(0).replace("?", "NULL"),
                        (row, index) -> row.getString("detail"));
    }

    private DataSource listening() {
        return new DelegatingDataSource(store) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                asked.add((String) arguments[0]);
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }
}
