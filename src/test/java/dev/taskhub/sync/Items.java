package dev.taskhub.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Short ways to say what a system showed. */
final class Items {

    private Items() {}

    /** A record of AirTable as it stands; {@code version} in milliseconds also dates the change. */
    static ItemChange record(String id, long version, Object... columns) {
        return new ItemChange(
                TestHub.AIRTABLE,
                TestHub.BASE,
                id,
                null,
                ItemChange.Type.WHOLE,
                columns(columns),
                Long.toString(version),
                Instant.ofEpochMilli(version),
                "ann@example.org",
                null);
    }

    /** A row of Convex as it stands, dated by the commit's time. */
    static ItemChange row(String id, long version, Instant at, Object... columns) {
        return new ItemChange(
                TestHub.CONVEX,
                TestHub.ROWS,
                id,
                null,
                ItemChange.Type.WHOLE,
                columns(columns),
                Long.toString(version),
                at,
                null,
                null);
    }

    /** An item of an agent's list. */
    static ItemChange todo(String id, String content, String status) {
        return new ItemChange(
                TestHub.CLAUDE,
                TestHub.LIST,
                id,
                null,
                ItemChange.Type.WHOLE,
                Map.of("content", content, "status", status),
                null,
                null,
                "claude",
                null);
    }

    static ItemChange naming(ItemChange change, String taskId) {
        return new ItemChange(
                change.system(),
                change.container(),
                change.externalId(),
                taskId,
                change.type(),
                change.item(),
                change.version(),
                change.changedAt(),
                change.actor(),
                change.messageKey());
    }

    /** The same message as another type: {@code DELETED} tells no columns. */
    static ItemChange as(ItemChange.Type type, ItemChange change) {
        return new ItemChange(
                change.system(),
                change.container(),
                change.externalId(),
                change.taskId(),
                type,
                type == ItemChange.Type.DELETED ? Map.of() : change.item(),
                change.version(),
                change.changedAt(),
                change.actor(),
                change.messageKey());
    }

    static Map<String, Object> columns(Object... pairs) {
        var columns = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            columns.put((String) pairs[i], pairs[i + 1]);
        }
        return columns;
    }
}
