package dev.taskhub.airtable;

import dev.taskhub.task.Chunks;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many comments each record was last seen to have, and whether they have been read since. */
@Repository
class CommentCounts {

    private static final String SYSTEM = AirtableRecords.SYSTEM;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final String container;

    CommentCounts(JdbcTemplate jdbc, AirtableRecords records) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.container = records.container();
    }

    /** Takes note of how many comments these records have now. */
    void note(Map<String, Long> counts) {
        Map<String, Long> before = seen(counts.keySet());
        jdbc.batchUpdate(
                "INSERT INTO comment_count (system, container, item_id, seen, taken) VALUES (?, ?, ?, ?, 0)"
                        + " ON CONFLICT (system, container, item_id) DO UPDATE SET seen = excluded.seen",
                counts.entrySet().stream()
                        .filter(count -> !count.getValue().equals(before.getOrDefault(count.getKey(), 0L)))
                        .sorted(Map.Entry.comparingByKey())
                        .toList(),
                500,
                (statement, count) -> {
                    statement.setString(1, SYSTEM);
                    statement.setString(2, container);
                    statement.setString(3, count.getKey());
                    statement.setLong(4, count.getValue());
                });
    }

    private Map<String, Long> seen(Collection<String> recordIds) {
        var seen = new HashMap<String, Long>();
        for (List<String> chunk : Chunks.of(recordIds)) {
            client.sql("SELECT item_id, seen FROM comment_count WHERE system = :system AND container = :container"
                            + " AND item_id IN (:ids)")
                    .param("system", SYSTEM)
                    .param("container", container)
                    .param("ids", chunk)
                    .query(row -> {
                        seen.put(row.getString(1), row.getLong(2));
                    });
        }
        return seen;
    }

    /** The next record after {@code last}, in the order of their ids, whose comments are to be read. */
    Optional<UnreadComments> nextUnread(String last) {
        return client.sql("SELECT item_id, seen FROM comment_count WHERE system = ? AND container = ? AND item_id > ?"
                        + " AND seen <> taken ORDER BY item_id LIMIT 1")
                .params(SYSTEM, container, last)
                .query((row, index) -> new UnreadComments(row.getString(1), row.getLong(2)))
                .optional();
    }

    /** The comments that a record was seen to have have been read. */
    void taken(UnreadComments read) {
        client.sql("UPDATE comment_count SET taken = ? WHERE system = ? AND container = ? AND item_id = ?")
                .params(read.count(), SYSTEM, container, read.recordId())
                .update();
    }

    /** The hub itself has added so many comments to a record, or taken them away: nothing that it has to read. */
    void changed(String recordId, int by) {
        client.sql("INSERT INTO comment_count (system, container, item_id, seen, taken) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (system, container, item_id) DO UPDATE SET"
                        + " seen = comment_count.seen + excluded.seen, taken = comment_count.taken + excluded.taken")
                .params(SYSTEM, container, recordId, by, by)
                .update();
    }

    /** Nobody has to look at the record any more. */
    void forget(String recordId) {
        client.sql("DELETE FROM comment_count WHERE system = ? AND container = ? AND item_id = ?")
                .params(SYSTEM, container, recordId)
                .update();
    }

    /** Has the comments of all records that have any read anew. */
    void unreadAll() {
        client.sql("UPDATE comment_count SET taken = -1 WHERE system = ? AND container = ? AND seen > 0")
                .params(SYSTEM, container)
                .update();
    }
}
