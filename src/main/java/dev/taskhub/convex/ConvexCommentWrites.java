package dev.taskhub.convex;

import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentWritten;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes comments to Convex, up to fifty in a call. */
@Component
public final class ConvexCommentWrites {

    private static final int LARGEST_BATCH = 50;

    private final ConvexCalls calls;

    public ConvexCommentWrites(ConvexCalls calls) {
        this.calls = calls;
    }

    /** Cuts {@code all} into batches that one call can carry: many writes together, each deletion by itself. */
    public List<List<CommentOutgoing>> batches(List<CommentOutgoing> all) {
        var writes = all.stream().filter(outgoing -> !outgoing.isDeletion()).toList();
        var batches = new ArrayList<List<CommentOutgoing>>();
        for (int from = 0; from < writes.size(); from += LARGEST_BATCH) {
            batches.add(List.copyOf(writes.subList(from, Math.min(writes.size(), from + LARGEST_BATCH))));
        }
        all.stream().filter(CommentOutgoing::isDeletion).map(List::of).forEach(batches::add);
        return batches;
    }

    /** The call for one of {@link #batches}. */
    public RemoteCall call(List<CommentOutgoing> batch) {
        return batch.get(0).isDeletion() ? calls.deleteComment(batch.get(0)) : calls.upsertComments(batch);
    }

    /** The call that reads the comment which stood in the way of a batch. */
    public RemoteCall conflicting(ConvexRefused refusal) {
        return calls.getComments(List.of(refusal.externalId()));
    }

    /**
     * What was written, in the order of the batch.
     *
     * @throws RemoteUnavailable when the answer has no row for a comment that was sent; the batch can be sent again
     */
    public List<CommentWritten> written(List<CommentOutgoing> batch, Map<String, Object> value) {
        CommentOutgoing first = batch.get(0);
        if (first.isDeletion()) {
            return List.of(new CommentWritten(
                    first, first.externalId(), null, null, ConvexChanges.version(value.get("version"))));
        }
        var stored = new HashMap<String, Map<String, Object>>();
        ConvexChanges.rows(value.getOrDefault("results", List.of()))
                .forEach(result -> stored.put((String) result.get("externalId"), doc(result)));
        return batch.stream()
                .map(outgoing -> written(outgoing, stored.get(outgoing.externalId())))
                .toList();
    }

    private static CommentWritten written(CommentOutgoing outgoing, Map<String, Object> row) {
        if (row == null || !(row.get("body") instanceof String body)) {
            throw new RemoteUnavailable("Convex's answer to hubSync:upsertComments has no stored row for externalId "
                    + outgoing.externalId() + "; if this stays, deploy the sync kit of this version");
        }
        return new CommentWritten(
                outgoing,
                outgoing.externalId(),
                body,
                ConvexChanges.changedAt(row),
                ConvexChanges.version(row.get("version")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> doc(Map<String, Object> result) {
        return (Map<String, Object>) result.get("doc");
    }
}
