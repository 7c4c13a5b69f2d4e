package dev.taskhub.sync;

import dev.taskhub.task.Chunks;
import dev.taskhub.task.JsonColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The conflicts as the database holds them. */
@Repository
public class Conflicts {

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    Conflicts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** The open conflicts of these tasks. */
    List<Conflict> open(Collection<String> taskIds) {
        var found = new ArrayList<Conflict>();
        for (List<String> chunk : Chunks.of(taskIds)) {
            found.addAll(client.sql("SELECT * FROM conflict WHERE task_id IN (:ids) AND resolved_at IS NULL")
                    .param("ids", chunk)
                    .query(Conflicts::conflict)
                    .list());
        }
        return found;
    }

    /** Open conflicts, oldest first, {@code limit} at most. */
    public List<Conflict> open(int limit) {
        return client.sql("SELECT * FROM conflict WHERE resolved_at IS NULL ORDER BY opened_at, id LIMIT ?")
                .param(limit)
                .query(Conflicts::conflict)
                .list();
    }

    /** How many conflicts wait for a person. */
    public long countOpen() {
        return client.sql("SELECT COUNT(*) FROM conflict WHERE resolved_at IS NULL")
                .query(Long.class)
                .single();
    }

    Optional<Conflict> find(String id) {
        return client.sql("SELECT * FROM conflict WHERE id = ?")
                .param(id)
                .query(Conflicts::conflict)
                .optional();
    }

    void save(Collection<Conflict> conflicts) {
        jdbc.batchUpdate(
                "INSERT INTO conflict (id, task_id, system, container, external_id, field, base_value, hub_value,"
                        + " remote_value, remote_at, remote_by, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET hub_value = excluded.hub_value,"
                        + " remote_value = excluded.remote_value, remote_at = excluded.remote_at,"
                        + " remote_by = excluded.remote_by",
                conflicts,
                500,
                (statement, conflict) -> {
                    statement.setString(1, conflict.id());
                    statement.setString(2, conflict.taskId());
                    statement.setString(3, conflict.system());
                    statement.setString(4, conflict.container());
                    statement.setString(5, conflict.externalId());
                    statement.setString(6, conflict.field());
                    statement.setString(7, JsonColumn.write(conflict.base()));
                    statement.setString(8, JsonColumn.write(conflict.hub()));
                    statement.setString(9, JsonColumn.write(conflict.remote()));
                    statement.setObject(
                            10,
                            conflict.remoteAt() == null
                                    ? null
                                    : conflict.remoteAt().toEpochMilli(),
                            Types.BIGINT);
                    statement.setString(11, conflict.remoteBy());
                    statement.setLong(12, conflict.openedAt().toEpochMilli());
                });
    }

    void resolve(Collection<String> ids, String resolution, String by, Instant at) {
        jdbc.batchUpdate(
                "UPDATE conflict SET resolved_at = ?, resolution = ?, resolved_by = ? WHERE id = ? AND resolved_at IS NULL",
                ids,
                500,
                (statement, id) -> {
                    statement.setLong(1, at.toEpochMilli());
                    statement.setString(2, resolution);
                    statement.setString(3, by);
                    statement.setString(4, id);
                });
    }

    private static Conflict conflict(ResultSet row, int rowNumber) throws SQLException {
        long remoteAt = row.getLong("remote_at");
        boolean dated = !row.wasNull();
        return new Conflict(
                row.getString("id"),
                row.getString("task_id"),
                row.getString("system"),
                row.getString("container"),
                row.getString("external_id"),
                row.getString("field"),
                JsonColumn.value(row.getString("base_value")),
                JsonColumn.value(row.getString("hub_value")),
                JsonColumn.value(row.getString("remote_value")),
                dated ? Instant.ofEpochMilli(remoteAt) : null,
                row.getString("remote_by"),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                row.getString("resolution"));
    }
}
