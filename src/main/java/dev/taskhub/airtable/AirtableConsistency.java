package dev.taskhub.airtable;

import dev.taskhub.sync.Consistency;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Shows the consistency check the whole table, page by page; nothing is kept of it. */
@Component("airtableConsistency")
public final class AirtableConsistency {

    private final AirtableListing listing;
    private final Consistency consistency;

    AirtableConsistency(AirtableListing listing, Consistency consistency) {
        this.listing = listing;
        this.consistency = consistency;
    }

    /** A listing of the whole table that has yet to read its first page. */
    public ListingState begin() {
        consistency.begin(AirtableRecords.SYSTEM);
        return listing.begin(null);
    }

    /** Has a page compared, and returns the state to ask the next one with; {@code done} after the last page. */
    public ListingState compare(ListingState state, Map<String, Object> answer) {
        ListingPage page = listing.page(state, answer);
        consistency.compare(AirtableRecords.SYSTEM, page.changes());
        return page.next();
    }

    /** Whether all ids have to be compared, because records are gone whose deletion nobody told of. */
    public boolean end() {
        return !consistency.end(AirtableRecords.SYSTEM).isEmpty();
    }
}
