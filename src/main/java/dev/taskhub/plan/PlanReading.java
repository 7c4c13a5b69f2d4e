package dev.taskhub.plan;

import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.task.TaskStore;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in what AirTable shows of plans, phases and stages: writes only what differs, and makes tombstones of what a complete
 * listing does not show any more.
 */
@Component
public final class PlanReading {

    /** So long a listing has to go on missing much before it is believed: a tombstone costs little, and is taken back. */
    static final Duration DOUBT = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(PlanReading.class);
    private static final int BELIEVED_UP_TO = 3;
    private static final int DOUBTED_ABOVE_ONE_IN = 5;

    private static final String SAVE = "INSERT INTO plan_part (id, level, system, container, name, description, status,"
            + " parent_id, project_id, position, created_at, updated_at, change)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET level = excluded.level,"
            + " system = excluded.system, container = excluded.container, name = excluded.name,"
            + " description = excluded.description, status = excluded.status, parent_id = excluded.parent_id,"
            + " position = excluded.position, created_at = excluded.created_at, updated_at = excluded.updated_at,"
            + " missing_since = NULL, deleted_at = NULL, change = excluded.change";

    private record Standing(String id, String level, String parent, String project) {}

    private final Breakdown breakdown;
    private final TaskStore tasks;
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Clock clock;
    private final TransactionTemplate transaction;

    PlanReading(
            Breakdown breakdown,
            TaskStore tasks,
            JdbcTemplate jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.breakdown = breakdown;
        this.tasks = tasks;
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Takes in parts of one level that a page shows; those above them have been taken in before. */
    public void accept(String system, String container, Level level, Collection<Part> page) {
        Map<String, Part> stored =
                breakdown.sound(container, page.stream().map(Part::id).toList());
        List<Part> changed = page.stream()
                .filter(part -> !part.equals(stored.get(part.id())))
                .toList();
        if (!changed.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                long change = tasks.lock();
                jdbc.batchUpdate(
                        SAVE, changed, 500, (statement, part) -> bind(statement, part, system, container, change));
                findProjects(change);
            });
        }
    }

    /**
     * Ends a reading: buries what it did not show.
     *
     * @param seen by level, the ids of all records its table holds; a level that was not read is left out
     */
    public void finish(String system, String container, Map<Level, Set<String>> seen) {
        transaction.executeWithoutResult(status -> {
            long change = tasks.lock();
            seen.forEach((level, ids) -> bury(system, container, level, ids, change));
            findProjects(change);
        });
    }

    private void bury(String system, String container, Level level, Set<String> seen, long change) {
        List<String> standing = client.sql(
                        "SELECT id FROM plan_part WHERE system = ? AND container = ? AND level = ? AND deleted_at IS NULL")
                .params(system, container, level.word())
                .query(String.class)
                .list();
        List<String> missing =
                standing.stream().filter(id -> !seen.contains(id)).toList();
        boolean believed = missing.size() <= BELIEVED_UP_TO || missing.size() * DOUBTED_ABOVE_ONE_IN <= standing.size();
        List<String> gone = believed ? missing : longMissing(system, container, level, missing, standing.size());
        jdbc.batchUpdate(
                "UPDATE plan_part SET deleted_at = ?, updated_at = ?, change = ? WHERE id = ?",
                gone,
                500,
                (statement, id) -> {
                    statement.setLong(1, clock.millis());
                    statement.setLong(2, clock.millis());
                    statement.setLong(3, change);
                    statement.setString(4, id);
                });
    }

    /** Notes these as missing from now on, and returns those that have been for so long that it is believed. */
    private List<String> longMissing(String system, String container, Level level, List<String> missing, int of) {
        List<String> known = missingSince(system, container, level, clock.millis());
        if (!known.containsAll(missing)) {
            LOG.warn(
                    "{} of {} {} are missing from AirTable, more than a fifth: if they still are in a day, they count as deleted",
                    missing.size(),
                    of,
                    level.section());
        }
        jdbc.batchUpdate(
                "UPDATE plan_part SET missing_since = ? WHERE missing_since IS NULL AND id = ?",
                missing,
                500,
                (statement, id) -> {
                    statement.setLong(1, clock.millis());
                    statement.setString(2, id);
                });
        return missingSince(system, container, level, clock.millis() - DOUBT.toMillis());
    }

    /** What is shown again is missing no longer, so these are among those that the last listing lacked. */
    private List<String> missingSince(String system, String container, Level level, long latest) {
        return client.sql("SELECT id FROM plan_part WHERE system = ? AND container = ? AND level = ?"
                        + " AND deleted_at IS NULL AND missing_since <= ?")
                .params(system, container, level.word(), latest)
                .query(String.class)
                .list();
    }

    private void findProjects(long change) {
        Map<String, Standing> byId = new HashMap<>();
        client.sql("SELECT id, level, parent_id, project_id FROM plan_part WHERE deleted_at IS NULL")
                .query((row, index) ->
                        new Standing(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list()
                .forEach(part -> byId.put(part.id(), part));
        List<Standing> moved = byId.values().stream()
                .filter(part -> !Objects.equals(part.project(), project(part, byId)))
                .toList();
        jdbc.batchUpdate(
                "UPDATE plan_part SET project_id = ?, change = ? WHERE id = ?", moved, 500, (statement, part) -> {
                    statement.setString(1, project(part, byId));
                    statement.setLong(2, change);
                    statement.setString(3, part.id());
                });
    }

    /** The plan above a part, no more than two steps up; {@code null} when there is none. */
    private static String project(Standing part, Map<String, Standing> byId) {
        Standing top = part;
        for (int step = 0; step < 2 && top != null && !isPlan(top); step++) {
            top = top.parent() == null ? null : byId.get(top.parent());
        }
        return top != null && isPlan(top) ? top.id() : null;
    }

    private static boolean isPlan(Standing part) {
        return part.level().equals(Level.PLAN.word());
    }

    private void bind(PreparedStatement statement, Part part, String system, String container, long change)
            throws SQLException {
        statement.setString(1, part.id());
        statement.setString(2, part.level().word());
        statement.setString(3, system);
        statement.setString(4, container);
        statement.setString(5, part.shown().name());
        statement.setString(6, part.shown().description());
        statement.setString(7, part.shown().status());
        statement.setString(8, part.shown().parent());
        statement.setString(9, part.level() == Level.PLAN ? part.id() : null);
        statement.setObject(10, part.shown().position(), Types.DOUBLE);
        statement.setObject(11, millis(part.createdAt()), Types.BIGINT);
        statement.setLong(12, clock.millis());
        statement.setLong(13, change);
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
