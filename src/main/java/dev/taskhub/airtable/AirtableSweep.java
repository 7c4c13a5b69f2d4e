package dev.taskhub.airtable;

import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists all records' ids and takes in what that shows: deletions, and records nobody told of. */
@Component("airtableSweep")
public final class AirtableSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AirtableSweep.class);

    private final AirtableReconcile reconcile;
    private final AirtablePayloads payloads;
    private final AirtableRecords records;
    private final Links links;
    private final HeldDeletions heldDeletions;
    private final Sync sync;
    private final TransactionTemplate transaction;

    AirtableSweep(
            AirtableReconcile reconcile,
            AirtablePayloads payloads,
            AirtableRecords records,
            Links links,
            HeldDeletions heldDeletions,
            Sync sync,
            PlatformTransactionManager transactions) {
        this.reconcile = reconcile;
        this.payloads = payloads;
        this.records = records;
        this.links = links;
        this.heldDeletions = heldDeletions;
        this.sync = sync;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A listing that has yet to read its first page. */
    public IdListing begin() {
        String container = records.container();
        return reconcile.begin(
                links.linkedIds(AirtableRecords.SYSTEM, container),
                heldDeletions.agreed(AirtableRecords.SYSTEM, container));
    }

    /**
     * Takes in the deletions, holds them when too many records are missing to believe it, and returns the records that no
     * task is linked with, in portions to read. What was held before and is listed again is held no longer.
     */
    public List<List<String>> finish(IdListing listing) {
        Reconciled result = reconcile.result(listing);
        if (!result.why().isEmpty()) {
            LOG.warn("AirTable deletions are held: {}", result.why());
        }
        if (listing.isComplete()) {
            transaction.executeWithoutResult(status -> {
                sync.accept(result.deletes());
                heldDeletions.replace(AirtableRecords.SYSTEM, records.container(), result.held());
            });
        }
        return payloads.portions(result.unlinked());
    }

    /** Takes in a portion that was read: what its records show, and the deletion of those that are not there any more. */
    public void accept(List<String> asked, Map<String, Object> answer) {
        Reread read = payloads.found(asked, answer);
        var changes = new ArrayList<ItemChange>(read.changes());
        read.absent().forEach(id -> changes.add(records.deleted(id, null, null, null)));
        sync.accept(changes);
    }

    /** The listing with one more page. */
    public IdListing page(IdListing listing, Map<String, Object> answer) {
        return reconcile.page(listing, answer);
    }
}
