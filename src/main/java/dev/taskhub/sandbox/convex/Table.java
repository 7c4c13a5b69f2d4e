package dev.taskhub.sandbox.convex;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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

    static String externalId(Map<String, Object> row) {
        return (String) row.get("externalId");
    }

    static SyncKey syncKey(Map<String, Object> row) {
        return new SyncKey((Long) row.get("syncTs"), externalId(row));
    }
}
