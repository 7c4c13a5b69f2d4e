package dev.taskhub.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Items that are missing from a listing, so many of them at once that a person has to agree before they count as deleted. */
@Repository
public class HeldDeletions {

    /**
     * The deletions that are held in a system.
     *
     * @param items how many items are missing
     * @param of how many are linked, the missing ones among them
     * @param since when the first of them was missed
     * @param agreed whether a person has agreed to all of them, so that the next listing carries them out
     */
    public record Hold(long items, long of, Instant since, boolean agreed) {}

    /** What became of a held item otherwise, as by a webhook that told of its deletion, is settled. */
    private static final String UNSETTLED = " EXISTS (SELECT 1 FROM link WHERE link.system = held_deletion.system"
            + " AND link.container = held_deletion.container AND link.external_id = held_deletion.external_id"
            + " AND link.state = 'linked')";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Clock clock;
    private final TransactionTemplate transaction;

    HeldDeletions(JdbcTemplate jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What waits for a person in {@code system}, if anything does. */
    public Optional<Hold> in(String system) {
        return client.sql("SELECT COUNT(*), MIN(held_at), COUNT(agreed_by), MIN(container) FROM held_deletion"
                        + " WHERE system = ? AND" + UNSETTLED)
                .param(system)
                .query((row, index) -> new Hold(
                        row.getLong(1),
                        row.getLong(1) == 0 ? 0 : linked(system, row.getString(4)),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getLong(3) == row.getLong(1)))
                .optional()
                .filter(hold -> hold.items() > 0);
    }

    /**
     * Agrees to all that is held in {@code system}.
     *
     * @param person who agrees, for the event log
     * @return how many deletions that are
     */
    public int agree(String system, String person) {
        return client.sql("UPDATE held_deletion SET agreed_by = ? WHERE system = ? AND" + UNSETTLED)
                .params(person, system)
                .update();
    }

    /** The items whose deletion is agreed to, and by whom. */
    public Map<String, String> agreed(String system, String container) {
        var agreed = new HashMap<String, String>();
        client.sql("SELECT external_id, agreed_by FROM held_deletion"
                        + " WHERE system = ? AND container = ? AND agreed_by IS NOT NULL")
                .params(system, container)
                .query(row -> {
                    agreed.put(row.getString(1), row.getString(2));
                });
        return agreed;
    }

    /** Holds these and lets go of all others in {@code system}; one that is held already stays as it is. */
    public void replace(String system, String container, Collection<String> externalIds) {
        transaction.executeWithoutResult(status -> {
            client.sql("DELETE FROM held_deletion WHERE system = ? AND container <> ?")
                    .params(system, container)
                    .update();
            var over = new HashSet<>(held(system, container));
            over.removeAll(externalIds);
            jdbc.batchUpdate(
                    "DELETE FROM held_deletion WHERE system = ? AND container = ? AND external_id = ?",
                    over,
                    500,
                    (statement, id) -> {
                        statement.setString(1, system);
                        statement.setString(2, container);
                        statement.setString(3, id);
                    });
            jdbc.batchUpdate(
                    "INSERT INTO held_deletion (system, container, external_id, held_at) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    externalIds,
                    500,
                    (statement, id) -> {
                        statement.setString(1, system);
                        statement.setString(2, container);
                        statement.setString(3, id);
                        statement.setLong(4, clock.millis());
                    });
        });
    }

    private List<String> held(String system, String container) {
        return client.sql("SELECT external_id FROM held_deletion WHERE system = ? AND container = ?")
                .params(system, container)
                .query(String.class)
                .list();
    }

    private long linked(String system, String container) {
        return client.sql("SELECT COUNT(*) FROM link WHERE system = ? AND container = ? AND state = 'linked'")
                .params(system, container)
                .query(Long.class)
                .single();
    }
}
