package dev.taskhub.work;

import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import dev.taskhub.work.TaskFilter.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds tasks by their fields and words. Deleted tasks are never found. */
@Component("taskSearch")
public class TaskSearch {

    private static final String WORDS = "words";

    private record Row(long number, double key) {}

    private final JdbcClient client;
    private final TaskStore tasks;
    private final boolean sqlite;

    TaskSearch(JdbcClient client, TaskStore tasks, DataSourceProperties properties) {
        this.client = client;
        this.tasks = tasks;
        this.sqlite = properties.determineUrl().startsWith("jdbc:sqlite:");
    }

    /**
     * One page of the tasks that {@code filter} lets through. Tasks that change meanwhile may come twice or be passed over; all
     * others come once.
     *
     * @throws IllegalArgumentException when the cursor is not one that a page of this order gave
     */
    public TaskPage list(TaskFilter filter) {
        var values = new HashMap<String, Object>();
        List<String> conditions = conditions(filter, values);
        boolean byWords = values.containsKey(WORDS);
        // The words first: they are found in the order of the numbers.
        String from = (byWords && sqlite ? "task_text CROSS JOIN task ON task.number = task_text.rowid" : "task")
                + " WHERE " + String.join(" AND ", conditions);
        String counted = byWords && sqlite && conditions.size() == 2 ? "task_text WHERE " + conditions.get(1) : from;
        long total = count(counted, byWords, values);
        String after = "";
        if (filter.cursor() != null) {
            Cursor cursor = Cursor.read(filter.cursor(), filter.order());
            // Compared with whole numbers as a fraction, no index would serve.
            values.put("key", filter.order() == Order.RANK ? (Number) cursor.key() : (Number) (long) cursor.key());
            values.put("number", cursor.number());
            after = switch (filter.order()) {
                case NEWEST -> " AND number < :number";
                case OLDEST -> " AND number > :number";
                default -> " AND %1$s >= :key AND (%1$s > :key OR number > :number)"
                        .formatted(filter.order().key());
            };
        }
        String order =
                switch (filter.order()) {
                    case NEWEST -> byWords && sqlite ? "task_text.rowid DESC" : "number DESC";
                    case OLDEST -> byWords && sqlite ? "task_text.rowid" : "number";
                    default -> filter.order().key() + ", number";
                };
        List<Row> rows = client.sql("SELECT number, %s AS sort_key FROM %s%s ORDER BY %s LIMIT %d"
                        .formatted(filter.order().key(), from, after, order, filter.limit() + 1))
                .params(values)
                .query((row, index) -> new Row(row.getLong(1), row.getDouble(2)))
                .list();
        List<Row> page = rows.subList(0, Math.min(rows.size(), filter.limit()));
        Map<Long, Task> found =
                tasks.findByNumbers(page.stream().map(Row::number).toList());
        return new TaskPage(
                page.stream()
                        .map(row -> found.get(row.number()))
                        .filter(Objects::nonNull)
                        .toList(),
                total,
                rows.size() > page.size() ? cursor(filter, page.get(page.size() - 1)) : null);
    }

    private static String cursor(TaskFilter filter, Row last) {
        return new Cursor(filter.order(), last.key(), last.number()).write();
    }

    private long count(String from, boolean byWords, Map<String, Object> values) {
        String sql = byWords
                ? "SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT %d) AS counted".formatted(from, TaskPage.COUNTED + 1)
                : "SELECT COUNT(*) FROM " + from;
        return client.sql(sql).params(values).query(Long.class).single();
    }

    /** The conditions, with the values they name put into {@code values}; the words stand second. */
    private List<String> conditions(TaskFilter filter, Map<String, Object> values) {
        List<String> words = SearchWords.of(filter.text());
        var conditions = new ArrayList<>(List.of("deleted_at IS NULL"));
        Long number = filter.text() == null ? null : SearchWords.aliasNumber(filter.text());
        if (number != null) {
            conditions.add("number = :alias");
            values.put("alias", number);
        } else if (!words.isEmpty()) {
            conditions.add(sqlite ? "task_text MATCH :words" : "words @@ to_tsquery('simple', :words)");
            values.put(WORDS, sqlite ? SearchWords.forSqlite(words) : SearchWords.forPostgres(words));
        }
        oneOf("status", filter.statuses(), conditions, values);
        oneOf("priority", filter.priorities(), conditions, values);
        if ("".equals(filter.assignedTo())) {
            conditions.add("assigned_to IS NULL");
        } else {
            equal("assigned_to", filter.assignedTo(), conditions, values);
        }
        equal("project_id", filter.projectId(), conditions, values);
        if (filter.tag() != null) {
            conditions.add("tags LIKE :tag ESCAPE '!'");
            values.put("tag", "%" + SearchWords.literal(JsonColumn.write(filter.tag())) + "%");
        }
        if (filter.dueBefore() != null) {
            conditions.add("due_date < :due");
            values.put("due", filter.dueBefore().toEpochMilli());
        }
        if (filter.updatedSince() != null) {
            conditions.add("(-COALESCE(updated_at, 0)) <= :updated");
            values.put("updated", -filter.updatedSince().toEpochMilli());
        }
        return conditions;
    }

    private static void oneOf(
            String column, List<String> choices, List<String> conditions, Map<String, Object> values) {
        if (!choices.isEmpty()) {
            conditions.add("%1$s IN (:%1$s)".formatted(column));
            values.put(column, choices);
        }
    }

    private static void equal(String column, String value, List<String> conditions, Map<String, Object> values) {
        if (value != null) {
            conditions.add("%1$s = :%1$s".formatted(column));
            values.put(column, value);
        }
    }
}
