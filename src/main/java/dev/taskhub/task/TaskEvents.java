package dev.taskhub.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * One event of a task, with what it changed.
     *
     * @param after the new values by the fields' JSON names, as the log has them; {@code null} for an emptied field
     */
    public record Happening(
            String taskId,
            TaskEvent.Type type,
            String actor,
            String system,
            String messageKey,
            Map<String, Object> after) {}

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

    /** What happened to tasks after {@code time}, of the newest {@code limit} events the oldest first. */
    public List<Happening> since(Instant time, int limit) {
        var happenings = new ArrayList<>(client.sql(
                        "SELECT task_id, type, actor, system, message_key, changes FROM task_event WHERE at > ? AND type "
                                + OF_THE_TASK + " ORDER BY at DESC, id DESC LIMIT ?")
                .params(time.toEpochMilli(), limit)
                .query(TaskEvents::happening)
                .list());
        Collections.reverse(happenings);
        return happenings;
    }

    /**
     * What happened to a task and to what hangs on it, the newest first.
     *
     * @param before the id of the event to begin after, or {@code null} for the newest
     */
    public List<TaskEvent> ofTask(String taskId, String before, int limit) {
        return client.sql("SELECT * FROM task_event WHERE task_id = ? AND id < ? ORDER BY id DESC LIMIT ?")
                // ids are of digits, lower letters and hyphens
                .params(taskId, before == null ? "~" : before, limit)
                .query(TaskEvents::event)
                .list();
    }

    /** The event of this id, if it is one of this task. */
    public Optional<TaskEvent> find(String taskId, String id) {
        return client.sql("SELECT * FROM task_event WHERE task_id = ? AND id = ?")
                .params(taskId, id)
                .query(TaskEvents::event)
                .optional();
    }

    private static TaskEvent event(ResultSet row, int index) throws SQLException {
        return new TaskEvent(
                row.getString("id"),
                row.getString("task_id"),
                Instant.ofEpochMilli(row.getLong("at")),
                TaskEvent.Type.valueOf(row.getString("type")),
                row.getString("actor"),
                row.getString("system"),
                row.getString("message_key"),
                JsonColumn.list(row.getString("changes")).stream()
                        .map(change -> change((List<?>) change))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Empty for a field that there is no more. */
    private static Optional<FieldChange> change(List<?> parts) {
        return TaskField.named((String) parts.get(0))
                .map(field -> new FieldChange(field, value(field, parts.get(1)), value(field, parts.get(2))));
    }

    private static Object value(TaskField field, Object json) {
        if (json instanceof Number number) {
            return switch (field.kind()) {
                case TIME -> Instant.ofEpochMilli(number.longValue());
                case NUMBER -> (Object) number.doubleValue();
                default -> json;
            };
        }
        return json;
    }

    private static Happening happening(ResultSet row, int index) throws SQLException {
        var after = new LinkedHashMap<String, Object>();
        for (Object change : JsonColumn.list(row.getString("changes"))) {
            List<?> parts = (List<?>) change;
            after.put((String) parts.get(0), parts.get(2));
        }
        return new Happening(
                row.getString("task_id"),
                TaskEvent.Type.valueOf(row.getString("type")),
                row.getString("actor"),
                row.getString("system"),
                row.getString("message_key"),
                after);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(Instant.ofEpochMilli(row.getLong("at")), row.getString("actor"), row.getString("system"));
    }
}
