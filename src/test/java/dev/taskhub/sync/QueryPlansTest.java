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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        new Outbox(jdbc, Clock.systemUTC(), new Pauses(Clock.systemUTC()), transactions.getTransactionManager())
                .claim("convex", 50);

        assertThat(plan()).containsExactly("SEARCH outbox USING INDEX outbox_by_due (system=? AND due_at<?)");
    }

    @Test
    void readsTheOpenTasksInTheOrderOfTheirIds() {
        bean(TaskStore.class).open().hasNext();

        assertThat(plan()).containsExactly("SEARCH task USING INDEX sqlite_autoindex_task_1 (id>?)");
    }

    @Test
    void countsTheWorkloadWithoutALookAtTheTasks() {
        bean(TaskStore.class).openByAssignee();

        assertThat(plan())
                .contains("SEARCH task USING COVERING INDEX task_workload"
                        + " (status=? AND deleted_at=? AND assigned_to>?)");
    }

    @Test
    void findsOpenConflictsWithoutALookAtTheSettledOnes() {
        Conflicts conflicts = bean(Conflicts.class);

        conflicts.open(List.of("task"));
        assertThat(plan()).containsExactly("SEARCH conflict USING INDEX conflict_open_by_task (task_id=?)");
        conflicts.open(10);
        assertThat(plan()).containsExactly("SCAN conflict USING INDEX conflict_open");
        conflicts.countOpen();
        assertThat(plan()).singleElement().asString().contains("INDEX conflict_open");
    }

    @Test
    void findsOpenProposalsWithoutALookAtTheDismissedOnes() {
        Proposals proposals = bean(Proposals.class);

        proposals.open(10);
        assertThat(plan()).containsExactly("SCAN proposal USING INDEX proposal_open");
        proposals.open(List.of("task"));
        assertThat(plan()).noneMatch(step -> step.startsWith("SCAN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "purge-applied-lists",
                "purge-links",
                "purge-comment-links",
                "purge-comments",
                "purge-comment-links-of-tasks",
                "purge-comments-of-tasks",
                "purge-tombstones",
                "purge-plan-parts",
                "purge-conflicts",
                "purge-parked-messages"
            })
    void findsWhatIsOldWithoutALookAtTheRest(String statement) throws IOException {
        asked.add(new ClassPathResource("sql/" + statement + ".sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .replaceAll(":#\\w+", "?"));

        assertThat(plan()).hasSizeGreaterThan(1).noneMatch(step -> step.startsWith("SCAN"));
    }

    private <T> T bean(Class<T> type) {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(JdbcTemplate.class, () -> jdbc);
            context.register(type);
            context.refresh();
            return context.getBean(type);
        }
    }

    /** The steps of what was asked first since the last look. */
    private List<String> plan() {
        String sql = asked.get(0).replace("?", "NULL");
        asked.clear();
        return new JdbcTemplate(store).query("EXPLAIN QUERY PLAN " + sql, (row, index) -> row.getString("detail"));
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
