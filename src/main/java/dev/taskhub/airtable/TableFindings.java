package dev.taskhub.airtable;

import dev.taskhub.remote.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the schema of the tasks' table with what the mapping expects. */
final class TableFindings {

    private static final Set<String> ID_TYPES = Set.of("singleLineText", "multilineText");

    private TableFindings() {}

    static List<Finding> of(TableSchema schema, AirtableTable table, List<ExpectedColumn> expected) {
        var findings = new ArrayList<Finding>();
        findings.add(idColumn(schema, table.inAirtable(table.idColumn())));
        findings.add(modifiedColumn(schema, table.inAirtable(table.modifiedColumn())));
        expected.forEach(column -> findings.add(column(schema, column.called(table.inAirtable(column.name())))));
        return findings;
    }

    private static Finding idColumn(TableSchema schema, String name) {
        String hint = "add a column \"" + name + "\" of type single line text; the hub keeps its own ids there";
        return schema.column(name)
                .map(column -> ID_TYPES.contains(column.type())
                        ? Finding.ok("column " + name + " can hold the hub's ids")
                        : Finding.wrong("column " + name + " is of type " + column.type() + ", not text", hint))
                .orElseGet(() -> Finding.wrong("column " + name + " is missing", hint));
    }

    private static Finding modifiedColumn(TableSchema schema, String name) {
        String hint = "add a column \"" + name + "\" of type last modified time that watches all editable fields and"
                + " includes the time; AirTable lets only people add it, not the hub";
        return schema.column(name)
                .map(column -> column.isWatchingAllColumns()
                        ? Finding.ok("column " + name + " shows when a record was changed")
                        : Finding.wrong("column " + name + " does not show the time of every change", hint))
                .orElseGet(() -> Finding.wrong("column " + name + " is missing", hint));
    }

    static Finding column(TableSchema schema, ExpectedColumn expected) {
        return schema.column(expected.name())
                .map(column -> column(column, expected))
                .orElseGet(() -> expected.optional()
                        ? Finding.ok(
                                "column " + expected.name() + " is not there: what it would hold stays out of AirTable")
                        : Finding.wrong(
                                "column " + expected.name() + " is missing",
                                "add it to table " + schema.name() + ", or take it out of the AirTable mapping"));
    }

    private static Finding column(TableSchema.Column column, ExpectedColumn expected) {
        String name = "column " + expected.name();
        if (!expected.kind().fits(column.type())) {
            return Finding.wrong(
                    name + " is of type " + column.type() + ", the mapping expects " + expected.kind(),
                    "make it one of " + new TreeSet<>(expected.kind().types()) + ", or correct the mapping");
        }
        if (expected.written() && column.isComputed()) {
            return Finding.ok(name + " is computed by AirTable (" + column.type() + "): the hub only reads it");
        }
        var missing = new TreeSet<>(expected.options());
        column.choices().forEach(missing::remove);
        boolean isSelect = Set.of("singleSelect", "multipleSelects").contains(column.type());
        return expected.written() && isSelect && !missing.isEmpty()
                ? Finding.wrong(
                        name + " lacks the options " + missing, "add them in AirTable, or map their values to others")
                : Finding.ok(name + " fits the mapping");
    }
}
