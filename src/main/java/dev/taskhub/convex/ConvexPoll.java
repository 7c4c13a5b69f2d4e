package dev.taskhub.convex;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes Convex's change feed into the task list; the cursor is kept together with each page. */
@Component("convexPoll")
public final class ConvexPoll {

    private static final String POSITION = "cursor";

    private final ConvexCalls calls;
    private final ConvexChanges changes;
    private final Sync sync;
    private final Positions positions;
    private final TransactionTemplate transaction;

    ConvexPoll(
            ConvexCalls calls,
            ConvexChanges changes,
            Sync sync,
            Positions positions,
            PlatformTransactionManager transactions) {
        this.calls = calls;
        this.changes = changes;
        this.sync = sync;
        this.positions = positions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The call for the next page of changes. */
    public RemoteCall nextPage() {
        return calls.changedSince(positions.get(ConvexChanges.SYSTEM, POSITION).orElse(null));
    }

    /** The commit time up to which changes have been read; empty before the first one. */
    public Optional<Instant> cursorTime() {
        return positions.get(ConvexChanges.SYSTEM, POSITION).flatMap(ConvexChanges::cursorTime);
    }

    /** When the feed was last read with success. */
    public Optional<Instant> lastRead() {
        return positions.keptAt(ConvexChanges.SYSTEM, POSITION);
    }

    /** Takes in a page and says whether there is another one. */
    public boolean accept(Map<String, Object> value) {
        ConvexPage page = changes.page(value);
        if (page.cursor() != null) {
            transaction.executeWithoutResult(status -> {
                sync.accept(page.changes());
                positions.put(ConvexChanges.SYSTEM, POSITION, page.cursor());
            });
        }
        return page.hasMore();
    }

    /** Takes in single rows that {@code hubSync:getTasks} showed, as after a version conflict. */
    public void acceptRows(List<Map<String, Object>> rows) {
        sync.accept(changes.changes(rows));
    }
}
