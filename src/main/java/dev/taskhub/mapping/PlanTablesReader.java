package dev.taskhub.mapping;

import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sections {@code plans}, {@code phases} and {@code stages}, each of which a mapping file may leave out. */
final class PlanTablesReader {

    static final List<String> SECTIONS = List.of(Level.PLAN.section(), Level.PHASE.section(), Level.STAGE.section());

    private static final String TABLE = "table";
    private static final String COLUMNS = "columns";
    private static final String STATUSES = "statuses";
    private static final List<String> PROJECT_STATUSES = List.of("active", "completed", "archived");

    private final Path file;
    private final Section top;

    /** By table, the section that reads it. */
    private final Map<String, String> usedTables = new LinkedHashMap<>();

    PlanTablesReader(Path file, Section top) {
        this.file = file;
        this.top = top;
        top.text(TABLE).ifPresent(tasks -> usedTables.put(tasks, "the tasks"));
    }

    /** From top to bottom. */
    List<PlanTable> read(List<FieldMapping> fields) {
        var tables = new ArrayList<PlanTable>();
        table(Level.PLAN, List.of()).ifPresent(tables::add);
        table(Level.PHASE, List.of(Level.PLAN)).ifPresent(tables::add);
        table(Level.STAGE, List.of(Level.PHASE, Level.PLAN)).ifPresent(tables::add);
        checkWayDown(fields);
        return tables;
    }

    private Optional<PlanTable> table(Level level, List<Level> above) {
        return top.section(level.section()).map(section -> {
            var options = new ArrayList<>(List.of(TABLE, COLUMNS));
            above.forEach(parent -> options.add(parent.word()));
            if (level == Level.PLAN) {
                options.add(STATUSES);
            }
            section.allowOnly(options, "option");
            String table = section.requiredText(TABLE);
            String before = usedTables.putIfAbsent(table, level.section());
            if (before != null) {
                throw section.invalid(
                        TABLE, "table \"%s\" holds %s already; each has a table of its own".formatted(table, before));
            }
            return new PlanTable(
                    level,
                    table,
                    parent(section, above),
                    columns(section, level),
                    statuses(section),
                    InvalidMapping.place(file, top.line(level.section())));
        });
    }

    private String parent(Section section, List<Level> above) {
        List<Level> named = above.stream()
                .filter(level -> section.text(level.word()).isPresent())
                .toList();
        if (named.isEmpty()) {
            return null;
        }
        String link = named.get(0).word();
        if (named.size() > 1) {
            throw section.invalid(
                    named.get(1).word(), "a stage is linked with its phase or with its plan, not with both; keep one");
        }
        if (top.section(named.get(0).section()).isEmpty()) {
            throw section.invalid(
                    link, "%s links to a table that no section %ss declares; add it".formatted(link, link));
        }
        return section.requiredText(link);
    }

    private static Map<String, String> columns(Section section, Level level) {
        Section columns = section.requiredSection(COLUMNS);
        columns.allowOnly(
                level == Level.PLAN
                        ? List.of(PlanTable.NAME, PlanTable.DESCRIPTION, PlanTable.STATUS, PlanTable.POSITION)
                        : List.of(PlanTable.NAME, PlanTable.POSITION),
                "column");
        columns.requiredText(PlanTable.NAME);
        var read = new LinkedHashMap<String, String>();
        for (String what : columns.names()) {
            String column = columns.requiredText(what);
            if (read.containsValue(column)) {
                throw columns.invalid(what, "column \"%s\" is used twice; give each its own".formatted(column));
            }
            read.put(what, column);
        }
        return Map.copyOf(read);
    }

    private static Map<String, String> statuses(Section section) {
        var statuses = new LinkedHashMap<String, String>();
        section.section(STATUSES).ifPresent(names -> {
            for (String name : names.names()) {
                String status = names.requiredText(name);
                if (!PROJECT_STATUSES.contains(status)) {
                    throw names.invalid(
                            name,
                            "status \"%s\" is unknown; a project is %s"
                                    .formatted(status, String.join(", ", PROJECT_STATUSES)));
                }
                if (statuses.putIfAbsent(SelectColumn.fold(name), status) != null) {
                    throw names.invalid(
                            name, "\"%s\" is mapped twice (case does not matter); keep one".formatted(name));
                }
            }
        });
        return Map.copyOf(statuses);
    }

    /** A task names its stage, so without stages nobody finds the phases. */
    private void checkWayDown(List<FieldMapping> fields) {
        String stages = Level.STAGE.section();
        String phases = Level.PHASE.section();
        if (top.section(stages).isEmpty()) {
            if (top.section(phases).isPresent()) {
                throw top.invalid(
                        phases, "a task's phase is that of its stage: add the section stages, or take phases out");
            }
            return;
        }
        if (fields.stream()
                .noneMatch(field -> field.field() == TaskField.STAGE_ID && field.type() == ColumnType.LINK)) {
            throw top.invalid(
                    stages, "no field tells a task's stage: map stageId to a column of type link, or take stages out");
        }
    }
}
