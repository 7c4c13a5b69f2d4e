package dev.taskhub.comment;

import dev.taskhub.task.Chunks;
import dev.taskhub.task.JsonColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where the comments stand, as the database holds it. */
@Repository
public class CommentLinks {

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    CommentLinks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** The ids of the comments that stand on an item, as far as the hub knows. */
    public List<String> standingOn(String system, String container, String itemId) {
        return client.sql("SELECT external_id FROM comment_link WHERE system = ? AND container = ? AND item_id = ?"
                        + " AND state = 'linked'")
                .params(system, container, itemId)
                .query(String.class)
                .list();
    }

    /** The links of the comments with these ids there. */
    List<CommentLink> find(Collection<CommentLink.Key> keys) {
        var found = new ArrayList<CommentLink>();
        keys.stream()
                .collect(Collectors.groupingBy(key -> List.of(key.system(), key.container())))
                .forEach((place, all) -> found.addAll(in(
                        place.get(0),
                        place.get(1),
                        "external_id IN (:ids)",
                        all.stream().map(CommentLink.Key::externalId).toList())));
        return found;
    }

    /** The links of comments that are to be made on these items, or may have been. */
    List<CommentLink> creatingOn(String system, String container, Collection<String> itemIds) {
        return in(system, container, "state = 'creating' AND item_id IN (:ids)", itemIds);
    }

    /** The ids of the comments on these items that are on no task yet. */
    List<String> withoutTask(String system, String container, Collection<String> itemIds) {
        var found = new ArrayList<String>();
        for (List<String> chunk : Chunks.of(itemIds)) {
            found.addAll(
                    client.sql("SELECT comment_id FROM comment_link WHERE system = :system AND container = :container"
                                    + " AND item_id IN (:ids) AND EXISTS (SELECT 1 FROM comment WHERE comment.id ="
                                    + " comment_link.comment_id AND comment.task_id IS NULL)")
                            .param("system", system)
                            .param("container", container)
                            .param("ids", chunk)
                            .query(String.class)
                            .list());
        }
        return found;
    }

    /** Every link of these comments, in all systems. */
    List<CommentLink> ofComments(Collection<String> commentIds) {
        var found = new ArrayList<CommentLink>();
        for (List<String> chunk : Chunks.of(commentIds)) {
            found.addAll(client.sql("SELECT * FROM comment_link WHERE comment_id IN (:ids)")
                    .param("ids", chunk)
                    .query(CommentLinks::link)
                    .list());
        }
        return found;
    }

    void save(Collection<CommentLink> links) {
        jdbc.batchUpdate(
                "INSERT INTO comment_link (system, container, external_id, item_id, comment_id, state, made, own, base,"
                        + " sent, remote_version, written_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (system, container, external_id) DO UPDATE SET item_id = excluded.item_id,"
                        + " comment_id = excluded.comment_id, state = excluded.state, made = excluded.made,"
                        + " own = excluded.own, base = excluded.base, sent = excluded.sent,"
                        + " remote_version = excluded.remote_version, written_at = excluded.written_at",
                links,
                500,
                (statement, link) -> {
                    statement.setString(1, link.system());
                    statement.setString(2, link.container());
                    statement.setString(3, link.externalId());
                    statement.setString(4, link.itemId());
                    statement.setString(5, link.commentId());
                    statement.setString(6, link.state().name().toLowerCase(Locale.ROOT));
                    statement.setInt(7, link.made() ? 1 : 0);
                    statement.setInt(8, link.own() ? 1 : 0);
                    statement.setString(9, link.base());
                    statement.setString(10, link.sent().isEmpty() ? null : JsonColumn.write(link.sent()));
                    statement.setString(11, link.remoteVersion());
                    statement.setObject(
                            12,
                            link.writtenAt() == null ? null : link.writtenAt().toEpochMilli(),
                            Types.BIGINT);
                });
    }

    void delete(Collection<CommentLink.Key> keys) {
        jdbc.batchUpdate(
                "DELETE FROM comment_link WHERE system = ? AND container = ? AND external_id = ?",
                keys,
                500,
                (statement, key) -> {
                    statement.setString(1, key.system());
                    statement.setString(2, key.container());
                    statement.setString(3, key.externalId());
                });
    }

    private List<CommentLink> in(String system, String container, String condition, Collection<String> ids) {
        var found = new ArrayList<CommentLink>();
        for (List<String> chunk : Chunks.of(ids)) {
            found.addAll(client.sql("SELECT * FROM comment_link WHERE system = :system AND container = :container AND "
                            + condition)
                    .param("system", system)
                    .param("container", container)
                    .param("ids", chunk)
                    .query(CommentLinks::link)
                    .list());
        }
        return found;
    }

    private static CommentLink link(ResultSet row, int rowNumber) throws SQLException {
        String sent = row.getString("sent");
        long writtenAt = row.getLong("written_at");
        boolean written = !row.wasNull();
        return new CommentLink(
                row.getString("system"),
                row.getString("container"),
                row.getString("external_id"),
                row.getString("item_id"),
                row.getString("comment_id"),
                CommentLink.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("made") != 0,
                row.getInt("own") != 0,
                row.getString("base"),
                sent == null
                        ? List.of()
                        : JsonColumn.list(sent).stream().map(String.class::cast).toList(),
                row.getString("remote_version"),
                written ? Instant.ofEpochMilli(writtenAt) : null);
    }
}
