package dev.taskhub.airtable;

import dev.taskhub.mapping.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** How a table differs from what the mapping says of it. */
final class ColumnDrift {

    private ColumnDrift() {}

    /**
     * One line a difference, saying what to do about it; none when the table fits.
     *
     * @param missing the mapped columns the hub cannot do without and has not got
     * @param unfit the mapped columns that hold another kind of value
     */
    static List<String> of(
            TableSchema schema,
            AirtableTable table,
            Mapping declared,
            Collection<Mapping.MissingColumn> missing,
            Set<String> unfit) {
        var lines = new ArrayList<String>();
        missing.stream()
                .filter(column -> !unfit.contains(column.name()))
                .map(column ->
                        "%s: AirTable table %s has no column \"%s\"; add it there, or correct the name. Until then nothing is read or written"
                                .formatted(column.place(), schema.name(), column.name()))
                .forEach(lines::add);
        if (missing.isEmpty()) {
            declared.columns().stream()
                    .filter(column -> !table.names().has(column))
                    .map(column -> "AirTable table %s has no column \"%s\": what it would hold stays out of AirTable"
                            .formatted(schema.name(), column))
                    .forEach(lines::add);
        }
        table.columns(declared)
                .filter(column ->
                        table.names().has(column) && !table.inAirtable(column).equals(column))
                .map(column ->
                        "AirTable's column \"%s\" is called \"%s\" now, and goes on under that name; correct config/airtable.yaml when it suits"
                                .formatted(column, table.inAirtable(column)))
                .forEach(lines::add);
        TableFindings.of(
                        schema,
                        table,
                        declared.fields().stream()
                                .filter(field -> table.names().has(field.column()))
                                .map(ExpectedColumn::of)
                                .toList())
                .stream()
                .filter(finding -> !finding.ok() && !finding.what().endsWith("is missing"))
                .map(finding -> "AirTable: " + finding.what() + ": " + finding.hint())
                .forEach(lines::add);
        return List.copyOf(lines);
    }
}
