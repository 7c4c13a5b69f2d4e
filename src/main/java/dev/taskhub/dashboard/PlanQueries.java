package dev.taskhub.dashboard;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures of projects and their stages, added up by the database. */
final class PlanQueries {

    /** One reading of an index. */
    private static final String PART_WORK =
            """
            SELECT COALESCE(stage_id, '') AS stage, COALESCE(project_id, '') AS project,
                   SUM(CASE WHEN status = 'completed' THEN 1 ELSE 0 END) AS done,
                   COUNT(*) AS tasks
            FROM task
            WHERE deleted_at IS NULL AND COALESCE(status, '') <> 'cancelled'
              AND (stage_id IN (SELECT id FROM plan_part) OR project_id IN (SELECT id FROM plan_part))
            GROUP BY 1, 2
            """;

    private static final String PARTS =
            "SELECT id, level, name, parent_id, project_id, position FROM plan_part WHERE deleted_at IS NULL";

    /** A plan, a phase or a stage; {@code null} for what it lacks. */
    record PartRow(String id, String level, String name, String parent, String project, Double position) {

        boolean isProject() {
            return level.equals("plan");
        }

        boolean isPhase() {
            return level.equals("phase");
        }

        boolean isStage() {
            return level.equals("stage");
        }
    }

    /** The tasks of one stage and project, empty for none, that are not cancelled. */
    record PartWork(String stage, String project, long done, long tasks) {}

    private final JdbcClient jdbc;

    PlanQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All plans, phases and stages. */
    List<PartRow> parts() {
        return jdbc.sql(PARTS)
                .query((row, n) -> new PartRow(
                        row.getString("id"),
                        row.getString("level"),
                        row.getString("name"),
                        row.getString("parent_id"),
                        row.getString("project_id"),
                        row.getObject("position") instanceof Number position ? position.doubleValue() : null))
                .list();
    }

    /** The tasks of stages and projects added up; those that belong to none are left out. */
    List<PartWork> work() {
        return jdbc.sql(PART_WORK)
                .query((row, n) -> new PartWork(
                        row.getString("stage"), row.getString("project"), row.getLong("done"), row.getLong("tasks")))
                .list();
    }
}
