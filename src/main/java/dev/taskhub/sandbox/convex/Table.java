package dev.taskhub.sandbox.convex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One table with the kit's two indexes, by_externalId and by_sync. A row is immutable; a column without value is absent. */
final class Table {

    private final NavigableMap<String, Map<String, Object>> byExternalId = new TreeMap<>();
    private final NavigableMap<SyncKey, Map<String, Object>> bySync = new TreeMap<>();

    void put(Map<String, Object> row) {
        Map<String, Object> old = byExternalId.put(externalId(row), row);
        if (old != null) {
            bySync.remove(syncKey(old));
        }
        bySync.put(syncKey(row), row);
    }

    NavigableMap<String, Map<String, Object>> byExternalId() {
        return byExternalId;
    }

    NavigableMap<SyncKey, Map<String, Object>> bySync() {
        return bySync;
    }

    /**
     * The first rows of {@code index} that {@code match}, at most {@code limit}. A plain loop: the stream of a tail of a TreeMap
     * counts the whole tail first.
     */
    static List<Map<String, Object>> first(
            int limit, NavigableMap<?, Map<String, Object>> index, Predicate<Map<String, Object>> match) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> row : index.values()) {
            if (rows.size() == limit) {
                break;
            }
            if (match.test(row)) {
                rows.add(row);
            }
        }
        return rows;
    }

    static String externalId(Map<String, Object> row) {
        return (String) row.get("externalId");
    }

    static SyncKey syncKey(Map<String, Object> row) {
        return new SyncKey((Long) row.get("syncTs"), externalId(row));
    }
}
