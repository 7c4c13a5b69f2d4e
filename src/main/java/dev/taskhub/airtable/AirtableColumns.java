package dev.taskhub.airtable;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which of the mapped columns the table has. Nothing is read or written before that is known: a column that is not there
 * would look like one that was cleared.
 */
@Component("airtableColumns")
public final class AirtableColumns {

    private static final Logger LOG = LoggerFactory.getLogger(AirtableColumns.class);

    private final Mappings mappings;
    private volatile boolean known;
    private List<String> logged = List.of();

    AirtableColumns(Mappings mappings) {
        this.mappings = mappings;
    }

    /** Whether the table's columns have been read, and all are there that the mapping cannot do without. */
    public boolean areKnown() {
        return known;
    }

    /** The table turned out not to be as it was read: nothing is known until it is read again. */
    void forget() {
        known = false;
    }

    /** Fits the mapping to what the table has now. */
    public void limit(TableSchema schema) {
        List<String> existing =
                schema.columns().stream().map(TableSchema.Column::name).toList();
        List<String> computed = schema.columns().stream()
                .filter(TableSchema.Column::isComputed)
                .map(TableSchema.Column::name)
                .toList();
        mappings.limit(AirtableRecords.SYSTEM, existing, computed);
        Mapping declared = mappings.declared(AirtableRecords.SYSTEM);
        List<String> wrong = declared.missingColumns(existing).stream()
                .map(column ->
                        "%s: AirTable table %s has no column \"%s\"; add it there, or correct the name. Until then nothing is read or written"
                                .formatted(column.place(), schema.name(), column.name()))
                .toList();
        List<String> left = declared.columns().stream()
                .filter(column -> wrong.isEmpty() && !existing.contains(column))
                .map(column -> "AirTable table %s has no column \"%s\": what it would hold stays out of AirTable"
                        .formatted(schema.name(), column))
                .toList();
        log(wrong.isEmpty() ? left : wrong);
        known = wrong.isEmpty();
    }

    private synchronized void log(List<String> lines) {
        if (!lines.equals(logged)) {
            lines.forEach(LOG::warn);
            logged = lines;
        }
    }
}
