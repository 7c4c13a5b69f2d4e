package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tasks a fresh deployment begins with, from {@code sandbox/convex-seed.json}. There {@code createdDaysAgo} and {@code
 * dueInDays} stand for times, so that the tasks are never stale.
 */
final class Seed {

    private final Clock clock;

    Seed(Clock clock) {
        this.clock = clock;
    }

    /** Writes the seed unless {@code database} holds tasks already. */
    void plant(Database database, SyncedRows tasks) {
        if (!database.table(Database.TASKS).byExternalId().isEmpty()) {
            return;
        }
        for (JsonNode task : read()) {
            Map<String, Object> item = new LinkedHashMap<>(Arguments.parse(task).values());
            double created = daysFromNow(-(Double) item.remove("createdDaysAgo"));
            item.put("createdAt", created);
            item.put("updatedAt", created);
            if (item.remove("dueInDays") instanceof Double days) {
                item.put("dueDate", daysFromNow(days));
            }
            database.write(transaction -> tasks.upsert(transaction, item, "app"));
        }
    }

    private double daysFromNow(double days) {
        return clock.millis() + days * Duration.ofDays(1).toMillis();
    }

    private static JsonNode read() {
        try (InputStream file = Seed.class.getResourceAsStream("/sandbox/convex-seed.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException("sandbox/convex-seed.json cannot be read", e);
        }
    }
}
