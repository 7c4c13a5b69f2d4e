package dev.taskhub.comment;

import dev.taskhub.sync.Claims;
import dev.taskhub.sync.Pauses;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who has yet to be told of which comment: one row a pair, however often the comment changes meanwhile. It works as the tasks'
 * {@link dev.taskhub.sync.Outbox}.
 */
@Repository
public class CommentOutbox implements Claims {

    /** How long a sender may take before its rows are anybody's again. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** The pause before a row is tried again, by the failures in a row before; the last one repeats. */
    private static final String PAUSE =
            "CASE attempts WHEN 0 THEN 5000 WHEN 1 THEN 15000 WHEN 2 THEN 30000 ELSE 60000 END";

    /** A claimed row. */
    record Row(String commentId, long revision, boolean alone) {}

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Clock clock;
    private final Pauses pauses;
    private final TransactionTemplate transaction;

    CommentOutbox(JdbcTemplate jdbc, Clock clock, Pauses pauses, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.clock = clock;
        this.pauses = pauses;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How many comments systems have yet to be told about, of tasks that have an item there. */
    public long waiting() {
        return client.sql("SELECT COUNT(*) FROM comment_outbox")
                .query(Long.class)
                .single();
    }

    @Override
    public void releaseClaims() {
        transaction.executeWithoutResult(status -> client.sql(
                        "UPDATE comment_outbox SET claimed_until = 0, due_at = CASE WHEN attempts > 0 THEN 0 ELSE due_at END"
                                + " WHERE claimed_until > 0 OR attempts > 0")
                .update());
    }

    boolean isDue(String system) {
        long now = clock.millis();
        return pauses.of(system).isEmpty()
                && client.sql("SELECT EXISTS (SELECT 1 FROM comment_outbox WHERE system = ? AND due_at <= ?"
                                + " AND claimed_until < ?)")
                        .params(system, now, now)
                        .query(Boolean.class)
                        .single();
    }

    void add(String system, Collection<String> commentIds, long revision) {
        long now = clock.millis();
        jdbc.batchUpdate(
                "INSERT INTO comment_outbox (comment_id, system, due_at, claimed_until, revision, attempts, alone)"
                        + " VALUES (?, ?, ?, 0, ?, 0, 0) ON CONFLICT (comment_id, system) DO UPDATE SET"
                        + " due_at = excluded.due_at, revision = excluded.revision",
                commentIds.stream().distinct().sorted().toList(),
                500,
                (statement, commentId) -> {
                    statement.setString(1, commentId);
                    statement.setString(2, system);
                    statement.setLong(3, now);
                    statement.setLong(4, revision);
                });
    }

    /** Claims up to {@code max} due rows, those that wait longest first; a row to be sent alone comes alone. */
    List<Row> claim(String system, int max) {
        if (pauses.of(system).isPresent()) {
            return List.of();
        }
        long now = clock.millis();
        List<Row> due = client.sql(
                        "SELECT comment_id, revision, alone FROM comment_outbox WHERE system = ? AND due_at <= ?"
                                + " AND claimed_until < ? ORDER BY due_at, comment_id LIMIT ?")
                .params(system, now, now, max)
                .query((row, index) -> new Row(row.getString(1), row.getLong(2), row.getInt(3) != 0))
                .list();
        List<Row> wanted = due.isEmpty() || due.get(0).alone()
                ? due.stream().limit(1).toList()
                : due.stream().filter(row -> !row.alone()).toList();
        var inOrder =
                wanted.stream().sorted(Comparator.comparing(Row::commentId)).toList();
        // Claimed and counted in one statement each, so that another hub gets none of these.
        int[][] claimed = jdbc.batchUpdate(
                "UPDATE comment_outbox SET claimed_until = ? WHERE comment_id = ? AND system = ? AND revision = ?"
                        + " AND claimed_until < ?",
                inOrder,
                500,
                (statement, row) -> {
                    statement.setLong(1, now + LEASE.toMillis());
                    statement.setString(2, row.commentId());
                    statement.setString(3, system);
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

    /** Takes rows out whose comment has not changed since they were claimed; the others become due again. */
    void settle(String system, Map<String, Long> revisionByComment) {
        var sorted = new TreeMap<>(revisionByComment);
        update("claimed_until = 0, attempts = 0, alone = 0", system, sorted.keySet());
        jdbc.batchUpdate(
                "DELETE FROM comment_outbox WHERE comment_id = ? AND system = ? AND revision = ?",
                sorted.entrySet(),
                500,
                (statement, row) -> {
                    statement.setString(1, row.getKey());
                    statement.setString(2, system);
                    statement.setLong(3, row.getValue());
                });
    }

    /** Gives the batch free to be sent again at once. */
    public void release(List<CommentOutgoing> batch) {
        change("claimed_until = 0", batch);
    }

    /** Sends each of these by itself next time: one of them spoils the batch. */
    void sendAlone(List<CommentOutgoing> batch) {
        change("claimed_until = 0, alone = 1", batch);
    }

    /** Waits before the next try: longer with every failure in a row, and at least {@code atLeast}. */
    void postpone(List<CommentOutgoing> batch, Duration atLeast, String error) {
        long least = atLeast.toMillis();
        change(
                "claimed_until = 0, attempts = attempts + 1, last_error = ?, due_at = " + clock.millis()
                        + " + CASE WHEN " + PAUSE + " < " + least + " THEN " + least + " ELSE " + PAUSE + " END",
                batch,
                error);
    }

    private void change(String assignments, List<CommentOutgoing> batch, Object... parameters) {
        transaction.executeWithoutResult(status -> update(
                assignments,
                batch.get(0).system(),
                batch.stream().map(CommentOutgoing::commentId).sorted().toList(),
                parameters));
    }

    private void update(String assignments, String system, Collection<String> commentIds, Object... parameters) {
        jdbc.batchUpdate(
                "UPDATE comment_outbox SET " + assignments + " WHERE comment_id = ? AND system = ?",
                commentIds,
                500,
                (statement, commentId) -> {
                    var all = new ArrayList<Object>(List.of(parameters));
                    all.add(commentId);
                    all.add(system);
                    for (int i = 0; i < all.size(); i++) {
                        statement.setObject(i + 1, all.get(i));
                    }
                });
    }
}
