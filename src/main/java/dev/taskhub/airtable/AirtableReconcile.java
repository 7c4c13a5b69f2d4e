package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.ItemChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Finds deleted records, which neither polling nor a missed webhook shows, by listing all ids. */
@Component("airtableReconcile")
public final class AirtableReconcile {

    private static final int HELD_ABOVE_ONE_IN = 5;

    private final AirtableRecords records;

    AirtableReconcile(AirtableRecords records) {
        this.records = records;
    }

    /**
     * Begins a listing.
     *
     * @param linked the ids of all linked records, read before the first page is asked for: a record linked later would
     *     look deleted
     * @param agreed the ids of held records whose deletion a person has agreed to, each with that person's name
     */
    public IdListing begin(Collection<String> linked, Map<String, String> agreed) {
        return new IdListing(linked, agreed);
    }

    /** Begins again after {@link ListingExpired}. */
    public IdListing restart(IdListing listing) {
        return new IdListing(listing.linked(), listing.agreed());
    }

    /** The call for the next page: of each record only one short column. */
    public RemoteCall next(IdListing listing) {
        var query = new ArrayList<>(List.of(
                Map.entry("pageSize", "100"),
                Map.entry("fields[]", records.table().inAirtable(records.table().modifiedColumn()))));
        if (listing.offset() != null) {
            query.add(Map.entry("offset", listing.offset()));
        }
        return RemoteCall.get(records.path(), query);
    }

    /** The listing with the page added. */
    public IdListing page(IdListing listing, Map<String, Object> answer) {
        List<String> ids = Json.required(answer, "records").stream()
                .map(record -> (String) record.get("id"))
                .toList();
        listing.add(ids, Json.text(answer.get("offset")));
        return listing;
    }

    /**
     * What the listing shows. An incomplete one shows no deletion; one that misses more than a fifth of the links, those
     * left out whose deletion was agreed to, shows none but these.
     */
    public Reconciled result(IdListing listing) {
        Set<String> missing = without(listing.linked(), listing.seen());
        Set<String> unlinked = without(listing.seen(), listing.linked());
        if (!listing.isComplete()) {
            return new Reconciled(missing, unlinked, List.of(), Set.of(), "the listing was not read to its end");
        }
        Set<String> unasked = without(missing, listing.agreed().keySet());
        int standing = listing.linked().size() - (missing.size() - unasked.size());
        if (unasked.size() * HELD_ABOVE_ONE_IN <= standing) {
            return new Reconciled(missing, unlinked, deletes(missing, listing), Set.of(), "");
        }
        String why = unasked.size() + " of " + standing + " linked records are missing from " + records.container()
                + ", more than a fifth: if they were deleted on purpose, agree with"
                + " POST /api/deletions/airtable/agree";
        return new Reconciled(missing, unlinked, deletes(without(missing, unasked), listing), unasked, why);
    }

    private List<ItemChange> deletes(Set<String> ids, IdListing listing) {
        return ids.stream()
                .map(id -> records.deleted(id, null, listing.agreed().get(id), null))
                .toList();
    }

    private static Set<String> without(Set<String> all, Collection<String> others) {
        var rest = new TreeSet<>(all);
        rest.removeIf(others::contains);
        return rest;
    }
}
