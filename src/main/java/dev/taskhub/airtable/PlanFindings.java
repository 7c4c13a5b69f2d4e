package dev.taskhub.airtable;

import dev.taskhub.mapping.PlanTable;
import dev.taskhub.remote.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the tables above the tasks with what the mapping expects of them. */
final class PlanFindings {

    private PlanFindings() {}

    /** All findings on one table, the good ones too. */
    static List<Finding> of(List<TableSchema> base, PlanTable expected) {
        String section = expected.level().section();
        Optional<TableSchema> there = table(base, expected);
        if (there.isEmpty()) {
            return List.of(Finding.wrong(
                    "table " + expected.table() + " is not there: no " + section + " are read",
                    "add it to the base, or take " + section + " out of the mapping (" + expected.place() + ")"));
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("table " + expected.table() + " exists"));
        columns(expected).forEach(column -> {
            boolean passedOver =
                    column.optional() && there.get().column(column.name()).isEmpty();
            Finding found = passedOver
                    ? Finding.ok("column " + column.name() + " is not there, and is not read")
                    : TableFindings.column(there.get(), column);
            findings.add(new Finding(found.ok(), expected.table() + ": " + found.what(), found.hint()));
        });
        return findings;
    }

    /** The table with those of its columns that are there and fit; empty when it lacks one that it cannot be read without. */
    static Optional<PlanTable> usable(List<TableSchema> base, PlanTable expected) {
        return table(base, expected)
                .filter(schema ->
                        columns(expected).stream().allMatch(column -> column.optional() || fits(schema, column)))
                .map(schema -> {
                    Map<String, String> usable = new HashMap<>(expected.columns());
                    columns(expected).stream()
                            .filter(column -> !fits(schema, column))
                            .forEach(column -> usable.values().remove(column.name()));
                    return expected.limitedTo(usable);
                });
    }

    private static boolean fits(TableSchema schema, ExpectedColumn expected) {
        return schema.column(expected.name())
                .filter(column -> expected.fits(column.type()))
                .isPresent();
    }

    private static Optional<TableSchema> table(List<TableSchema> base, PlanTable expected) {
        return base.stream().filter(table -> table.isCalled(expected.table())).findFirst();
    }

    private static List<ExpectedColumn> columns(PlanTable expected) {
        var columns = new ArrayList<ExpectedColumn>();
        expected.columns()
                .forEach((what, column) -> columns.add(new ExpectedColumn(
                        column,
                        what.equals(PlanTable.POSITION) ? ExpectedColumn.Kind.NUMBER : ExpectedColumn.Kind.TEXT,
                        false,
                        !what.equals(PlanTable.NAME),
                        Set.of())));
        if (expected.parent() != null) {
            columns.add(new ExpectedColumn(expected.parent(), ExpectedColumn.Kind.LINK, false, false, Set.of()));
        }
        return columns;
    }
}
