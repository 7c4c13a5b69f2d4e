package dev.taskhub.airtable;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.ReplacedColumns;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which of the mapped columns the table has, and what they are called there now. Nothing is read or written before that is
 * known: a column that is not there would look like one that was cleared. A column that holds another kind of value than
 * the mapping says counts as missing, or else every record would disagree.
 */
@Component("airtableColumns")
public final class AirtableColumns {

    private static final Logger LOG = LoggerFactory.getLogger(AirtableColumns.class);

    private final Mappings mappings;
    private final AirtableTable table;
    private final AirtablePositions positions;
    private final ReplacedColumns replaced;
    private volatile boolean known;
    private volatile List<String> drift = List.of();

    /** What was seen of a table: the ids of the mapped columns by the mapping's names, and the ids of all columns. */
    record Seen(Map<String, String> mapped, Set<String> all) {}

    AirtableColumns(Mappings mappings, AirtableTable table, AirtablePositions positions, ReplacedColumns replaced) {
        this.mappings = mappings;
        this.table = table;
        this.positions = positions;
        this.replaced = replaced;
    }

    /** Whether the table's columns have been read, and all are there that the mapping cannot do without. */
    public boolean areKnown() {
        return known;
    }

    /** How the table differs from the mapping, and what to do about it; empty when it fits. */
    public List<String> drift() {
        return drift;
    }

    /** The table turned out not to be as it was read: nothing is known until it is read again. */
    void forget() {
        known = false;
    }

    /** Fits the mapping to what the table has now. */
    public synchronized void limit(TableSchema schema) {
        Mapping declared = mappings.declared(AirtableRecords.SYSTEM);
        learn(schema, declared);
        var unfit = declared.fields().stream()
                .filter(field -> column(schema, field.column())
                        .map(column -> !ExpectedColumn.of(field).fits(column.type()))
                        .orElse(false))
                .map(FieldMapping::column)
                .collect(Collectors.toSet());
        List<String> usable = table.columns(declared)
                .filter(table.names()::has)
                .filter(column -> !unfit.contains(column))
                .toList();
        List<String> computed = usable.stream()
                .filter(column -> column(schema, column).orElseThrow().isComputed())
                .toList();
        mappings.limit(AirtableRecords.SYSTEM, usable, computed);
        var missing = declared.missingColumns(usable);
        var found = ColumnDrift.of(schema, table, declared, missing, unfit);
        if (!found.equals(drift)) {
            found.forEach(LOG::warn);
            drift = found;
        }
        known = missing.isEmpty();
    }

    /** Finds the columns, by their ids where they were seen before, and keeps the ids of those seen now. */
    private void learn(TableSchema schema, Mapping declared) {
        String reader = "columns of " + table.table();
        Seen before = positions.get(reader, Seen.class).orElse(new Seen(Map.of(), Set.of()));
        var mapped = table.names().learn(schema, table.columns(declared).toList(), before.mapped());
        before.mapped().forEach((column, id) -> {
            if (!Objects.equals(id, mapped.get(column))) {
                LOG.warn(
                        "AirTable's column \"{}\" is another one than before: the hub's values are written into it",
                        table.inAirtable(column));
                replaced.forget(AirtableRecords.SYSTEM, positions.container(), column);
            }
        });
        var all = schema.columns().stream().map(TableSchema.Column::id).collect(Collectors.toCollection(TreeSet::new));
        schema.columns().stream()
                .filter(column -> !before.all().isEmpty() && !before.all().contains(column.id()))
                .filter(column -> !mapped.containsValue(column.id()))
                .forEach(column -> LOG.warn(
                        "AirTable table {} has a new column \"{}\" ({}); to have it in the tasks, map it in config/airtable.yaml",
                        schema.name(),
                        column.name(),
                        column.type()));
        Seen now = new Seen(mapped, all);
        if (!now.equals(before)) {
            positions.put(reader, now);
        }
    }

    private Optional<TableSchema.Column> column(TableSchema schema, String name) {
        return table.names().has(name) ? schema.column(table.inAirtable(name)) : Optional.empty();
    }
}
