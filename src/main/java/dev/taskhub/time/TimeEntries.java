package dev.taskhub.time;

import dev.taskhub.task.Chunks;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The time entries as the database holds them, tombstones included. */
@Repository
class TimeEntries {

    private static final String SAVE =
            "INSERT INTO time_entry (id, task_id, person, started_at, ended_at, note, source,"
                    + " created_at, updated_at, deleted_at, version, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET task_id = excluded.task_id, person = excluded.person,"
                    + " started_at = excluded.started_at, ended_at = excluded.ended_at, note = excluded.note,"
                    + " source = excluded.source, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at,"
                    + " version = excluded.version";

    /** @param spent the time of the finished ones together */
    record Sum(long entries, Duration spent) {

        static final Sum NONE = new Sum(0, Duration.ZERO);
    }

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    TimeEntries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    Optional<TimeEntry> find(String id) {
        return client.sql("SELECT * FROM time_entry WHERE id = ?")
                .param(id)
                .query(TimeEntries::entry)
                .optional();
    }

    /** The next entries of a task that are not deleted, the latest first. */
    List<TimeEntry> ofTask(String taskId, int limit) {
        return client.sql("SELECT * FROM time_entry WHERE task_id = ? AND deleted_at IS NULL"
                        + " ORDER BY started_at DESC, id DESC LIMIT ?")
                .params(taskId, limit)
                .query(TimeEntries::entry)
                .list();
    }

    /** As {@link #ofTask(String, int)}, those that come after {@code last}. */
    List<TimeEntry> ofTask(String taskId, TimeEntry last, int limit) {
        return client.sql(
                        "SELECT * FROM time_entry WHERE task_id = ? AND deleted_at IS NULL AND (started_at, id) < (?, ?)"
                                + " ORDER BY started_at DESC, id DESC LIMIT ?")
                .params(taskId, last.startedAt().toEpochMilli(), last.id(), limit)
                .query(TimeEntries::entry)
                .list();
    }

    /** By task, those of these that ever had a finished entry, with what is left of them. */
    Map<String, Sum> sums(Collection<String> taskIds) {
        var sums = new HashMap<String, Sum>();
        for (List<String> chunk : Chunks.of(taskIds)) {
            client.sql("SELECT task_id, SUM(CASE WHEN deleted_at IS NULL THEN 1 ELSE 0 END) AS entries,"
                            + " SUM(CASE WHEN deleted_at IS NULL THEN ended_at - started_at ELSE 0 END) AS spent"
                            + " FROM time_entry WHERE task_id IN (:ids) AND ended_at IS NOT NULL GROUP BY task_id")
                    .param("ids", chunk)
                    .query(row -> {
                        sums.put(
                                row.getString("task_id"),
                                new Sum(row.getLong("entries"), Duration.ofMillis(row.getLong("spent"))));
                    });
        }
        return sums;
    }

    /** Writes the entries as they are, new or known. */
    void save(Collection<TimeEntry> entries) {
        jdbc.batchUpdate(SAVE, entries, 500, TimeEntries::bind);
    }

    private static void bind(PreparedStatement statement, TimeEntry entry) throws SQLException {
        statement.setString(1, entry.id());
        statement.setString(2, entry.taskId());
        statement.setString(3, entry.person());
        setTime(statement, 4, entry.startedAt());
        setTime(statement, 5, entry.endedAt());
        statement.setString(6, entry.note());
        statement.setString(7, entry.source().name());
        setTime(statement, 8, entry.createdAt());
        setTime(statement, 9, entry.updatedAt());
        setTime(statement, 10, entry.deletedAt());
        statement.setLong(11, entry.version());
        statement.setString(12, entry.origin());
    }

    private static TimeEntry entry(ResultSet row, int rowNumber) throws SQLException {
        return new TimeEntry(
                row.getString("id"),
                row.getString("task_id"),
                row.getString("person"),
                time(row, "started_at"),
                time(row, "ended_at"),
                row.getString("note"),
                TimeEntry.Source.valueOf(row.getString("source")),
                time(row, "created_at"),
                time(row, "updated_at"),
                time(row, "deleted_at"),
                row.getLong("version"),
                row.getString("origin"));
    }

    private static void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setObject(index, time == null ? null : time.toEpochMilli(), Types.BIGINT);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
