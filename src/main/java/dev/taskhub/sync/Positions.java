package dev.taskhub.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where each reader of a remote goes on after a restart: a cursor, a watermark, a listing in progress. The container says
 * which remote it is: in another one, reading begins anew.
 */
@Repository
public class Positions {

    private final JdbcClient client;
    private final Clock clock;

    Positions(JdbcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** What was last kept for this reader, as it was given. */
    public Optional<String> get(String system, String container, String reader) {
        return client.sql("SELECT value FROM position WHERE system = ? AND container = ? AND reader = ?")
                .params(system, container, reader)
                .query(String.class)
                .optional();
    }

    /** When {@link #put} was last called for this reader, whether or not it had moved. */
    public Optional<Instant> keptAt(String system, String container, String reader) {
        return client.sql("SELECT updated_at FROM position WHERE system = ? AND container = ? AND reader = ?")
                .params(system, container, reader)
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli);
    }

    /** Keeps {@code value} in place of what was there. */
    public void put(String system, String container, String reader, String value) {
        client.sql("INSERT INTO position (system, container, reader, value, updated_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (system, container, reader) DO UPDATE SET value = excluded.value,"
                        + " updated_at = excluded.updated_at")
                .params(system, container, reader, value, clock.millis())
                .update();
    }
}
