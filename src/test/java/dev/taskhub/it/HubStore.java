package dev.taskhub.it;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the hub has on disk, read beside it. */
final class HubStore {

    private final JdbcClient jdbc;
    private final JdbcClient inbox;

    HubStore(String url, String user) {
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(url, user, ""));
        this.inbox = url.startsWith("jdbc:sqlite:")
                ? JdbcClient.create(new DriverManagerDataSource(url.replaceFirst("\\.db$", "-inbox.db")))
                : jdbc;
    }

    long count(String table, String where) {
        return jdbc.sql("SELECT COUNT(*) FROM " + table + " WHERE " + where)
                .query(Long.class)
                .single();
    }

    List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    long events() {
        return count("task_event", "1 = 1");
    }

    long tasks() {
        return count("task", "deleted_at IS NULL");
    }

    /** Whether nothing waits: no message to take in, no task or comment to send, no task to hand to an agent. */
    boolean isIdle() {
        long done = jdbc.sql("SELECT value FROM position WHERE reader = 'work-off-inbox'")
                .query(Long.class)
                .optional()
                .orElse(0L);
        return count("outbox", "1 = 1") == 0 && count("comment_outbox", "1 = 1") == 0 && messages("id > " + done) == 0;
    }

    /** How many messages that were pushed at the hub are kept. */
    long messages(String where) {
        return inbox.sql("SELECT COUNT(*) FROM inbox WHERE " + where)
                .query(Long.class)
                .single();
    }

    /** Whether the event log of the task of this title mentions {@code value}. */
    boolean remembers(String title, String value) {
        return jdbc
                .sql("SELECT e.changes FROM task_event e JOIN task t ON t.id = e.task_id WHERE t.title = ?")
                .param(title)
                .query(String.class)
                .list()
                .stream()
                .anyMatch(changes -> changes.contains(value));
    }
}
