package dev.taskhub.sync;

import dev.taskhub.task.JsonColumn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages that could not be delivered and wait for an operator to retry or drop them. */
@Repository
public class Parked {

    /** @param state {@code parked}, {@code retry}, {@code dropped} or {@code done} */
    public record Message(
            String id,
            String system,
            String taskId,
            String payload,
            String cause,
            String hint,
            Instant parkedAt,
            String state) {}

    private final JdbcClient client;
    private final Clock clock;

    Parked(JdbcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Parks what a system refused of a task; an earlier refusal of the same task there is replaced. */
    void park(Outgoing outgoing, String cause, String hint) {
        client.sql("INSERT INTO parked_message (id, route, system, task_id, payload, cause, hint, parked_at, state)"
                        + " VALUES (:id, :route, :system, :task, :payload, :cause, :hint, :at, 'parked')"
                        + " ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, cause = excluded.cause,"
                        + " hint = excluded.hint, parked_at = excluded.parked_at, state = 'parked'")
                .param("id", id(outgoing.system(), outgoing.taskId()))
                .param("route", "send-to-" + outgoing.system())
                .param("system", outgoing.system())
                .param("task", outgoing.taskId())
                .param("payload", JsonColumn.write(outgoing.columns()))
                .param("cause", cause)
                .param("hint", hint)
                .param("at", clock.millis())
                .update();
    }

    /** Closes what was parked of a task that the system has now accepted. */
    void delivered(String system, String taskId) {
        client.sql("UPDATE parked_message SET state = 'done' WHERE id = ? AND state <> 'done'")
                .param(id(system, taskId))
                .update();
    }

    /** What waits for an operator, oldest first, {@code limit} at most. */
    public List<Message> waiting(int limit) {
        return client.sql("SELECT * FROM parked_message WHERE state = 'parked' ORDER BY parked_at, id LIMIT ?")
                .param(limit)
                .query((row, index) -> new Message(
                        row.getString("id"),
                        row.getString("system"),
                        row.getString("task_id"),
                        row.getString("payload"),
                        row.getString("cause"),
                        row.getString("hint"),
                        Instant.ofEpochMilli(row.getLong("parked_at")),
                        row.getString("state")))
                .list();
    }

    /** How many messages wait for an operator. */
    public long countWaiting() {
        return client.sql("SELECT COUNT(*) FROM parked_message WHERE state = 'parked'")
                .query(Long.class)
                .single();
    }

    private static String id(String system, String taskId) {
        return system + ":" + taskId;
    }
}
