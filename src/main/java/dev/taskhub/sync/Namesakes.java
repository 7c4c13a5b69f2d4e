package dev.taskhub.sync;

import dev.taskhub.task.Task;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the tasks that bear the same title, character by character. */
@Repository
class Namesakes {

    private static final String SELECT =
            """
            SELECT task.id, task.number, task.title, task.project_id, link.system, link.container
            FROM task LEFT JOIN link ON link.task_id = task.id
            WHERE task.deleted_at IS NULL
              AND task.title IN (SELECT title FROM task WHERE deleted_at IS NULL GROUP BY title HAVING COUNT(*) > 1)
            ORDER BY task.number
            """;

    /** A task in one of its places; {@code place} is {@code null} for a task that has none. */
    private record Row(String taskId, long number, String title, String projectId, Remote place) {}

    private final JdbcClient client;

    Namesakes(JdbcClient client) {
        this.client = client;
    }

    /** The tasks that are not deleted and share their title with another one, title by title, oldest first. */
    Collection<List<Namesake>> groups() {
        var byTask = client
                .sql(SELECT)
                .query((row, index) -> new Row(
                        row.getString("id"),
                        row.getLong("number"),
                        row.getString("title"),
                        row.getString("project_id"),
                        row.getString("system") == null
                                ? null
                                : new Remote(row.getString("system"), row.getString("container"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::taskId, LinkedHashMap::new, Collectors.toList()));
        return byTask.values().stream()
                .map(Namesakes::namesake)
                .collect(Collectors.groupingBy(Namesake::title, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static Namesake namesake(List<Row> rows) {
        Set<Remote> places =
                rows.stream().map(Row::place).filter(Objects::nonNull).collect(Collectors.toSet());
        Row task = rows.get(0);
        return new Namesake(task.taskId(), Task.alias(task.number()), task.title(), task.projectId(), places);
    }
}
