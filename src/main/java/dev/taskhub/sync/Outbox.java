package dev.taskhub.sync;

import dev.taskhub.task.Chunks;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who has yet to be told of which task: one row a pair, however often the task changes meanwhile. Rows are always taken in
 * the order of their tasks' ids, so that no two transactions wait each for the other.
 */
@Repository
public class Outbox implements Claims {

    /** How long a sender may take before its rows are anybody's again. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** The pause before a row is tried again, by the failures in a row before; the last one repeats. */
    private static final String PAUSE =
            "CASE attempts WHEN 0 THEN 5000 WHEN 1 THEN 15000 WHEN 2 THEN 30000 ELSE 60000 END";

    private static final Rows ALL = new Rows("", List.of());

    /** Which rows are meant. */
    private record Rows(String condition, List<?> parameters) {}

    /** A claimed row. */
    record Row(String taskId, long revision, boolean alone) {}

    private final Map<String, Long> settled = new ConcurrentHashMap<>();

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Clock clock;
    private final Pauses pauses;
    private final TransactionTemplate transaction;

    Outbox(JdbcTemplate jdbc, Clock clock, Pauses pauses, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.clock = clock;
        this.pauses = pauses;
        this.transaction = new TransactionTemplate(transactions);
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

    /** Those of these tasks that a system has yet to be told about. */
    Set<String> waitingAmong(String system, Collection<String> taskIds) {
        var waiting = new HashSet<String>();
        for (List<String> chunk : Chunks.of(taskIds)) {
            waiting.addAll(client.sql("SELECT task_id FROM outbox WHERE system = :system AND task_id IN (:ids)")
                    .param("system", system)
                    .param("ids", chunk)
                    .query(String.class)
                    .list());
        }
        return waiting;
    }

    /** The tasks of which {@code system} may have to be told, in the order of their ids. */
    List<String> taskIds(String system) {
        return client.sql("SELECT task_id FROM outbox WHERE system = ? ORDER BY task_id")
                .param(system)
                .query(String.class)
                .list();
    }

    /** How many rows of each system have been settled since this hub started: told, refused, or found to be told already. */
    public Map<String, Long> settled() {
        return Map.copyOf(settled);
    }

    @Override
    public void releaseClaims() {
        transaction.executeWithoutResult(status -> client.sql(
                        "UPDATE outbox SET claimed_until = 0, due_at = CASE WHEN attempts > 0 THEN 0 ELSE due_at END"
                                + " WHERE claimed_until > 0 OR attempts > 0")
                .update());
    }

    boolean isDue(String system) {
        return isDue(system, ALL);
    }

    /** Whether something is due of tasks that have, or had, an item in {@code remote}. */
    boolean isDueWhereKnown(Remote remote) {
        return isDue(remote.system(), known(remote));
    }

    private boolean isDue(String system, Rows rows) {
        if (pauses.of(system).isPresent()) {
            return false;
        }
        long now = clock.millis();
        return client.sql("SELECT EXISTS (SELECT 1 FROM outbox WHERE system = ? AND due_at <= ? AND claimed_until < ?"
                        + rows.condition() + ")")
                .params(system, now, now)
                .params(rows.parameters())
                .query(Boolean.class)
                .single();
    }

    /**
     * Adds rows, by task id with the time a change is to rest; a row that rests already rests at least as long as before.
     *
     * @param revision the number of the change; see {@link dev.taskhub.task.TaskStore#lock}
     */
    void add(String system, Map<String, Duration> delays, long revision) {
        long now = clock.millis();
        jdbc.batchUpdate(
                "INSERT INTO outbox (task_id, system, due_at, claimed_until, revision, attempts, alone)"
                        + " VALUES (?, ?, ?, 0, ?, 0, 0) ON CONFLICT (system, task_id) DO UPDATE SET"
                        + " due_at = CASE WHEN outbox.attempts = 0 AND outbox.due_at > excluded.due_at"
                        + " THEN outbox.due_at ELSE excluded.due_at END, revision = excluded.revision",
                new TreeMap<>(delays).entrySet(),
                500,
                (statement, row) -> {
                    statement.setString(1, row.getKey());
                    statement.setString(2, system);
                    statement.setLong(3, now + row.getValue().toMillis());
                    statement.setLong(4, revision);
                });
    }

    /** Claims up to {@code max} due rows, those that wait longest first; a row to be sent alone comes alone. */
    List<Row> claim(String system, int max) {
        return claim(system, max, ALL);
    }

    /** As {@link #claim}, only tasks that have, or had, an item in {@code remote}: none is made there anew. */
    List<Row> claimWhereKnown(Remote remote, int max) {
        return claim(remote.system(), max, known(remote));
    }

    private static Rows known(Remote remote) {
        return new Rows(
                " AND EXISTS (SELECT 1 FROM link WHERE link.task_id = outbox.task_id AND link.system = ?"
                        + " AND link.container = ?)",
                List.of(remote.system(), remote.container()));
    }

    private List<Row> claim(String system, int max, Rows rows) {
        if (pauses.of(system).isPresent()) {
            return List.of();
        }
        long now = clock.millis();
        List<Row> due = client.sql("SELECT task_id, revision, alone FROM outbox WHERE system = ? AND due_at <= ?"
                        + " AND claimed_until < ?" + rows.condition() + " ORDER BY due_at, task_id LIMIT ?")
                .params(system, now, now)
                .params(rows.parameters())
                .param(max)
                .query((row, index) -> new Row(row.getString(1), row.getLong(2), row.getInt(3) != 0))
                .list();
        List<Row> wanted = due.isEmpty() || due.get(0).alone()
                ? due.stream().limit(1).toList()
                : due.stream().filter(row -> !row.alone()).toList();
        var inOrder = wanted.stream().sorted(Comparator.comparing(Row::taskId)).toList();
        // Claimed and counted in one statement each, so that another hub gets none of these.
        int[][] claimed = jdbc.batchUpdate(
                "UPDATE outbox SET claimed_until = ? WHERE system = ? AND task_id = ? AND revision = ? AND claimed_until < ?",
                inOrder,
                500,
                (statement, row) -> {
                    statement.setLong(1, now + LEASE.toMillis());
                    statement.setString(2, system);
                    statement.setString(3, row.taskId());
                    statement.setLong(4, row.revision());
                    statement.setLong(5, now);
                });
        var ours = new HashSet<Row>();
        for (int i = 0; i < inOrder.size(); i++) {
            if (claimed[i / 500][i % 500] > 0) {
                ours.add(inOrder.get(i));
            }
        }
        return wanted.stream().filter(ours::contains).toList();
    }

    /** Takes rows out whose task has not changed since they were claimed; the others become due again. */
    void settle(String system, Map<String, Long> revisionByTask) {
        var sorted = new TreeMap<>(revisionByTask);
        // All of them first, or the second statement would come back to rows that the first has passed.
        update("UPDATE outbox SET claimed_until = 0, attempts = 0, alone = 0", system, sorted.keySet());
        jdbc.batchUpdate(
                "DELETE FROM outbox WHERE system = ? AND task_id = ? AND revision = ?",
                sorted.entrySet(),
                500,
                (statement, row) -> {
                    statement.setString(1, system);
                    statement.setString(2, row.getKey());
                    statement.setLong(3, row.getValue());
                });
        settled.merge(system, (long) revisionByTask.size(), Long::sum);
    }

    /** Gives the batch free to be sent again at once, as after a remote's change has come in. */
    public void release(List<Outgoing> batch) {
        update("UPDATE outbox SET claimed_until = 0", batch);
    }

    /** Sends each of these by itself next time: one of them spoils the batch. */
    public void sendAlone(List<Outgoing> batch) {
        update("UPDATE outbox SET claimed_until = 0, alone = 1", batch);
    }

    /** Waits before the next try: longer with every failure in a row, and at least {@code atLeast}. */
    public void postpone(List<Outgoing> batch, Duration atLeast, String error) {
        long now = clock.millis();
        long least = atLeast.toMillis();
        update(
                "UPDATE outbox SET claimed_until = 0, attempts = attempts + 1, last_error = ?, due_at = " + now
                        + " + CASE WHEN " + PAUSE + " < " + least + " THEN " + least + " ELSE " + PAUSE + " END",
                batch,
                error);
    }

    /** How often in a row the one of these failed that failed most often. */
    public int failures(List<Outgoing> batch) {
        return client.sql("SELECT COALESCE(MAX(attempts), 0) FROM outbox WHERE system = :system AND task_id IN (:ids)")
                .param("system", batch.get(0).system())
                .param("ids", batch.stream().map(Outgoing::taskId).toList())
                .query(Integer.class)
                .single();
    }

    private void update(String sql, List<Outgoing> batch, Object... parameters) {
        transaction.executeWithoutResult(status -> batch.stream()
                .collect(Collectors.groupingBy(
                        Outgoing::system,
                        TreeMap::new,
                        Collectors.mapping(Outgoing::taskId, Collectors.toCollection(TreeSet::new))))
                .forEach((system, taskIds) -> update(sql, system, taskIds, parameters)));
    }

    private void update(String sql, String system, Collection<String> taskIds, Object... parameters) {
        jdbc.batchUpdate(sql + " WHERE system = ? AND task_id = ?", taskIds, 500, (statement, taskId) -> {
            int index = 0;
            for (Object parameter : parameters) {
                statement.setObject(++index, parameter);
            }
            statement.setString(++index, system);
            statement.setString(++index, taskId);
        });
    }
}
