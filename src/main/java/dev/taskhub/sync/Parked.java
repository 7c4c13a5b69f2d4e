package dev.taskhub.sync;

import dev.taskhub.task.Chunks;
import dev.taskhub.task.JsonColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    private static final String INBOX = "work-off-inbox";

    private final JdbcClient client;
    private final InboxTable inbox;
    private final Clock clock;

    Parked(JdbcClient client, InboxTable inbox, Clock clock) {
        this.client = client;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Parks what a system refused of a task; an earlier refusal of the same task there is replaced. */
    void park(Outgoing outgoing, String cause, String hint) {
        park(
                id(outgoing.system(), outgoing.taskId()),
                "send-to-" + outgoing.system(),
                outgoing.system(),
                outgoing.taskId(),
                JsonColumn.write(outgoing.columns()),
                cause,
                hint);
    }

    /** Parks what a system refused of a comment; an earlier refusal of the same comment there is replaced. */
    public void parkComment(
            String system, String commentId, String taskId, Map<String, Object> columns, String cause, String hint) {
        park(
                commentMessage(system, commentId),
                "send-" + system + "-comments",
                system,
                taskId,
                JsonColumn.write(columns),
                cause,
                hint);
    }

    /** The id of the comment that a message of {@link #parkComment} is about. */
    public static String commentId(String messageId) {
        return messageId.substring(messageId.lastIndexOf(':') + 1);
    }

    /** Parks a message of the inbox that could not be applied. */
    public void park(InboxMessage message, String cause, String hint) {
        park(
                inboxId(message.source(), message.messageKey()),
                INBOX,
                message.source(),
                null,
                message.payload(),
                cause,
                hint);
    }

    private void park(
            String id, String route, String system, String taskId, String payload, String cause, String hint) {
        client.sql("INSERT INTO parked_message (id, route, system, task_id, payload, cause, hint, parked_at, state)"
                        + " VALUES (:id, :route, :system, :task, :payload, :cause, :hint, :at, 'parked')"
                        + " ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, cause = excluded.cause,"
                        + " hint = excluded.hint, parked_at = excluded.parked_at, state = 'parked'")
                .param("id", id)
                .param("route", route)
                .param("system", system)
                .param("task", taskId)
                .param("payload", payload)
                .param("cause", cause)
                .param("hint", hint)
                .param("at", clock.millis())
                .update();
    }

    /** Puts a message of the inbox back there, to be worked off anew; if that fails again, it is parked again. */
    public void reopen(String id) {
        client.sql("SELECT * FROM parked_message WHERE id = ?")
                .param(id)
                .query(Parked::message)
                .optional()
                .ifPresent(message -> inbox.reopen(
                        message.system(),
                        id.substring(inboxId(message.system(), "").length()),
                        message.payload(),
                        clock.instant()));
    }

    /** Closes what was parked of tasks that the system has now accepted. */
    void delivered(String system, Collection<String> taskIds) {
        close(taskIds.stream().map(task -> id(system, task)).toList());
    }

    /** Closes what was parked of comments of which there is nothing left to tell the system. */
    public void commentsDelivered(String system, Collection<String> commentIds) {
        close(commentIds.stream()
                .map(comment -> commentMessage(system, comment))
                .toList());
    }

    private void close(List<String> ids) {
        for (List<String> chunk : Chunks.of(ids)) {
            client.sql("UPDATE parked_message SET state = 'done' WHERE id IN (:ids) AND state <> 'done'")
                    .param("ids", chunk)
                    .update();
        }
    }

    /** What waits for an operator, oldest first, {@code limit} at most. */
    public List<Message> waiting(int limit) {
        return client.sql("SELECT * FROM parked_message WHERE state = 'parked' ORDER BY parked_at, id LIMIT ?")
                .param(limit)
                .query(Parked::message)
                .list();
    }

    /** How many messages wait for an operator. */
    public long countWaiting() {
        return client.sql("SELECT COUNT(*) FROM parked_message WHERE state = 'parked'")
                .query(Long.class)
                .single();
    }

    private static Message message(ResultSet row, int rowNumber) throws SQLException {
        return new Message(
                row.getString("id"),
                row.getString("system"),
                row.getString("task_id"),
                row.getString("payload"),
                row.getString("cause"),
                row.getString("hint"),
                Instant.ofEpochMilli(row.getLong("parked_at")),
                row.getString("state"));
    }

    private static String inboxId(String source, String messageKey) {
        return String.join(":", INBOX, source, messageKey);
    }

    private static String commentMessage(String system, String commentId) {
        return system + ":comment:" + commentId;
    }

    private static String id(String system, String taskId) {
        return system + ":" + taskId;
    }
}
