package dev.taskhub.convex;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.task.TaskIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Reads rows of the kit's table as changes. A row is always whole; columns that no mapping names are kept as they are. */
@Component
public final class ConvexChanges {

    static final String SYSTEM = "convex";

    private final String deployment;

    public ConvexChanges(ConvexSettings settings) {
        this.deployment = settings.deployment();
    }

    /** What holds the rows. */
    String container() {
        return deployment;
    }

    /** A page as {@code hubSync:changedSince} returned it. */
    public ConvexPage page(Map<String, Object> value) {
        return new ConvexPage(
                changes(rows(value.get("rows"))),
                (String) value.get("cursor"),
                Boolean.TRUE.equals(value.get("hasMore")));
    }

    /** Rows as {@code hubSync:getTasks} returned them. */
    public List<ItemChange> changes(List<Map<String, Object>> rows) {
        return rows.stream().map(this::change).toList();
    }

    /** The deletion of a row that left no tombstone. */
    ItemChange gone(String externalId) {
        return change(Map.of("externalId", externalId, "deletedAt", 0));
    }

    private ItemChange change(Map<String, Object> row) {
        String externalId = (String) row.get("externalId");
        boolean deleted = row.get("deletedAt") != null;
        return new ItemChange(
                SYSTEM,
                deployment,
                externalId,
                taskId(row, externalId),
                deleted ? ItemChange.Type.DELETED : ItemChange.Type.WHOLE,
                deleted ? Map.of() : row,
                version(row.get("version")),
                changedAt(row),
                null,
                null);
    }

    /**
     * The hub's own id where the row is the hub's; else the one that the row's task has, which a hub with an older state of
     * its store has to give it again, as AirTable's record of the task carries it.
     */
    private String taskId(Map<String, Object> row, String externalId) {
        long bornAt = row.get("_creationTime") instanceof Number millis ? millis.longValue() : 0;
        return TaskIds.isIssued(externalId)
                ? externalId
                : TaskIds.of(bornAt, String.join("\n", SYSTEM, deployment, externalId));
    }

    /** The commit time in a cursor of the kit, {@code <nanoseconds>:<externalId>}; empty for that of the beginning. */
    static Optional<Instant> cursorTime(String cursor) {
        String nanoseconds = cursor.substring(0, Math.max(0, cursor.indexOf(':')));
        return Optional.of(nanoseconds)
                .filter(digits -> digits.matches("[1-8][0-9]{0,18}|9[0-9]{0,17}"))
                .map(digits -> Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(Long.parseLong(digits))));
    }

    /** A version as text; Convex prints every number as a float, {@code 3.0}. */
    static String version(Object number) {
        return number == null ? null : Long.toString(((Number) number).longValue());
    }

    /**
     * When the row was committed, by the database's own clock. {@code updatedAt} is what some client wrote and says less; it
     * stands in only where the commit time is missing.
     */
    static Instant changedAt(Map<String, Object> row) {
        if (row.get("syncTs") instanceof String nanoseconds) {
            return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(Long.parseLong(nanoseconds)));
        }
        return row.get("updatedAt") instanceof Number ms ? Instant.ofEpochMilli(ms.longValue()) : null;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rows(Object rows) {
        return (List<Map<String, Object>>) rows;
    }
}
