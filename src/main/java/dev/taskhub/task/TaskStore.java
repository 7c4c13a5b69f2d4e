package dev.taskhub.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tasks as the database holds them, tombstones included. */
@Repository
public class TaskStore {

    private static final List<TaskField> FIELDS = List.of(TaskField.values());
    private static final int FIRST_FIELD = 4;

    private static final String COLUMNS = FIELDS.stream().map(TaskField::column).collect(Collectors.joining(", "));
    private static final String SELECT = "SELECT id, number, version, deleted_at, " + COLUMNS + ", stamps FROM task ";
    private static final String SAVE = "INSERT INTO task (id, number, version, deleted_at, " + COLUMNS
            + ", stamps) VALUES (?, ?, ?, ?, " + "?, ".repeat(FIELDS.size())
            + "?) ON CONFLICT (id) DO UPDATE SET version = excluded.version, deleted_at = excluded.deleted_at, "
            + FIELDS.stream()
                    .map(field -> field.column() + " = excluded." + field.column())
                    .collect(Collectors.joining(", "))
            + ", stamps = excluded.stamps";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    TaskStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** The tasks with these ids, by id; unknown ids are left out. */
    public Map<String, Task> find(Collection<String> ids) {
        var found = new HashMap<String, Task>();
        for (List<String> chunk : Chunks.of(ids)) {
            client.sql(SELECT + "WHERE id IN (:ids)")
                    .param("ids", chunk)
                    .query(this::task)
                    .list()
                    .forEach(task -> found.put(task.id(), task));
        }
        return found;
    }

    /** The task with this id. */
    public Optional<Task> find(String id) {
        return client.sql(SELECT + "WHERE id = ?").param(id).query(this::task).optional();
    }

    /** The tasks of these numbers, by number; unknown numbers are left out. */
    public Map<Long, Task> findByNumbers(Collection<Long> numbers) {
        var found = new HashMap<Long, Task>();
        for (List<Long> chunk : Chunks.of(numbers)) {
            client.sql(SELECT + "WHERE number IN (:numbers)")
                    .param("numbers", chunk)
                    .query(this::task)
                    .list()
                    .forEach(task -> found.put(task.number(), task));
        }
        return found;
    }

    /** The task that people call {@code T-<number>}. */
    public Optional<Task> findByNumber(long number) {
        return client.sql(SELECT + "WHERE number = ?")
                .param(number)
                .query(this::task)
                .optional();
    }

    /** Every open task, oldest first, read in pages so that they are never all held. */
    public Iterator<Task> open() {
        return Stream.iterate(
                        openAfter(""),
                        page -> !page.isEmpty(),
                        page -> openAfter(page.get(page.size() - 1).id()))
                .flatMap(List::stream)
                .iterator();
    }

    private List<Task> openAfter(String id) {
        // No bare status: SQLite would go by its index, and sort all open tasks anew for every page.
        return client.sql(SELECT + "WHERE id > :after AND deleted_at IS NULL AND COALESCE(status, '') IN (:open)"
                        + " ORDER BY id LIMIT 1000")
                .param("after", id)
                .param("open", Task.OPEN)
                .query(this::task)
                .list();
    }

    /** The ids of the next tasks that are not deleted, in the order of their ids; {@code ""} is before the first. */
    public List<String> idsAfter(String id, int limit) {
        return client.sql("SELECT id FROM task WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?")
                .params(id, limit)
                .query(String.class)
                .list();
    }

    /** How many open tasks each assignee has. */
    public Map<String, Integer> openByAssignee() {
        var open = new HashMap<String, Integer>();
        client.sql("SELECT assigned_to, COUNT(*) AS open FROM task WHERE assigned_to IS NOT NULL AND deleted_at IS NULL"
                        + " AND status IN (:open) GROUP BY assigned_to")
                .param("open", Task.OPEN)
                .query(row -> {
                    open.put(row.getString("assigned_to"), row.getInt("open"));
                });
        return open;
    }

    /**
     * Waits until no other transaction changes the list, and keeps the others waiting until the caller's has ended: what
     * it reads from here on is what it changes. SQLite lets one writer through anyway.
     *
     * @return the number of this change, greater than that of any before
     */
    public long lock() {
        return client.sql("UPDATE counter SET value = value + 1 WHERE name = 'change' RETURNING value")
                .query(Long.class)
                .single();
    }

    /** Takes {@code count} numbers for new tasks and returns the first of them. */
    public long takeNumbers(int count) {
        long last = client.sql("UPDATE counter SET value = value + ? WHERE name = 'task' RETURNING value")
                .param(count)
                .query(Long.class)
                .single();
        return last - count + 1;
    }

