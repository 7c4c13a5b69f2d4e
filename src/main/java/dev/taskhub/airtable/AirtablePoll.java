package dev.taskhub.airtable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.sync.Positions;
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
public final class AirtablePoll {

    private final AirtableListing listing;
    private final AirtableRecords records;
    private final Sync sync;
    private final Positions positions;
    private final Progress progress;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    AirtablePoll(
            AirtableListing listing,
            AirtableRecords records,
            Sync sync,
            Positions positions,
            Progress progress,
            ObjectMapper json,
            PlatformTransactionManager transactions) {
        this.listing = listing;
        this.records = records;
        this.sync = sync;
        this.positions = positions;
        this.progress = progress;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Where to go on: with the unfinished listing, or with the next one. */
    public ListingState begin() {
        ListingState last = positions
                .get(AirtableRecords.SYSTEM, records.container(), position())
                .map(this::read)
                .orElse(null);
        ListingState state = listing.begin(last);
        if (state.whole()) {
            progress.begin("import from AirTable", state.seen());
        }
        return state;
    }

    /** When a page was last read with success. */
    public Optional<Instant> lastRead() {
        return positions.keptAt(AirtableRecords.SYSTEM, records.container(), position());
    }

    /** Takes in one page and returns the state to ask the next one with; {@code done} after the last page. */
    public ListingState accept(ListingState state, Map<String, Object> answer) {
        ListingPage page = listing.page(state, answer);
        transaction.executeWithoutResult(status -> {
            sync.accept(page.changes());
            positions.put(AirtableRecords.SYSTEM, records.container(), position(), write(page.next()));
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

    /** A table of another name is read from its beginning: nobody knows whether it is the same. */
    private String position() {
        return "listing of " + records.table().table();
    }

    private ListingState read(String text) {
        try {
            return json.readValue(text, ListingState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the position of the AirTable listing cannot be read: " + text, e);
        }
    }

    private String write(ListingState state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the position of the AirTable listing cannot be written", e);
        }
    }
}
