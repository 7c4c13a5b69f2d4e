package dev.taskhub.sync;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The events of tasks, as a reader of the table finds them. */
final class EventLog {

    private EventLog() {}

    /** The events of one task, oldest first. */
    static List<TaskEvent> of(JdbcTemplate jdbc, String taskId) {
        return jdbc.query("SELECT * FROM task_event WHERE task_id = ? ORDER BY id", EventLog::event, taskId);
    }

    private static TaskEvent event(ResultSet row, int rowNumber) throws SQLException {
        return new TaskEvent(
                row.getString("id"),
                row.getString("task_id"),
                Instant.ofEpochMilli(row.getLong("at")),
                TaskEvent.Type.valueOf(row.getString("type")),
                row.getString("actor"),
                row.getString("system"),
                row.getString("message_key"),
                JsonColumn.list(row.getString("changes")).stream()
                        .map(EventLog::change)
                        .toList());
    }

    private static FieldChange change(Object json) {
        var parts = (List<?>) json;
        TaskField field = TaskField.named((String) parts.get(0)).orElseThrow();
        return new FieldChange(field, typed(field, parts.get(1)), typed(field, parts.get(2)));
    }

    private static Object typed(TaskField field, Object plain) {
        if (plain == null) {
            return null;
        }
        return switch (field.kind()) {
            case TIME -> Instant.ofEpochMilli(((Number) plain).longValue());
            case NUMBER -> ((Number) plain).doubleValue();
            default -> plain;
        };
    }
}
