package dev.taskhub.convex;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.FirstListing;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes Convex's change feed into the task list; the cursor is kept together with each page. */
@Component("convexPoll")
@ConditionalOnProperty(name = "taskhub.convex.adapter", havingValue = "kit", matchIfMissing = true)
public final class ConvexPoll implements FirstListing, ConvexReading {

    private static final String POSITION = "cursor";
    private static final String FIRST_LISTING = "first listing";

    private final ConvexCalls calls;
    private final ConvexChanges changes;
    private final Sync sync;
    private final Positions positions;
    private final TransactionTemplate transaction;
    private volatile boolean imported;

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
        return calls.changedSince(position().orElse(null));
    }

    @Override
    public Optional<Instant> cursorTime() {
        return position().flatMap(ConvexChanges::cursorTime);
    }

    @Override
    public String system() {
        return ConvexChanges.SYSTEM;
    }

    /** Whether the feed has been read to its end once. */
    @Override
    public boolean hasImported() {
        imported = imported
                || positions
                        .get(ConvexChanges.SYSTEM, changes.container(), FIRST_LISTING)
                        .isPresent();
        return imported;
    }

    @Override
    public Optional<Instant> lastRead() {
        return positions.keptAt(ConvexChanges.SYSTEM, changes.container(), POSITION);
    }

    /**
     * Takes in a page and says whether there is another one.
     *
     * @throws RemoteUnavailable when there is one, but no way to it: read on, the same page would come without end
     */
    public boolean accept(Map<String, Object> value) {
        ConvexPage page = changes.page(value);
        if (page.hasMore() && !leadsOn(page.cursor())) {
            throw new RemoteUnavailable("Convex tells of more changes, but its cursor stays at " + page.cursor()
                    + "; the answer is not used. If this stays, deploy the sync kit of this version");
        }
        if (page.cursor() != null) {
            transaction.executeWithoutResult(status -> {
                sync.accept(page.changes());
                positions.put(ConvexChanges.SYSTEM, changes.container(), POSITION, page.cursor());
            });
        }
        if (!page.hasMore() && !hasImported()) {
            positions.put(ConvexChanges.SYSTEM, changes.container(), FIRST_LISTING, "read");
        }
        return page.hasMore();
    }

    /**
     * Takes in the row that stood in a batch's way, as {@code hubSync:getTasks} showed it. A row that the batch was to
     * change and that does not exist was deleted without the kit's knowledge, as in Convex's dashboard.
     *
     * @throws RemoteUnavailable when it shows nothing that the batch did not know: sent again at once, it would be refused
     *     again, and so on without end
     */
    public void acceptConflict(List<Outgoing> batch, ConvexRefused refusal, List<Map<String, Object>> rows) {
        boolean gone = rows.isEmpty()
                && batch.stream().anyMatch(outgoing -> refusal.externalId().equals(outgoing.externalId()));
        List<ItemChange> seen = gone ? List.of(changes.gone(refusal.externalId())) : changes.changes(rows);
        if (seen.stream().noneMatch(row -> isNews(row, batch))) {
            throw new RemoteUnavailable("Convex refuses a version that it shows as its own, for "
                    + refusal.externalId()
                    + "; if this stays, deploy the sync kit of this version");
        }
        sync.accept(seen);
    }

    private boolean leadsOn(String cursor) {
        return cursor != null && !position().equals(Optional.of(cursor));
    }

    private Optional<String> position() {
        return positions.get(ConvexChanges.SYSTEM, changes.container(), POSITION);
    }

    private static boolean isNews(ItemChange row, List<Outgoing> batch) {
        return batch.stream()
                .noneMatch(outgoing -> row.externalId().equals(ConvexCalls.externalId(outgoing))
                        && Objects.equals(row.version(), outgoing.remoteVersion()));
    }
}