    /** A number for each of these new tasks: the one that was promised to it, or the next. */
    public Map<String, Long> numbers(Collection<String> newIds) {
        var numbers = new LinkedHashMap<String, Long>();
        for (List<String> chunk : Chunks.of(newIds)) {
            client.sql("SELECT task_id, number FROM promised_task WHERE task_id IN (:ids)")
                    .param("ids", chunk)
                    .query(row -> {
                        numbers.put(row.getString("task_id"), row.getLong("number"));
                    });
        }
        List<String> others =
                newIds.stream().filter(id -> !numbers.containsKey(id)).toList();
        if (!others.isEmpty()) {
            long number = takeNumbers(others.size());
            for (String id : others) {
                numbers.put(id, number++);
            }
        }
        return numbers;
    }

    /** Writes the tasks as they are, new or known. */
    public void save(Collection<Task> tasks) {
        jdbc.batchUpdate(SAVE, tasks, 500, this::bind);
        saveDependencies(tasks.stream()
                .filter(task -> task.stamps().containsKey(TaskField.DEPENDENCIES))
                .toList());
    }

    private void saveDependencies(List<Task> tasks) {
        record Dependency(String task, Object on) {}
        jdbc.batchUpdate(
                "DELETE FROM task_dependency WHERE task_id = ?",
                tasks,
                500,
                (statement, task) -> statement.setString(1, task.id()));
        jdbc.batchUpdate(
                "INSERT INTO task_dependency (task_id, on_task) VALUES (?, ?)",
                tasks.stream()
                        .flatMap(task -> task.dependencies().stream().map(on -> new Dependency(task.id(), on)))
                        .toList(),
                500,
                (statement, dependency) -> {
                    statement.setString(1, dependency.task());
                    statement.setString(2, dependency.on().toString());
                });
    }

    /** Appends to the event log. */
    public void append(Collection<TaskEvent> events) {
        jdbc.batchUpdate(
                "INSERT INTO task_event (id, task_id, at, type, actor, system, message_key, changes)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                events,
                500,
                (statement, event) -> {
                    statement.setString(1, event.id());
                    statement.setString(2, event.taskId());
                    statement.setLong(3, event.at().toEpochMilli());
                    statement.setString(4, event.type().name());
                    statement.setString(5, event.actor());
                    statement.setString(6, event.system());
                    statement.setString(7, event.messageKey());
                    statement.setString(
                            8,
                            JsonColumn.write(event.changes().stream()
                                    .map(TaskStore::json)
                                    .toList()));
                });
    }

    /** Makes what was logged of one task the history of another. */
    public void moveEvents(String fromTask, String toTask) {
        client.sql("UPDATE task_event SET task_id = ? WHERE task_id = ?")
                .params(toTask, fromTask)
                .update();
    }

    private void bind(PreparedStatement statement, Task task) throws SQLException {
        statement.setString(1, task.id());
        statement.setLong(2, task.number());
        statement.setLong(3, task.version());
        setTime(statement, 4, task.deletedAt());
        int index = FIRST_FIELD;
        for (TaskField field : FIELDS) {
            index++;
            Object value = task.value(field);
            switch (field.kind()) {
                case TEXT, CHOICE -> statement.setString(index, (String) value);
                case NUMBER -> statement.setObject(index, value, Types.DOUBLE);
                case TIME -> setTime(statement, index, (Instant) value);
                case SET -> statement.setString(index, JsonColumn.write(value));
            }
        }
        var stamps = new LinkedHashMap<String, List<Object>>();
        task.stamps().forEach((field, stamp) -> stamps.put(field.jsonName(), List.of(stamp.time(), stamp.system())));
        statement.setString(index + 1, JsonColumn.write(stamps));
    }

    private Task task(ResultSet row, int rowNumber) throws SQLException {
        var values = new EnumMap<TaskField, Object>(TaskField.class);
        int index = FIRST_FIELD;
        for (TaskField field : FIELDS) {
            index++;
            Object value =
                    switch (field.kind()) {
                        case TEXT, CHOICE -> row.getString(index);
                        case NUMBER -> {
                            double number = row.getDouble(index);
                            yield row.wasNull() ? null : number;
                        }
                        case TIME -> time(row, index);
                        case SET -> JsonColumn.list(row.getString(index));
                    };
            if (value != null) {
                values.put(field, value);
            }
        }
        var stamps = new EnumMap<TaskField, Stamp>(TaskField.class);
        JsonColumn.map(row.getString(index + 1)).forEach((name, parts) -> {
            var stamp = (List<?>) parts;
            TaskField.named(name)
                    .ifPresent(field ->
                            stamps.put(field, new Stamp(((Number) stamp.get(0)).longValue(), (String) stamp.get(1))));
        });
        return new Task(row.getString(1), row.getLong(2), row.getLong(3), time(row, 4), values, stamps);
    }

    private static void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setObject(index, time == null ? null : time.toEpochMilli(), Types.BIGINT);
    }

    private static Instant time(ResultSet row, int index) throws SQLException {
        long millis = row.getLong(index);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static List<Object> json(FieldChange change) {
        return Arrays.asList(change.field().jsonName(), plain(change.before()), plain(change.after()));
    }

    private static Object plain(Object value) {
        return value instanceof Instant time ? (Object) time.toEpochMilli() : value;
    }
}
