package dev.taskhub.airtable;

import dev.taskhub.sync.Links;
import dev.taskhub.sync.Sync;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lists all records' ids and takes in what deletions that shows. */
@Component("airtableSweep")
public final class AirtableSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AirtableSweep.class);

    private final AirtableReconcile reconcile;
    private final AirtableRecords records;
    private final Links links;
    private final Sync sync;

    AirtableSweep(AirtableReconcile reconcile, AirtableRecords records, Links links, Sync sync) {
        this.reconcile = reconcile;
        this.records = records;
        this.links = links;
        this.sync = sync;
    }

    /** A listing that has yet to read its first page. */
    public IdListing begin() {
        return reconcile.begin(links.linkedIds(AirtableRecords.SYSTEM, records.container()));
    }

    /** Takes in the deletions, unless too many records are missing to believe it. */
    public Reconciled finish(IdListing listing) {
        Reconciled result = reconcile.result(listing);
        if (result.held()) {
            LOG.warn("AirTable deletions are held: {}", result.why());
        }
        sync.accept(result.deletes());
        return result;
    }

    /** The listing with one more page. */
    public IdListing page(IdListing listing, Map<String, Object> answer) {
        return reconcile.page(listing, answer);
    }
}
