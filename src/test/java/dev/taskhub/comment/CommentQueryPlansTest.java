package dev.taskhub.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How SQLite goes about what the hub asks of its comments: by a key, however many there are. */
class CommentQueryPlansTest {

    private final List<String> asked = new ArrayList<>();
    private Connection connection;
    private JdbcTemplate jdbc;

    @BeforeEach
    void openStore(@TempDir Path folder) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("taskhub.db");
        Flyway.configure().dataSource(url, "", "").load().migrate();
        connection = DriverManager.getConnection(url);
        jdbc = new JdbcTemplate(new SingleConnectionDataSource(listening(), true));
    }

    @AfterEach
    void closeStore() throws Exception {
        connection.close();
    }

    @Test
    void findsCommentsByTheirKeysAndTasks() {
        var comments = new Comments(jdbc);

        comments.find(List.of("c1"));
        comments.ofTasks(List.of("t1"));
        comments.move("t1", "t2");
        comments.commentedTasks("", 100);

        assertThat(plans())
                .containsExactly(
                        "SEARCH comment USING INDEX sqlite_autoindex_comment_1 (id=?)",
                        "SEARCH comment USING INDEX comment_by_task (task_id=?)",
                        "SEARCH comment USING INDEX comment_by_task (task_id=?)",
                        "SEARCH comment USING COVERING INDEX comment_by_task (task_id>?)");
    }

    @Test
    void findsLinksByTheirKeysItemsAndComments() {
        var links = new CommentLinks(jdbc);

        links.find(List.of(new CommentLink.Key("airtable", "app1", "com1")));
        links.standingOn("airtable", "app1", "rec1");
        links.creatingOn("airtable", "app1", List.of("rec1"));
        links.withoutTask("airtable", "app1", List.of("rec1"));
        links.ofComments(List.of("c1"));

        String byItem = "SEARCH comment_link USING INDEX comment_link_by_item (system=? AND container=? AND item_id=?)";
        assertThat(plans())
                .containsExactly(
                        "SEARCH comment_link USING INDEX sqlite_autoindex_comment_link_1"
                                + " (system=? AND container=? AND external_id=?)",
                        byItem,
                        byItem,
                        byItem + "; CORRELATED SCALAR SUBQUERY 1;"
                                + " SEARCH comment USING INDEX sqlite_autoindex_comment_1 (id=?)",
                        "SEARCH comment_link USING INDEX comment_link_by_comment (comment_id=?)");
    }

    private List<String> plans() {
        var statements = List.copyOf(asked);
        return statements.stream()
                .map(sql -> String.join(
                        "; ",
                        jdbc.query(
                                "EXPLAIN QUERY PLAN " + sql.replace("?", "NULL"),
                                (row, index) -> row.getString("detail"))))
                .toList();
    }

    private Connection listening() {
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
}
