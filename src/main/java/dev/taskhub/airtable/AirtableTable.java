package dev.taskhub.airtable;

import dev.taskhub.mapping.Mapping;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The AirTable table that holds the tasks, as the mapping file describes it. Its columns go by the names that the mapping
 * gives them; what AirTable calls them matters only where something is sent there or comes from there.
 *
 * @param table its name or id
 * @param idColumn a text column that carries the hub's own id
 * @param modifiedColumn a last-modified-time column that watches all fields and shows date and time
 * @param inForce gives the mapped columns that the table has: nothing else is read
 * @param names knows what AirTable calls them
 */
public record AirtableTable(
        String table, String idColumn, String modifiedColumn, Supplier<List<String>> inForce, ColumnNames names) {

    public AirtableTable {
        if (Stream.of(table, idColumn, modifiedColumn).anyMatch(name -> name == null || name.isBlank())) {
            throw new IllegalArgumentException(
                    "the AirTable mapping must name a table, an id column and a last-modified column, but has table \""
                            + table + "\", id column \"" + idColumn + "\", last-modified column \"" + modifiedColumn
                            + "\"");
        }
    }

    /** A table whose columns do not change. */
    public AirtableTable(String table, String idColumn, String modifiedColumn, List<String> columns) {
        this(table, idColumn, modifiedColumn, () -> columns, new ColumnNames());
    }

    /** The mapped columns that the table has. */
    public List<String> columns() {
        return inForce.get();
    }

    /** The columns that the hub asks for, those of the settings first, whether the table has them or not. */
    Stream<String> columns(Mapping declared) {
        return Stream.concat(Stream.of(idColumn, modifiedColumn), declared.columns().stream());
    }

    /** What AirTable calls a column. */
    String inAirtable(String column) {
        return names.inAirtable(column);
    }
}
