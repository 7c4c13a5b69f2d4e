package dev.taskhub.airtable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What AirTable calls the mapped columns now. A column is found by the name the mapping gives it, and from then on by
 * AirTable's own id of it: renamed, it stays the one it was.
 */
final class ColumnNames {

    private volatile Map<String, String> inAirtable = Map.of();

    /** What AirTable calls the column that the mapping calls {@code column}. */
    String inAirtable(String column) {
        return inAirtable.getOrDefault(column, column);
    }

    /**
     * Finds the columns {@code wanted} in the table as it is now.
     *
     * @param ids AirTable's ids of those seen before, by the mapping's name
     * @return AirTable's ids of all of them that have been seen by now, by the mapping's name
     */
    Map<String, String> learn(TableSchema schema, Collection<String> wanted, Map<String, String> ids) {
        var found = new LinkedHashMap<String, TableSchema.Column>();
        wanted.forEach(column -> known(schema, ids.get(column)).ifPresent(there -> found.put(column, there)));
        // A column that bears the name of a renamed one is not the one that was meant.
        Set<TableSchema.Column> taken = new HashSet<>(found.values());
        for (String column : wanted) {
            if (!found.containsKey(column)) {
                schema.column(column).filter(taken::add).ifPresent(there -> found.put(column, there));
            }
        }
        var names = new HashMap<String, String>();
        var learned = new TreeMap<>(ids);
        found.forEach((column, there) -> {
            names.put(column, there.name());
            learned.put(column, there.id());
        });
        inAirtable = Map.copyOf(names);
        return learned;
    }

    /** Whether the table has the column that the mapping calls {@code column}, as {@link #learn} last found. */
    boolean has(String column) {
        return inAirtable.containsKey(column);
    }

    private static Optional<TableSchema.Column> known(TableSchema schema, String id) {
        return schema.columns().stream()
                .filter(column -> column.id().equals(id))
                .findFirst();
    }
}
