package dev.taskhub.airtable;

import dev.taskhub.sync.FirstListing;
import dev.taskhub.sync.Progress;
import dev.taskhub.sync.Sync;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a listing into the task list page by page; how far it has come is kept together with each page. */
@Component("airtablePoll")
public final class AirtablePoll implements FirstListing {

    private final AirtableListing listing;
    private final Sync sync;
    private final AirtablePositions positions;
    private final Progress progress;
    private final String reader;
    private final TransactionTemplate transaction;
    private volatile boolean imported;

    AirtablePoll(
            AirtableListing listing,
            AirtableRecords records,
            Sync sync,
            AirtablePositions positions,
            Progress progress,
            PlatformTransactionManager transactions) {
        this.listing = listing;
        this.sync = sync;
        this.positions = positions;
        this.progress = progress;
        // A table of another name is read from its beginning: nobody knows whether it is the same.
        this.reader = "listing of " + records.table().table();
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Where to go on: with the unfinished listing, or with the next one. */
    public ListingState begin() {
        ListingState last = positions.get(reader, ListingState.class).orElse(null);
        ListingState state = listing.begin(last);
        if (state.whole()) {
            progress.begin("import from AirTable", state.seen());
        }
        return state;
    }

    @Override
    public String system() {
        return AirtableRecords.SYSTEM;
    }

    /** Whether the whole table has been read once. */
    @Override
    public boolean hasImported() {
        imported = imported
                || positions
                        .get(reader, ListingState.class)
                        .filter(state -> state.done() || state.watermark() != null)
                        .isPresent();
        return imported;
    }

    /** Whether the table has been read, and no listing of what changed since has been cut off. */
    boolean isAtRest() {
        return positions
                .get(reader, ListingState.class)
                .filter(ListingState::done)
                .isPresent();
    }

    /** Whether the table is being read for the first time. */
    public boolean isImporting() {
        return !hasImported() && lastRead().isPresent();
    }

    /** When a page was last read with success. */
    public Optional<Instant> lastRead() {
        return positions.keptAt(reader);
    }

    /** Takes in one page and returns the state to ask the next one with; {@code done} after the last page. */
    public ListingState accept(ListingState state, Map<String, Object> answer) {
        ListingPage page = listing.page(state, answer);
        transaction.executeWithoutResult(status -> {
            sync.accept(page.changes());
            positions.put(reader, page.next());
        });
        if (state.whole()) {
            progress.reached("import from AirTable", page.next().seen(), page.last());
        }
        return page.next();
    }

    /** Goes on after {@link ListingExpired}. */
    public ListingState restart(ListingState state) {
        return listing.restart(state);
    }
}
