package dev.taskhub.airtable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.sync.Positions;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where the readers of the base go on after a restart, kept as JSON. */
@Component
class AirtablePositions {

    private final AirtableRecords records;
    private final Positions positions;
    private final ObjectMapper json;

    AirtablePositions(AirtableRecords records, Positions positions, ObjectMapper json) {
        this.records = records;
        this.positions = positions;
        this.json = json;
    }

    /**
     * What {@code reader} kept last.
     *
     * @throws IllegalStateException when that is not a {@code T}
     */
    <T> Optional<T> get(String reader, Class<T> type) {
        return positions
                .get(AirtableRecords.SYSTEM, records.container(), reader)
                .map(text -> {
                    try {
                        return json.readValue(text, type);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException("where the " + reader + " goes on cannot be read", e);
                    }
                });
    }

    /** When {@code reader} kept something last. */
    Optional<Instant> keptAt(String reader) {
        return positions.keptAt(AirtableRecords.SYSTEM, records.container(), reader);
    }

    String container() {
        return records.container();
    }

    void put(String reader, Object position) {
        try {
            positions.put(AirtableRecords.SYSTEM, records.container(), reader, json.writeValueAsString(position));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("where the " + reader + " goes on cannot be written", e);
        }
    }
}
