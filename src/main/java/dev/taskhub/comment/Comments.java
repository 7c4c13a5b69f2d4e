package dev.taskhub.comment;

import dev.taskhub.task.Chunks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The comments as the database holds them, tombstones included. */
@Repository
public class Comments {

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    Comments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** The comments with these ids; unknown ids are left out. */
    public List<Comment> find(Collection<String> ids) {
        return in("SELECT * FROM comment WHERE id IN (:ids)", ids);
    }

    /** The comments on these tasks, oldest first on each. */
    public List<Comment> ofTasks(Collection<String> taskIds) {
        return in("SELECT * FROM comment WHERE task_id IN (:ids) ORDER BY task_id, id", taskIds);
    }

    /** The next tasks with comments, in the order of their ids; {@code ""} is before the first. */
    List<String> commentedTasks(String after, int limit) {
        return client.sql("SELECT DISTINCT task_id FROM comment WHERE task_id > ? ORDER BY task_id LIMIT ?")
                .params(after, limit)
                .query(String.class)
                .list();
    }

    void delete(Collection<String> ids) {
        jdbc.batchUpdate("DELETE FROM comment WHERE id = ?", ids, 500, (statement, id) -> statement.setString(1, id));
    }

    /** Makes the comments on one task those on another. */
    void move(String fromTask, String toTask) {
        client.sql("UPDATE comment SET task_id = ? WHERE task_id = ?")
                .params(toTask, fromTask)
                .update();
    }

    /** Writes the comments as they are, new or known. */
    void save(Collection<Comment> comments) {
        jdbc.batchUpdate(
                "INSERT INTO comment (id, task_id, author, body, created_at, updated_at, deleted_at, version, origin)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                        + " task_id = excluded.task_id, body = excluded.body, updated_at = excluded.updated_at,"
                        + " deleted_at = excluded.deleted_at, version = excluded.version",
                comments,
                500,
                (statement, comment) -> {
                    statement.setString(1, comment.id());
                    statement.setString(2, comment.taskId());
                    statement.setString(3, comment.author());
                    statement.setString(4, comment.body());
                    statement.setLong(5, comment.createdAt().toEpochMilli());
                    statement.setLong(6, comment.updatedAt().toEpochMilli());
                    statement.setObject(
                            7,
                            comment.deletedAt() == null
                                    ? null
                                    : comment.deletedAt().toEpochMilli(),
                            Types.BIGINT);
                    statement.setLong(8, comment.version());
                    statement.setString(9, comment.origin());
                });
    }

    private List<Comment> in(String sql, Collection<String> ids) {
        var found = new ArrayList<Comment>();
        for (List<String> chunk : Chunks.of(ids)) {
            found.addAll(
                    client.sql(sql).param("ids", chunk).query(Comments::comment).list());
        }
        return found;
    }

    private static Comment comment(ResultSet row, int rowNumber) throws SQLException {
        long deletedAt = row.getLong("deleted_at");
        boolean deleted = !row.wasNull();
        return new Comment(
                row.getString("id"),
                row.getString("task_id"),
                row.getString("author"),
                row.getString("body"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")),
                deleted ? Instant.ofEpochMilli(deletedAt) : null,
                row.getLong("version"),
                row.getString("origin"));
    }
}
