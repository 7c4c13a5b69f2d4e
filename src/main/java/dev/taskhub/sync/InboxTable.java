package dev.taskhub.sync;

import dev.taskhub.store.InboxStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows of table {@code inbox}. Their work is done up to one id, which is kept with the task list, so that the work and
 * its being done are one transaction there.
 */
@Component
final class InboxTable {

    private static final String ADD = "INSERT INTO inbox (source, message_key, id, received_at, payload) VALUES ";
    private static final String ADD_ROW = "(?, ?, ?, ?, ?)";
    private static final String RENEW = " ON CONFLICT (source, message_key) DO UPDATE SET id = excluded.id,"
            + " received_at = excluded.received_at, payload = excluded.payload";

    /**
     * How long a message whose work is done is still known, and an equal one taken for a repeat. Senders that got no
     * answer ask again within minutes; what comes later says that it is so once more, as a status that went away and came
     * back.
     */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(5);

    static final String PENDING =
            "SELECT id, source, message_key, payload, received_at FROM inbox WHERE id > ? ORDER BY id LIMIT ?";

    static final String FORGET = "DELETE FROM inbox WHERE id <= (SELECT MAX(id) FROM"
            + " (SELECT id, received_at FROM inbox WHERE id <= ? ORDER BY id LIMIT ?) AS oldest WHERE received_at < ?)";

    private static final String HUB = "hub";
    private static final String READER = "work-off-inbox";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Positions positions;

    InboxTable(InboxStore store, Positions positions) {
        this.jdbc = store.jdbc();
        this.transactions = store.transactions();
        this.positions = positions;
    }

    /** Makes sure that new messages come after those done, also when the inbox was lost and begins anew. */
    void open() {
        transactions.executeWithoutResult(
                status -> jdbc.update("UPDATE inbox_sequence SET value = ? WHERE value < ?", doneUpTo(), doneUpTo()));
    }

    /**
     * Commits the messages in one transaction, in the order given, and returns those that are new: the first of its key
     * here, and not known, or known, done and old enough.
     */
    Set<Inbox.Arrival> add(List<Inbox.Arrival> arrivals, Instant now) {
        // One of a key, since PostgreSQL updates no row twice in a statement.
        var first = new TreeMap<String, Inbox.Arrival>();
        arrivals.forEach(arrival -> first.putIfAbsent(arrival.source + '\0' + arrival.messageKey, arrival));
        var byId = new HashMap<Long, Inbox.Arrival>();
        var added = transactions.execute(status -> {
            long id = nextIds(first.size());
            var values = new ArrayList<Object>(first.size() * 5 + 2);
            for (var arrival : arrivals) {
                if (first.get(arrival.source + '\0' + arrival.messageKey) == arrival) {
                    values.addAll(List.of(
                            arrival.source,
                            arrival.messageKey,
                            id,
                            arrival.receivedAt.toEpochMilli(),
                            arrival.payload));
                    byId.put(id++, arrival);
                }
            }
            values.add(doneUpTo());
            values.add(now.minus(REPEATED_WITHIN).toEpochMilli());
            String rows = String.join(", ", Collections.nCopies(byId.size(), ADD_ROW));
            return jdbc.queryForList(
                    ADD + rows + RENEW + " WHERE inbox.id <= ? AND inbox.received_at < ? RETURNING id",
                    Long.class,
                    values.toArray());
        });
        var isNew = Collections.<Inbox.Arrival>newSetFromMap(new IdentityHashMap<>());
        added.forEach(id -> isNew.add(byId.get(id)));
        return isNew;
    }

    List<InboxMessage> pending(int max) {
        return jdbc.query(
                PENDING,
                (row, number) -> new InboxMessage(
                        row.getLong("id"),
                        row.getString("source"),
                        row.getString("message_key"),
                        row.getString("payload"),
                        Instant.ofEpochMilli(row.getLong("received_at"))),
                doneUpTo(),
                max);
    }

    long countPending() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM inbox WHERE id > ?", Long.class, doneUpTo());
    }

    void done(InboxMessage last) {
        positions.put(HUB, "", READER, String.valueOf(last.id()));
    }

    /** Lets a message be pending anew as if it had come now, whether or not it is still known. */
    void reopen(String source, String messageKey, String payload, Instant now) {
        transactions.executeWithoutResult(status ->
                jdbc.update(ADD + ADD_ROW + RENEW, source, messageKey, nextIds(1), now.toEpochMilli(), payload));
    }

    /** Forgets up to {@code max} of the oldest messages that nobody needs any more, and returns how many. */
    int forget(int max, Instant now) {
        return jdbc.update(FORGET, doneUpTo(), max, now.minus(REPEATED_WITHIN).toEpochMilli());
    }

    /** The first of {@code count} ids; within a transaction, which others wait for. */
    private long nextIds(int count) {
        return jdbc.queryForObject("UPDATE inbox_sequence SET value = value + ? RETURNING value", Long.class, count)
                - count
                + 1;
    }

    private long doneUpTo() {
        return positions.get(HUB, "", READER).map(Long::valueOf).orElse(0L);
    }
}
