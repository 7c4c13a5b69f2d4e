package dev.taskhub.sync;

import dev.taskhub.task.Chunks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The proposals as the database holds them. Those that were dismissed stay, so that nobody is asked twice. */
@Repository
public class Proposals {

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    Proposals(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** Those about any of these tasks that wait for a person. */
    Set<Proposal> open(Collection<String> taskIds) {
        var found = new LinkedHashSet<Proposal>();
        for (List<String> chunk : Chunks.of(taskIds)) {
            found.addAll(client.sql("SELECT * FROM proposal WHERE (older_task IN (:ids) OR newer_task IN (:ids))"
                            + " AND dismissed_at IS NULL ORDER BY proposed_at, id")
                    .param("ids", chunk)
                    .query(Proposals::proposal)
                    .list());
        }
        return found;
    }

    /** Those that wait for a person, oldest first, {@code limit} at most. */
    public List<Proposal> open(int limit) {
        return client.sql("SELECT * FROM proposal WHERE dismissed_at IS NULL ORDER BY proposed_at, id LIMIT ?")
                .param(limit)
                .query(Proposals::proposal)
                .list();
    }

    /** How many wait for a person. */
    public long countOpen() {
        return client.sql("SELECT COUNT(*) FROM proposal WHERE dismissed_at IS NULL")
                .query(Long.class)
                .single();
    }

    Optional<Proposal> find(String id) {
        return client.sql("SELECT * FROM proposal WHERE id = ? AND dismissed_at IS NULL")
                .param(id)
                .query(Proposals::proposal)
                .optional();
    }

    /** Adds proposals; a pair that was proposed before stays as it is. */
    void add(Collection<Proposal> proposals) {
        jdbc.batchUpdate(
                "INSERT INTO proposal (id, older_task, newer_task, why, proposed_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (older_task, newer_task) DO NOTHING",
                proposals,
                500,
                (statement, proposal) -> {
                    statement.setString(1, proposal.id());
                    statement.setString(2, proposal.olderTask());
                    statement.setString(3, proposal.newerTask());
                    statement.setString(4, proposal.why());
                    statement.setLong(5, proposal.proposedAt().toEpochMilli());
                });
    }

    void dismiss(String id, String by, Instant at) {
        client.sql("UPDATE proposal SET dismissed_at = ?, dismissed_by = ? WHERE id = ?")
                .params(at.toEpochMilli(), by, id)
                .update();
    }

    void remove(Collection<Proposal> proposals) {
        jdbc.batchUpdate(
                "DELETE FROM proposal WHERE id = ?",
                proposals,
                500,
                (statement, proposal) -> statement.setString(1, proposal.id()));
    }

    private static Proposal proposal(ResultSet row, int rowNumber) throws SQLException {
        return new Proposal(
                row.getString("id"),
                row.getString("older_task"),
                row.getString("newer_task"),
                row.getString("why"),
                Instant.ofEpochMilli(row.getLong("proposed_at")));
    }
}
