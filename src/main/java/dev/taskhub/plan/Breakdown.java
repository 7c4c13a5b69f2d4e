package dev.taskhub.plan;

import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.mapping.PlanTable.Row;
import dev.taskhub.sync.StageProjects;
import dev.taskhub.task.Chunks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Looks up what the hub knows of plans, phases and stages. */
@Repository
public class Breakdown implements StageProjects {

    private final JdbcClient client;

    Breakdown(JdbcClient client) {
        this.client = client;
    }

    /** A deleted stage is known still: AirTable tells of the stage's end and of its tasks' one after the other. */
    @Override
    public Map<String, String> of(Collection<String> stageIds) {
        var projects = new HashMap<String, String>();
        for (List<String> chunk : Chunks.of(stageIds)) {
            client.sql("SELECT id, COALESCE(project_id, '') FROM plan_part WHERE level = 'stage' AND id IN (:ids)")
                    .param("ids", chunk)
                    .query(row -> {
                        projects.put(row.getString(1), row.getString(2));
                    });
        }
        return projects;
    }

    @Override
    public Set<String> known(Collection<String> projectIds) {
        var known = new HashSet<String>();
        for (List<String> chunk : Chunks.of(projectIds)) {
            known.addAll(client.sql("SELECT id FROM plan_part WHERE level = 'plan' AND id IN (:ids)")
                    .param("ids", chunk)
                    .query(String.class)
                    .list());
        }
        return known;
    }

    /** All names, as they stand now. */
    public Places places() {
        return new Places(
                client.sql("SELECT id, level, name, parent_id, project_id FROM plan_part WHERE deleted_at IS NULL")
                        .query((row, index) -> new Places.Named(
                                row.getString(1),
                                level(row.getString(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)))
                        .list());
    }

    /** The number of the last change; 0 when nothing was ever read. It grows with every change. */
    public long lastChange() {
        return client.sql("SELECT COALESCE(MAX(change), 0) FROM plan_part")
                .query(Long.class)
                .single();
    }

    /**
     * The projects that changed after the one with {@code id} in transaction {@code change}, tombstones too, in the order of
     * their changes.
     */
    public List<Project> projectsAfter(long change, String id, int limit) {
        return client.sql(
                        "SELECT id, name, description, status, created_at, updated_at, deleted_at, change FROM plan_part"
                                + " WHERE level = 'plan' AND (change > :change OR (change = :change AND id > :id))"
                                + " ORDER BY change, id LIMIT :limit")
                .param("change", change)
                .param("id", id)
                .param("limit", limit)
                .query(Breakdown::project)
                .list();
    }

    /** What is stored of these parts of a container, by id; those that are deleted or missing are left out. */
    Map<String, Part> sound(String container, Collection<String> ids) {
        var sound = new HashMap<String, Part>();
        for (List<String> chunk : Chunks.of(ids)) {
            client.sql("SELECT id, level, name, description, status, parent_id, position, created_at FROM plan_part"
                            + " WHERE container = :container AND deleted_at IS NULL AND missing_since IS NULL"
                            + " AND id IN (:ids)")
                    .param("container", container)
                    .param("ids", chunk)
                    .query(Breakdown::part)
                    .list()
                    .forEach(part -> sound.put(part.id(), part));
        }
        return sound;
    }

    private static Part part(ResultSet row, int index) throws SQLException {
        return new Part(
                row.getString("id"),
                level(row.getString("level")),
                new Row(
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("status"),
                        row.getString("parent_id"),
                        row.getObject("position") instanceof Number position ? position.doubleValue() : null),
                time(row, "created_at"));
    }

    private static Project project(ResultSet row, int index) throws SQLException {
        return new Project(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("status"),
                time(row, "created_at"),
                time(row, "updated_at"),
                time(row, "deleted_at") != null,
                row.getLong("change"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static Level level(String word) {
        return Level.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
