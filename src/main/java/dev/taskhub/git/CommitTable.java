package dev.taskhub.git;

import dev.taskhub.git.CommitReading.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What commits were to tasks, in table {@code git_commit}. A commit is known by its hash alone: clones and forks hold it under
 * other names.
 */
@Repository
class CommitTable {

    record Row(String taskId, Kind kind) {}

    private final JdbcClient client;

    CommitTable(JdbcClient client) {
        this.client = client;
    }

    Optional<Kind> kind(String hash, String taskId) {
        return client.sql("SELECT kind FROM git_commit WHERE hash = ? AND task_id = ?")
                .params(hash, taskId)
                .query(String.class)
                .optional()
                .map(CommitTable::kind);
    }

    /** What the commit of this hash, which may be shortened, was to tasks. */
    List<Row> of(String hash) {
        // "g" comes after every digit of a hash.
        return client.sql("SELECT task_id, kind FROM git_commit WHERE hash >= ? AND hash < ? ORDER BY hash, task_id")
                .params(hash, hash + "g")
                .query((row, index) -> new Row(row.getString("task_id"), kind(row.getString("kind"))))
                .list();
    }

    void save(String repository, String hash, String taskId, Kind kind, long at) {
        client.sql("INSERT INTO git_commit (repository, hash, task_id, kind, at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (hash, task_id) DO UPDATE SET kind = excluded.kind, at = excluded.at")
                .params(repository, hash, taskId, kind.name().toLowerCase(Locale.ROOT), at)
                .update();
    }

    /** Lets {@code now} be to tasks what {@code old} was, except where it is something already. */
    void move(String old, String now) {
        client.sql("DELETE FROM git_commit WHERE hash = ?"
                        + " AND task_id IN (SELECT task_id FROM git_commit WHERE hash = ?)")
                .params(old, now)
                .update();
        client.sql("UPDATE git_commit SET hash = ? WHERE hash = ?")
                .params(now, old)
                .update();
    }

    private static Kind kind(String text) {
        return Kind.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
