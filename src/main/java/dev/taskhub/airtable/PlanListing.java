package dev.taskhub.airtable;

import dev.taskhub.mapping.PlanTable;
import dev.taskhub.mapping.PlanTable.Level;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reading of the tables above the tasks, one after another from top to bottom, while it goes on. Not thread-safe. */
public final class PlanListing {

    private final List<PlanTable> tables;
    private final Map<Level, Set<String>> seen = new EnumMap<>(Level.class);
    private int current;
    private String offset;

    PlanListing(List<PlanTable> tables) {
        this.tables = List.copyOf(tables);
        tables.forEach(table -> seen.put(table.level(), new HashSet<>()));
    }

    /** Whether all tables have been read to their ends. */
    public boolean isComplete() {
        return current == tables.size();
    }

    PlanTable table() {
        return tables.get(current);
    }

    /** Where AirTable goes on; {@code null} at a table's first page. */
    String offset() {
        return offset;
    }

    /** The ids of all records of the tables that were read. */
    Map<Level, Set<String>> seen() {
        return seen;
    }

    /** One page more; the next table's turn comes when it is the last one. */
    void add(Collection<String> ids, String nextOffset) {
        seen.get(table().level()).addAll(ids);
        offset = nextOffset;
        current += nextOffset == null ? 1 : 0;
    }

    /** Reads the current table from its beginning. */
    void restart() {
        seen.get(table().level()).clear();
        offset = null;
    }
}
