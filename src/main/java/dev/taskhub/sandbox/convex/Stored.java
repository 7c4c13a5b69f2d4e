package dev.taskhub.sandbox.convex;

import java.util.HashMap;
import java.util.Map;

/**
 * A row after a write.
 *
 * @param changed whether the write changed anything
 */
record Stored(Map<String, Object> row, boolean changed) {

    /** The row as a mutation can show it: as it is stored, but for its commit time, which is not known before the commit. */
    Map<String, Object> doc() {
        Map<String, Object> doc = new HashMap<>(row);
        doc.remove("syncTs");
        return doc;
    }

    /** What the kit answers for one item. */
    Map<String, Object> result() {
        return Map.of(
                "externalId", row.get("externalId"),
                "id", row.get("_id"),
                "version", row.get("version"),
                "changed", changed,
                "doc", doc());
    }
}
