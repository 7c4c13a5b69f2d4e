package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** How SQLite goes about what the hub asks it often, or asks it of many rows; it keeps no statistics, so the plans are fixed. */
class QueryPlansTest {

    private final List<String> asked = new ArrayList<>();
    private HikariDataSource store;
    private JdbcTemplate jdbc;

    @BeforeEach
    void openStore(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("taskhub.db"));
        jdbc = new JdbcTemplate(listening());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void claimsInTheOrderOfTheIndex() {
        new Outbox(jdbc, Clock.systemUTC(), new JdbcTransactionManager(store)).claim("convex", 50);

        assertThat(plan()).containsExactly("SEARCH outbox USING INDEX outbox_by_due (system=? AND due_at<?)");
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
