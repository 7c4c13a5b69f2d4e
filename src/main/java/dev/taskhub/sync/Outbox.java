package dev.taskhub.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has yet to be told of which task: one row a pair, however often the task changes meanwhile. */
@Repository
public class Outbox {

    /** How long a sender may take before its rows are anybody's again. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** The pauses after the first, second ... failure in a row; the last one repeats. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(4));

    /** A claimed row. */
    record Row(String taskId, long revision, boolean alone) {}

    private final Map<String, Long> settled = new ConcurrentHashMap<>();
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Clock clock;

    Outbox(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.clock = clock;
    }

    /** How many tasks each system has yet to be told about. */
    public Map<String, Long> waiting() {
        return client
                .sql("SELECT system, COUNT(*) AS waiting FROM outbox GROUP BY system")
                .query((row, index) -> Map.entry(row.getString("system"), row.getLong("waiting")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many rows of each system have been settled since this hub started: told, refused, or found to be told already. */
    public Map<String, Long> settled() {
        return Map.copyOf(settled);
    }

    /** The systems that have rows due now. */
    public List<String> due() {
        long now = clock.millis();
        return client.sql("SELECT DISTINCT system FROM outbox WHERE due_at <= ? AND claimed_until < ?")
                .params(now, now)
                .query(String.class)
                .list();
    }

    /** Gives back what senders of an earlier run had claimed: right only while no other hub shares the database. */
    public void releaseClaims() {
        client.sql("UPDATE outbox SET claimed_until = 0 WHERE claimed_until > 0")
                .update();
    }

    void add(String system, Map<String, Duration> taskIdsWithDelay) {
        long now = clock.millis();
        jdbc.batchUpdate(
                "INSERT INTO outbox (task_id, system, due_at, claimed_until, revision, attempts, alone)"
                        + " VALUES (?, ?, ?, 0, 1, 0, 0) ON CONFLICT (system, task_id) DO UPDATE SET"
                        + " due_at = excluded.due_at, revision = outbox.revision + 1",
                taskIdsWithDelay.entrySet(),
                500,
                (statement, row) -> {
                    statement.setString(1, row.getKey());
                    statement.setString(2, system);
                    statement.setLong(3, now + row.getValue().toMillis());
                });
    }

    /** Claims up to {@code max} due rows, those that wait longest first; a row to be sent alone comes alone. */
    List<Row> claim(String system, int max) {
        long now = clock.millis();
        List<Row> due = client.sql("SELECT task_id, revision, alone FROM outbox WHERE system = ? AND due_at <= ?"
                        + " AND claimed_until < ? ORDER BY due_at, task_id LIMIT ?")
                .params(system, now, now, max)
                .query((row, index) -> new Row(row.getString(1), row.getLong(2), row.getInt(3) != 0))
                .list();
        List<Row> claimed = due.isEmpty() || due.get(0).alone()
                ? due.stream().limit(1).toList()
                : due.stream().filter(row -> !row.alone()).toList();
        update(
                "UPDATE outbox SET claimed_until = " + (now + LEASE.toMillis()) + " WHERE system = ? AND task_id = ?",
                system,
                claimed.stream().map(Row::taskId).toList());
        return claimed;
    }

    /** Takes rows out whose task has not changed since they were claimed; the others become due again. */
    void settle(String system, Map<String, Long> revisionByTask) {
        jdbc.batchUpdate(
                "DELETE FROM outbox WHERE system = ? AND task_id = ? AND revision = ?",
                revisionByTask.entrySet(),
                500,
                (statement, row) -> {
                    statement.setString(1, system);
                    statement.setString(2, row.getKey());
                    statement.setLong(3, row.getValue());
                });
        update(
                "UPDATE outbox SET claimed_until = 0, attempts = 0, alone = 0 WHERE system = ? AND task_id = ?",
                system,
                revisionByTask.keySet());
        settled.merge(system, (long) revisionByTask.size(), Long::sum);
    }

    /** Gives the batch free to be sent again at once, as after a remote's change has come in. */
    public void release(List<Outgoing> batch) {
        for (Outgoing outgoing : batch) {
            update(
                    "UPDATE outbox SET claimed_until = 0 WHERE system = ? AND task_id = ?",
                    outgoing.system(),
                    List.of(outgoing.taskId()));
        }
    }

    /** Sends each of these by itself next time: one of them spoils the batch. */
    public void sendAlone(List<Outgoing> batch) {
        for (Outgoing outgoing : batch) {
            update(
                    "UPDATE outbox SET claimed_until = 0, alone = 1 WHERE system = ? AND task_id = ?",
                    outgoing.system(),
                    List.of(outgoing.taskId()));
        }
    }

    /** Waits before the next try: longer with every failure in a row, and at least {@code atLeast}. */
    public void postpone(List<Outgoing> batch, Duration atLeast, String error) {
        long now = clock.millis();
        for (Outgoing outgoing : batch) {
            int attempts = client.sql("UPDATE outbox SET claimed_until = 0, attempts = attempts + 1, last_error = ?"
                            + " WHERE system = ? AND task_id = ? RETURNING attempts")
                    .params(error, outgoing.system(), outgoing.taskId())
                    .query(Integer.class)
                    .optional()
                    .orElse(1);
            Duration pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
            long due = now + Math.max(pause.toMillis(), atLeast.toMillis());
            client.sql("UPDATE outbox SET due_at = ? WHERE system = ? AND task_id = ?")
                    .params(due, outgoing.system(), outgoing.taskId())
                    .update();
        }
    }

    private void update(String sql, String system, Collection<String> taskIds) {
        jdbc.batchUpdate(sql, taskIds, 500, (statement, taskId) -> {
            statement.setString(1, system);
            statement.setString(2, taskId);
        });
    }
}
