package dev.taskhub.airtable;

import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.CommentWritten;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes comments to AirTable, one in a call. A new one may not be sent again before it was looked for. */
@Component("airtableCommentWrites")
public final class AirtableCommentWrites {

    private final AirtableRecords records;
    private final CommentCounts counts;
    private final CommentSync sync;
    private final TransactionTemplate transaction;

    AirtableCommentWrites(
            AirtableRecords records, CommentCounts counts, CommentSync sync, PlatformTransactionManager transactions) {
        this.records = records;
        this.counts = counts;
        this.sync = sync;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Each by itself. */
    public List<List<CommentOutgoing>> batches(List<CommentOutgoing> all) {
        return all.stream().map(List::of).toList();
    }

    /** The call for one of {@link #batches}. */
    public RemoteCall call(List<CommentOutgoing> batch) {
        CommentOutgoing outgoing = batch.get(0);
        String path = AirtableComments.path(records, outgoing.itemId());
        String own = path + "/" + RemoteCall.encode(outgoing.externalId());
        return switch (outgoing.kind()) {
            case CREATE -> RemoteCall.post(path, Map.of("text", outgoing.text()));
            case UPDATE -> RemoteCall.patch(own, Map.of("text", outgoing.text()));
            case DELETE -> RemoteCall.delete(own, List.of());
        };
    }

    /**
     * Takes note of the answer.
     *
     * @throws RemoteUnavailable when it names no comment: what was written is then looked for
     */
    public void written(List<CommentOutgoing> batch, Map<String, Object> answer) {
        CommentOutgoing outgoing = batch.get(0);
        String id = Json.text(answer.get("id"));
        if (id == null) {
            throw new RemoteUnavailable("AirTable's answer to a comment names none");
        }
        var written = outgoing.isDeletion()
                ? new CommentWritten(outgoing, id, null, null, null)
                : new CommentWritten(
                        outgoing,
                        id,
                        AirtableComments.text(answer),
                        AirtableComments.changedAt(answer),
                        AirtableComments.version(answer));
        transaction.executeWithoutResult(status -> {
            sync.written(List.of(written));
            if (outgoing.kind() != CommentOutgoing.Kind.UPDATE) {
                counts.changed(outgoing.itemId(), outgoing.isDeletion() ? -1 : 1);
            }
        });
    }
}
