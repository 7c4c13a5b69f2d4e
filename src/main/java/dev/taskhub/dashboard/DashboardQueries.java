package dev.taskhub.dashboard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures of the dashboard, added up by the database: the same SQL for SQLite and PostgreSQL. */
final class DashboardQueries {

    /** Enough of a long title, and of the end of long notes, to show. */
    private static final int TITLE_LENGTH = 200;

    private static final int NOTES_LENGTH = 2000;

    /** Deleted tasks count only as changes. */
    private static final String WORK =
            """
            SELECT COALESCE(assigned_to, '') AS agent,
                   COALESCE(status, '') AS status,
                   SUM(CASE WHEN deleted_at IS NULL THEN 1 ELSE 0 END) AS tasks,
                   SUM(CASE WHEN deleted_at IS NULL AND completed_at >= :since THEN 1 ELSE 0 END) AS finished,
                   MAX(COALESCE(deleted_at, updated_at, created_at)) AS changed_at
            FROM task
            GROUP BY 1, 2
            """;

    private static final String IN_SPRINT =
            """
            deleted_at IS NULL
              AND ((due_date >= :dueFrom AND due_date < :dueBefore)
                OR status IN ('in_progress', 'review', 'blocked')
                OR (status = 'completed' AND completed_at >= :start AND completed_at < :end))
            """;

    /** A day's column counts what was created and not closed when the day ended; an open task closes at no time. */
    private static final String SPRINT_WORK =
            """
            WITH scope AS (
              SELECT COALESCE(created_at, 0) AS created_at,
                     CASE WHEN status IN ('completed', 'cancelled')
                          THEN COALESCE(completed_at, updated_at, created_at, 0)
                          ELSE 9223372036854775807 END AS closed_at
              FROM task
              WHERE %s)
            SELECT COUNT(*) AS tasks,
                   SUM(CASE WHEN closed_at >= :start THEN 1 ELSE 0 END) AS to_do
                   %s
            FROM scope
            """;

    private static final String DAY_COLUMN =
            ", SUM(CASE WHEN created_at < :day%1$d AND closed_at >= :day%1$d THEN 1 ELSE 0 END) AS day%1$d\n";

    private static final String ROW =
            """
            SELECT number, SUBSTR(title, 1, %d) AS title, status, assigned_to, priority_score, due_date, completed_at,
                   SUBSTR(execution_notes,
                          CASE WHEN LENGTH(execution_notes) > %d THEN LENGTH(execution_notes) - %d ELSE 1 END) AS notes
            FROM task
            """
                    .formatted(TITLE_LENGTH, NOTES_LENGTH, NOTES_LENGTH - 1);

    private static final String SPRINT_ROWS = ROW + " WHERE " + IN_SPRINT
            + """
            ORDER BY CASE status WHEN 'in_progress' THEN 1 WHEN 'review' THEN 2 WHEN 'blocked' THEN 3 WHEN 'todo' THEN 4
                                 WHEN 'completed' THEN 5 ELSE 6 END,
                     priority_score DESC NULLS LAST, number
            LIMIT :limit
            """;

    private static final String BLOCKED_ROWS = ROW
            + """
            WHERE status = 'blocked' AND deleted_at IS NULL
            ORDER BY priority_score DESC NULLS LAST, number
            LIMIT :limit
            """;

    private static final String FINISHED_ROWS = ROW
            + """
            WHERE status = 'completed' AND completed_at IS NOT NULL AND deleted_at IS NULL
            ORDER BY completed_at DESC, number DESC
            LIMIT :limit
            """;

    /**
     * What one agent has in one status.
     *
     * @param agent empty for tasks nobody has
     * @param status empty for tasks without one
     * @param finished how many of them were finished lately
     * @param changedAt the last change of one of them, deletions included, or {@code null}
     */
    record Work(String agent, String status, long tasks, long finished, Instant changedAt) {}

    /**
     * @param tasks how many tasks belong to the sprint
     * @param toDo how many of them were not closed when it began, those created later included
     * @param remaining how many were created and not closed at the end of each day asked for
     */
    record SprintWork(long tasks, long toDo, List<Long> remaining) {}

    /** One task as a table shows it; {@code null} for what it lacks; long texts are cut. */
    record Row(
            long number,
            String title,
            String status,
            String assignedTo,
            Double priorityScore,
            Instant dueDate,
            Instant completedAt,
            String notes) {}

    private final JdbcClient jdbc;

    DashboardQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All tasks added up by agent and status, in one reading of the table. */
    List<Work> work(Instant finishedSince) {
        return jdbc.sql(WORK)
                .param("since", finishedSince.toEpochMilli())
                .query((row, n) -> new Work(
                        row.getString("agent"),
                        row.getString("status"),
                        row.getLong("tasks"),
                        row.getLong("finished"),
                        instant(row, "changed_at")))
                .list();
    }

    /**
     * The sprint's tasks added up: those due in it, those in progress, in review or blocked, those completed in it. A
     * cancelled task counts as closed when it was last changed, since the table holds no better time.
     *
     * @param days the days whose end is asked for
     */
    SprintWork sprintWork(Sprint sprint, List<LocalDate> days) {
        StringBuilder columns = new StringBuilder();
        Map<String, Object> ends = new HashMap<>();
        for (int day = 0; day < days.size(); day++) {
            columns.append(DAY_COLUMN.formatted(day));
            ends.put("day" + day, sprint.endOf(days.get(day)).toEpochMilli());
        }
        return inSprint(SPRINT_WORK.formatted(IN_SPRINT, columns), sprint)
                .params(ends)
                .query((row, n) -> {
                    List<Long> remaining = new ArrayList<>();
                    for (int day = 0; day < days.size(); day++) {
                        remaining.add(row.getLong("day" + day));
                    }
                    return new SprintWork(row.getLong("tasks"), row.getLong("to_do"), remaining);
                })
                .single();
    }

    /** The sprint's tasks: what is being worked on first, what is closed last, the higher score first. */
    List<Row> sprintRows(Sprint sprint, int limit) {
        return rows(inSprint(SPRINT_ROWS, sprint), limit);
    }

    List<Row> blockedRows(int limit) {
        return rows(jdbc.sql(BLOCKED_ROWS), limit);
    }

    /** The tasks completed last, the latest first. */
    List<Row> finishedRows(int limit) {
        return rows(jdbc.sql(FINISHED_ROWS), limit);
    }

    private JdbcClient.StatementSpec inSprint(String sql, Sprint sprint) {
        return jdbc.sql(sql)
                .param("start", sprint.start().toEpochMilli())
                .param("end", sprint.end().toEpochMilli())
                .param("dueFrom", day(sprint.first()))
                .param("dueBefore", day(sprint.last().plusDays(1)));
    }

    /** A day as the store holds a due date: its midnight in UTC. */
    private static long day(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static List<Row> rows(JdbcClient.StatementSpec statement, int limit) {
        return statement
                .param("limit", limit)
                .query((row, n) -> new Row(
                        row.getLong("number"),
                        row.getString("title"),
                        row.getString("status"),
                        row.getString("assigned_to"),
                        score(row),
                        instant(row, "due_date"),
                        instant(row, "completed_at"),
                        row.getString("notes")))
                .list();
    }

    private static Double score(ResultSet row) throws SQLException {
        double score = row.getDouble("priority_score");
        return row.wasNull() ? null : score;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
