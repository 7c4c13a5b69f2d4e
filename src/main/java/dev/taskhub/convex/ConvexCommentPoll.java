package dev.taskhub.convex;

import dev.taskhub.comment.CommentListing;
import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.ShownComment;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Positions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the change feed of Convex's comments in; the cursor is kept together with each page. */
@Component("convexCommentPoll")
public final class ConvexCommentPoll implements CommentListing {

    private static final String POSITION = "cursor of comments";
    private static final String FIRST_LISTING = "first listing of comments";

    private final ConvexCalls calls;
    private final ConvexChanges changes;
    private final CommentSync sync;
    private final Positions positions;
    private final TransactionTemplate transaction;
    private volatile boolean readOnce;

    ConvexCommentPoll(
            ConvexCalls calls,
            ConvexChanges changes,
            CommentSync sync,
            Positions positions,
            PlatformTransactionManager transactions) {
        this.calls = calls;
        this.changes = changes;
        this.sync = sync;
        this.positions = positions;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String system() {
        return ConvexChanges.SYSTEM;
    }

    @Override
    public boolean hasReadComments() {
        readOnce = readOnce || position(FIRST_LISTING).isPresent();
        return readOnce;
    }

    /** The call for the next page of changes. */
    public RemoteCall nextPage() {
        return calls.commentsChangedSince(position(POSITION).orElse(null));
    }

    /**
     * Takes in a page and says whether there is another one.
     *
     * @throws RemoteUnavailable when there is one, but no way to it: read on, the same page would come without end
     */
    public boolean accept(Map<String, Object> value) {
        String cursor = (String) value.get("cursor");
        boolean hasMore = Boolean.TRUE.equals(value.get("hasMore"));
        if (hasMore && (cursor == null || position(POSITION).equals(Optional.of(cursor)))) {
            throw new RemoteUnavailable("Convex tells of more comments, but its cursor stays at " + cursor
                    + "; the answer is not used. If this stays, deploy the sync kit of this version");
        }
        transaction.executeWithoutResult(status -> {
            sync.accept(ConvexChanges.rows(value.get("rows")).stream()
                    .map(this::shown)
                    .toList());
            if (cursor != null) {
                put(POSITION, cursor);
            }
            if (!hasMore && !hasReadComments()) {
                put(FIRST_LISTING, "read");
            }
        });
        return hasMore;
    }

    /**
     * Takes in the row that stood in a batch's way, as {@code hubSync:getComments} showed it; one that is not there was deleted
     * without the kit's knowledge.
     *
     * @throws RemoteUnavailable when it shows nothing that the batch did not know: sent again at once, it would be refused
     *     again, and so on without end
     */
    public void acceptConflict(List<CommentOutgoing> batch, ConvexRefused refusal, List<Map<String, Object>> rows) {
        ShownComment seen = rows.stream()
                .findFirst()
                .map(this::shown)
                .orElseGet(() -> ShownComment.gone(system(), changes.container(), refusal.externalId(), null, null));
        boolean known = batch.stream()
                .filter(outgoing -> outgoing.externalId().equals(refusal.externalId()))
                .anyMatch(outgoing -> rows.isEmpty()
                        ? outgoing.kind() == CommentOutgoing.Kind.CREATE
                        : Objects.equals(outgoing.remoteVersion(), seen.version())
                                && outgoing.kind() != CommentOutgoing.Kind.CREATE);
        if (known) {
            throw new RemoteUnavailable("Convex refuses a version that it shows as its own, for comment "
                    + refusal.externalId() + "; if this stays, deploy the sync kit of this version");
        }
        sync.accept(List.of(seen));
    }

    private ShownComment shown(Map<String, Object> row) {
        String externalId = (String) row.get("externalId");
        String version = ConvexChanges.version(row.get("version"));
        return row.get("deletedAt") != null
                ? ShownComment.gone(system(), changes.container(), externalId, version, null)
                : new ShownComment(
                        system(),
                        changes.container(),
                        externalId,
                        (String) row.get("taskExternalId"),
                        (String) row.get("author"),
                        (String) row.get("body"),
                        row.get("createdAt") instanceof Number millis ? Instant.ofEpochMilli(millis.longValue()) : null,
                        ConvexChanges.changedAt(row),
                        version,
                        true,
                        null);
    }

    private Optional<String> position(String reader) {
        return positions.get(system(), changes.container(), reader);
    }

    private void put(String reader, String value) {
        positions.put(system(), changes.container(), reader, value);
    }
}
