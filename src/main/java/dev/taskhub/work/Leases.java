package dev.taskhub.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The leases as the database holds them. */
@Repository
class Leases {

    private final JdbcClient client;

    Leases(JdbcClient client) {
        this.client = client;
    }

    Optional<Lease> of(String taskId) {
        return client.sql("SELECT * FROM lease WHERE task_id = ?")
                .param(taskId)
                .query(Leases::lease)
                .optional();
    }

    /** The leases of an agent, the latest first. */
    List<Lease> ofAgent(String agent) {
        return client.sql("SELECT * FROM lease WHERE agent = ? ORDER BY claimed_at DESC, task_id")
                .param(agent)
                .query(Leases::lease)
                .list();
    }

    /** The leases that have run out by {@code time}, the oldest first. */
    List<Lease> endedBy(Instant time, int limit) {
        return client.sql("SELECT * FROM lease WHERE ends_at <= ? ORDER BY ends_at, task_id LIMIT ?")
                .params(time.toEpochMilli(), limit)
                .query(Leases::lease)
                .list();
    }

    void save(Lease lease) {
        client.sql("INSERT INTO lease (task_id, agent, claimed_at, ends_at) VALUES (?, ?, ?, ?) ON CONFLICT (task_id)"
                        + " DO UPDATE SET agent = excluded.agent, claimed_at = excluded.claimed_at,"
                        + " ends_at = excluded.ends_at")
                .params(
                        lease.taskId(),
                        lease.agent(),
                        lease.claimedAt().toEpochMilli(),
                        lease.endsAt().toEpochMilli())
                .update();
    }

    void end(String taskId) {
        client.sql("DELETE FROM lease WHERE task_id = ?").param(taskId).update();
    }

    private static Lease lease(ResultSet row, int index) throws SQLException {
        return new Lease(
                row.getString("task_id"),
                row.getString("agent"),
                Instant.ofEpochMilli(row.getLong("claimed_at")),
                Instant.ofEpochMilli(row.getLong("ends_at")));
    }
}
