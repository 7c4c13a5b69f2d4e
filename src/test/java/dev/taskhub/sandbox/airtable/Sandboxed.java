package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.Faults;
import dev.taskhub.sandbox.SandboxJournal;
import dev.taskhub.sandbox.SandboxJournals;
import java.util.List;
import java.util.Map;

/** An imitated AirTable without HTTP, with its seeded base at hand. */
final class Sandboxed implements AutoCloseable {

    final SetClock clock = new SetClock();
    final AirTable airTable;
    final Base base;
    final Table tasks;

    Sandboxed(boolean seeded) {
        this(seeded, SandboxJournals.forgetful());
    }

    Sandboxed(boolean seeded, SandboxJournal journal) {
        airTable = new AirTable(clock, AirTableSettings.DEFAULTS, seeded, journal, new Faults());
        base = airTable.store().base("app3tpP9F3BrP1P7j");
        tasks = base.table("Tasks");
    }

    Row create(Object... namesAndValues) {
        return airTable.writes()
                .create(base, tasks, Map.of("fields", Json.of(namesAndValues)))
                .rows()
                .get(0);
    }

    Row update(String rowId, Object... namesAndValues) {
        return airTable.writes()
                .update(base, tasks, rowId, Map.of("fields", Json.of(namesAndValues)), false)
                .rows()
                .get(0);
    }

    /** The value of a cell as REST shows it. */
    Object cell(Row row, String field) {
        return new Cells(base, tasks).value(row, tasks.field(field));
    }

    Map<String, Object> list(Object... namesAndValues) {
        return airTable.listing().page(base, tasks, Json.of(namesAndValues));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> records(Map<String, Object> page) {
        return (List<Map<String, Object>>) page.get("records");
    }

    static Object field(Map<String, Object> record, String name) {
        return ((Map<?, ?>) record.get("fields")).get(name);
    }

    @Override
    public void close() {
        airTable.destroy();
    }
}
