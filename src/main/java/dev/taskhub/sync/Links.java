package dev.taskhub.sync;

import dev.taskhub.task.Chunks;
import dev.taskhub.task.JsonColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The links as the database holds them. */
@Repository
public class Links {

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    Links(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** The link of one item. */
    public Optional<Link> find(String system, String container, String externalId) {
        return find(system, container, List.of(externalId)).stream().findFirst();
    }

    /** The links of the items with these ids. */
    public List<Link> find(String system, String container, Collection<String> externalIds) {
        var found = new ArrayList<Link>();
        for (List<String> chunk : Chunks.of(externalIds)) {
            found.addAll(client.sql("SELECT * FROM link WHERE system = :system AND container = :container"
                            + " AND external_id IN (:ids)")
                    .param("system", system)
                    .param("container", container)
                    .param("ids", chunk)
                    .query(Links::link)
                    .list());
        }
        return found;
    }

    /** Every link of these tasks, in all systems. */
    public List<Link> ofTasks(Collection<String> taskIds) {
        var found = new ArrayList<Link>();
        for (List<String> chunk : Chunks.of(taskIds)) {
            found.addAll(client.sql("SELECT * FROM link WHERE task_id IN (:ids)")
                    .param("ids", chunk)
                    .query(Links::link)
                    .list());
        }
        return found;
    }

    /** Every link of a container: for containers of a person's size, such as one Claude session. */
    public List<Link> ofContainer(String system, String container) {
        return client.sql("SELECT * FROM link WHERE system = ? AND container = ?")
                .params(system, container)
                .query(Links::link)
                .list();
    }

    /**
     * The links of items that may have been made in a container although no answer has come: each with the version that it
     * was first sent with, see {@link Sync#send(List, String)}.
     */
    public List<Link> unanswered(String system, String container) {
        return client.sql("SELECT * FROM link WHERE system = ? AND container = ? AND state = 'creating'"
                        + " AND remote_version IS NOT NULL")
                .params(system, container)
                .query(Links::link)
                .list();
    }

    /** The ids of the items of a container that stand there as far as we know. */
    public Set<String> linkedIds(String system, String container) {
        return new HashSet<>(
                client.sql("SELECT external_id FROM link WHERE system = ? AND container = ? AND state = 'linked'")
                        .params(system, container)
                        .query(String.class)
                        .list());
    }

    void save(Collection<Link> links) {
        jdbc.batchUpdate(
                "INSERT INTO link (system, container, external_id, task_id, state, base, sent, remote_version,"
                        + " deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (system, container, external_id) DO UPDATE SET"
                        + " task_id = excluded.task_id, state = excluded.state, base = excluded.base,"
                        + " sent = excluded.sent, remote_version = excluded.remote_version,"
                        + " deleted_at = excluded.deleted_at",
                links,
                500,
                (statement, link) -> {
                    statement.setString(1, link.system());
                    statement.setString(2, link.container());
                    statement.setString(3, link.externalId());
                    statement.setString(4, link.taskId());
                    statement.setString(5, link.state().name().toLowerCase(Locale.ROOT));
                    statement.setString(6, JsonColumn.write(link.base()));
                    statement.setString(7, link.sent().isEmpty() ? null : JsonColumn.write(link.sent()));
                    statement.setString(8, link.remoteVersion());
                    statement.setObject(
                            9,
                            link.deletedAt() == null ? null : link.deletedAt().toEpochMilli(),
                            Types.BIGINT);
                });
    }

    void delete(Collection<Link.Key> keys) {
        jdbc.batchUpdate(
                "DELETE FROM link WHERE system = ? AND container = ? AND external_id = ?",
                keys,
                500,
                (statement, key) -> {
                    statement.setString(1, key.system());
                    statement.setString(2, key.container());
                    statement.setString(3, key.externalId());
                });
    }

    /** Up to {@code max} links of a container in the order of their items' ids, from after {@code last} on. */
    List<Link> page(String system, String container, String last, int max) {
        return client.sql("SELECT * FROM link WHERE system = ? AND container = ? AND external_id > ?"
                        + " ORDER BY external_id LIMIT ?")
                .params(system, container, last, max)
                .query(Links::link)
                .list();
    }

    /** Forgets what was on its way to a system that has refused it. */
    void forgetSent(String system, String taskId) {
        client.sql("UPDATE link SET sent = NULL WHERE system = ? AND task_id = ?")
                .params(system, taskId)
                .update();
    }

    private static Link link(ResultSet row, int rowNumber) throws SQLException {
        String sent = row.getString("sent");
        long deletedAt = row.getLong("deleted_at");
        return new Link(
                row.getString("system"),
                row.getString("container"),
                row.getString("external_id"),
                row.getString("task_id"),
                Link.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                JsonColumn.map(row.getString("base")),
                sent == null ? Map.of() : JsonColumn.map(sent),
                row.getString("remote_version"),
                deletedAt == 0 ? null : Instant.ofEpochMilli(deletedAt));
    }
}
