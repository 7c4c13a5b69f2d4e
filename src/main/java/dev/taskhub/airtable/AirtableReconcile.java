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
     */
    public IdListing begin(Collection<String> linked) {
        return new IdListing(linked);
    }

    /** Begins again after {@link ListingExpired}. */
    public IdListing restart(IdListing listing) {
        return new IdListing(listing.linked());
    }

    /** The call for the next page: of each record only one short column. */
    public RemoteCall next(IdListing listing) {
        var query = new ArrayList<>(List.of(
                Map.entry("pageSize", "100"),
                Map.entry("fields[]", records.table().modifiedColumn())));
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

    /** What the listing shows. Deletions are held when it is incomplete or misses more than a fifth of the links. */
    public Reconciled result(IdListing listing) {
        Set<String> missing = without(listing.linked(), listing.seen());
        String why = "";
        if (!listing.isComplete()) {
            why = "the listing was not read to its end";
        } else if (missing.size() * HELD_ABOVE_ONE_IN > listing.linked().size()) {
            why = missing.size() + " of " + listing.linked().size() + " linked records are missing from "
                    + records.container() + ", more than a fifth: if they were deleted on purpose, agree to it";
        }
        boolean held = !why.isEmpty();
        return new Reconciled(
                missing, without(listing.seen(), listing.linked()), held ? List.of() : deletes(missing), held, why);
    }

    /** The deletion of each of {@code ids}: for missing records whose deletion a person has agreed to. */
    public List<ItemChange> deletes(Collection<String> ids) {
        return ids.stream().map(id -> records.deleted(id, null, null, null)).toList();
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        var rest = new TreeSet<>(all);
        rest.removeIf(others::contains);
        return rest;
    }
}
