package dev.taskhub.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Looks things up in the event log. */
@Repository
public class TaskEvents {

    /** So many newest events are looked at for one that changed a field. */
    private static final int DEEPEST = 50;

    /** What the task itself went through: no value that lost, and nothing that was said about it. */
    private static final String OF_THE_TASK = "IN ('CREATED', 'UPDATED', 'DELETED', 'RESTORED')";

    /**
     * One event, without its values.
     *
     * @param at when the hub noted it
     * @param actor the person or agent, as {@code system} names them, or {@code null} when unknown
     */
    public record Entry(Instant at, String actor, String system) {}

    private record Row(Entry entry, List<Object> changes) {}

    private final JdbcClient client;

    TaskEvents(JdbcClient client) {
        this.client = client;
    }

    /** The last event that gave this field of a task its value. */
    public Optional<Entry> lastChange(String taskId, TaskField field) {
        return client
                .sql("SELECT at, actor, system, changes FROM task_event WHERE task_id = ? AND type " + OF_THE_TASK
                        + " AND changes LIKE ? ORDER BY id DESC LIMIT " + DEEPEST)
                .params(taskId, "%[\"" + field.jsonName() + "\",%")
                .query((row, index) -> new Row(entry(row), JsonColumn.list(row.getString("changes"))))
                .list()
                .stream()
                // The same words may stand in a value.
                .filter(row -> row.changes().stream()
                        .anyMatch(change -> ((List<?>) change).get(0).equals(field.jsonName())))
                .map(Row::entry)
                .findFirst();
    }

    /** The last event of a task. */
    public Optional<Entry> last(String taskId) {
        return client.sql("SELECT at, actor, system FROM task_event WHERE task_id = ? AND type " + OF_THE_TASK
                        + " ORDER BY id DESC LIMIT 1")
                .param(taskId)
                .query((row, index) -> entry(row))
                .optional();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(Instant.ofEpochMilli(row.getLong("at")), row.getString("actor"), row.getString("system"));
    }
}
