package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the schema of the tasks' table and remembers the newest one. */
@Component("airtableSchema")
public final class AirtableSchema {

    private final String baseId;
    private final String table;
    private volatile TableSchema current;
    private volatile List<TableSchema> tables = List.of();

    AirtableSchema(AirtableSettings settings, AirtableTable table) {
        this.baseId = settings.baseId();
        this.table = table.table();
    }

    /** The call that asks for the schema of the base. */
    public RemoteCall call() {
        return RemoteCall.get("/v0/meta/bases/" + RemoteCall.encode(baseId) + "/tables", List.of());
    }

    /**
     * The tasks' table in the answer; it is the {@link #current} one from now on.
     *
     * @throws RemoteRefused when the base has no such table, naming those it has
     */
    public TableSchema read(Map<String, Object> answer) {
        tables = Json.required(answer, "tables").stream().map(TableSchema::of).toList();
        current = tables.stream()
                .filter(candidate -> candidate.isCalled(table))
                .findFirst()
                .orElseThrow(() -> new RemoteRefused(
                        404,
                        "TABLE_NOT_FOUND",
                        "base " + baseId + " has no table \"" + table + "\", it has "
                                + tables.stream().map(TableSchema::name).toList()
                                + ": correct the table in the AirTable mapping"));
        return current;
    }

    /** All tables of the base, as they were read last. */
    List<TableSchema> tables() {
        return tables;
    }

    /** The schema read last, if any. */
    public Optional<TableSchema> current() {
        return Optional.ofNullable(current);
    }
}
