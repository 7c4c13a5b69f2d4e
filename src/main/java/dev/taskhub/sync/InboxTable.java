package dev.taskhub.sync;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of table {@code inbox}. */
@Component
final class InboxTable {

    private static final String ADD = "INSERT INTO inbox (source, message_key, id, received_at, payload) VALUES ";
    private static final String ADD_ROW = "(?, ?, ?, ?, ?)";
    private static final String RENEW = " ON CONFLICT (source, message_key) DO UPDATE SET id = excluded.id,"
            + " received_at = excluded.received_at, done_at = NULL, payload = excluded.payload";

    /**
     * How long after its work was done a message is still taken for a repeat. Senders that got no answer ask again within
     * minutes; what comes later says that it is so once more, as a status that went away and came back.
     */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(5);

    static final String PENDING =
            "SELECT id, source, message_key, payload, received_at FROM inbox WHERE done_at IS NULL ORDER BY id LIMIT ?";

    private static final Comparator<InboxMessage> BY_KEY =
            Comparator.comparing(InboxMessage::source).thenComparing(InboxMessage::messageKey);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    InboxTable(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Commits the messages in one transaction, in the order given, and returns those that are new: the first of its key
     * here, and not known, or known and done long enough ago.
     */
    Set<Inbox.Arrival> add(List<Inbox.Arrival> arrivals, Instant now) {
        var byId = new HashMap<String, Inbox.Arrival>();
        // One of a key, since PostgreSQL updates no row twice in a statement; in the order in which done takes them.
        var rows = new TreeMap<String, List<Object>>();
        for (var arrival : arrivals) {
            var id = ids.generate().toString();
            List<Object> row =
                    List.of(arrival.source, arrival.messageKey, id, arrival.receivedAt.toEpochMilli(), arrival.payload);
            if (rows.putIfAbsent(arrival.source + '\0' + arrival.messageKey, row) == null) {
                byId.put(id, arrival);
            }
        }
        var values = new ArrayList<Object>(rows.size() * 5 + 1);
        rows.values().forEach(values::addAll);
        values.add(now.minus(REPEATED_WITHIN).toEpochMilli());
        var statement = ADD + String.join(", ", Collections.nCopies(rows.size(), ADD_ROW)) + RENEW
                + " WHERE inbox.done_at < ? RETURNING id";
        var added = transactions.execute(status -> jdbc.queryForList(statement, String.class, values.toArray()));
        var isNew = Collections.<Inbox.Arrival>newSetFromMap(new IdentityHashMap<>());
        added.forEach(id -> isNew.add(byId.get(id)));
        return isNew;
    }

    List<InboxMessage> pending(int max) {
        return jdbc.query(
                PENDING,
                (row, number) -> new InboxMessage(
                        row.getString("id"),
                        row.getString("source"),
                        row.getString("message_key"),
                        row.getString("payload"),
                        Instant.ofEpochMilli(row.getLong("received_at"))),
                max);
    }

    void done(List<InboxMessage> messages, Instant now) {
        transactions.executeWithoutResult(status -> jdbc.batchUpdate(
                "UPDATE inbox SET done_at = ?, payload = NULL WHERE source = ? AND message_key = ?",
                messages.stream().sorted(BY_KEY).toList(),
                messages.size(),
                (PreparedStatement update, InboxMessage message) -> bind(update, message, now)));
    }

    /** Lets a message be pending anew as if it had come now, whether or not it is still known. */
    void reopen(String source, String messageKey, String payload, Instant now) {
        jdbc.update(ADD + ADD_ROW + RENEW, source, messageKey, ids.generate().toString(), now.toEpochMilli(), payload);
    }

    private static void bind(PreparedStatement update, InboxMessage message, Instant now) throws SQLException {
        update.setLong(1, now.toEpochMilli());
        update.setString(2, message.source());
        update.setString(3, message.messageKey());
    }
}
