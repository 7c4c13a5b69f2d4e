package dev.taskhub.sandbox.convex;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one mutation sees and writes: its own rows first, then the tables. */
final class Transaction {

    private final Database database;
    private final Map<Key, Map<String, Object>> written = new LinkedHashMap<>();

    Transaction(Database database) {
        this.database = database;
    }

    /** The row, or {@code null}. */
    Map<String, Object> get(String table, String externalId) {
        Map<String, Object> own = written.get(new Key(table, externalId));
        return own != null ? own : database.table(table).byExternalId().get(externalId);
    }

    /**
     * Writes a whole row and returns it as this mutation can read it back: without {@code syncTs}, which is not known before the
     * commit.
     */
    Map<String, Object> put(String table, Map<String, Object> row) {
        Map<String, Object> readable = new HashMap<>(row);
        readable.remove("syncTs");
        Map<String, Object> kept = Map.copyOf(readable);
        written.put(new Key(table, Table.externalId(row)), kept);
        return kept;
    }

    Map<Key, Map<String, Object>> written() {
        return written;
    }

    record Key(String table, String externalId) {}
}
