package dev.taskhub.airtable;

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
    private volatile List<String> absent;

    AirtableColumns(Mappings mappings) {
        this.mappings = mappings;
    }

    /** Whether the table's columns have been read since the start. */
    public boolean areKnown() {
        return absent != null;
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
        List<String> missing = mappings.declared(AirtableRecords.SYSTEM).columns().stream()
                .filter(column -> !existing.contains(column))
                .toList();
        if (!missing.equals(absent) && !missing.isEmpty()) {
            LOG.warn(
                    "AirTable table {} has no column {}: what it would hold stays out of AirTable",
                    schema.name(),
                    missing);
        }
        absent = missing;
    }
}
