package dev.taskhub.api;

import dev.taskhub.comment.CommentOutbox;
import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.Pauses;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The numbers of the status, read from the store; none of them reads more rows than a status may cost. */
@Repository
class StatusQueries {

    private final JdbcClient client;
    private final Inbox inbox;
    private final CommentOutbox comments;
    private final Pauses pauses;

    StatusQueries(JdbcClient client, Inbox inbox, CommentOutbox comments, Pauses pauses) {
        this.client = client;
        this.inbox = inbox;
        this.comments = comments;
        this.pauses = pauses;
    }

    /** The tasks that are not deleted, by status. */
    Map<String, Long> tasksByStatus() {
        return counts("SELECT COALESCE(status, 'none'), COUNT(*) FROM task WHERE deleted_at IS NULL GROUP BY status");
    }

    /** Comments that a system has yet to be told about. */
    long commentsWaiting() {
        return comments.waiting();
    }

    /** Messages kept at the doors whose work is not done. */
    long inboxWaiting() {
        return inbox.countPending();
    }

    Map<String, Long> parked() {
        return counts("SELECT system, COUNT(*) FROM parked_message WHERE state = 'parked' GROUP BY system");
    }

    Map<String, Long> conflicts() {
        return counts("SELECT system, COUNT(*) FROM conflict WHERE resolved_at IS NULL GROUP BY system");
    }

    /**
     * By system: how many tasks wait to be sent, how many of them failed before, and why all of them wait, or else the
     * error of one that failed.
     */
    Map<String, SystemStatus.Queue> outbox() {
        var queues = new HashMap<String, SystemStatus.Queue>();
        client.sql("SELECT system, COUNT(*), SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END),"
                        + " MAX(CASE WHEN attempts > 0 THEN last_error END) FROM outbox GROUP BY system")
                .query(row -> {
                    String system = row.getString(1);
                    String error = pauses.of(system)
                            .map(pause -> "nothing is sent until " + pause.until() + ": " + pause.why())
                            .orElse(row.getString(4));
                    queues.put(system, new SystemStatus.Queue(row.getLong(2), row.getLong(3), error));
                });
        return queues;
    }

    /** When each system last changed a task, as far as the newest ten thousand events tell. */
    Map<String, Instant> lastEvents() {
        var times = new HashMap<String, Instant>();
        client.sql(
                        "SELECT system, MAX(at) FROM (SELECT system, at FROM task_event ORDER BY at DESC LIMIT 10000) AS newest"
                                + " GROUP BY system")
                .query(row -> {
                    times.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
                });
        return times;
    }

    private Map<String, Long> counts(String sql) {
        var counts = new TreeMap<String, Long>();
        client.sql(sql).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }
}
