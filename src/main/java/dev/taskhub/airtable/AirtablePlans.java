package dev.taskhub.airtable;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.PlanTable;
import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.plan.Part;
import dev.taskhub.plan.PlanReading;
import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads plans, phases and stages as a whole: these tables are small. A table that is missing, or lacks a column it cannot be
 * read without, is passed over; what was read of it before stays.
 */
@Component("airtablePlans")
public final class AirtablePlans {

    private static final Logger LOG = LoggerFactory.getLogger(AirtablePlans.class);

    private final AirtableRecords records;
    private final AirtableSchema schema;
    private final Mappings mappings;
    private final PlanReading reading;
    private List<String> reported = List.of();

    AirtablePlans(AirtableRecords records, AirtableSchema schema, Mappings mappings, PlanReading reading) {
        this.records = records;
        this.schema = schema;
        this.mappings = mappings;
        this.reading = reading;
    }

    /** How these tables differ from the mapping, and what to do about it; empty when they fit, or have not been seen. */
    public List<String> drift() {
        List<TableSchema> base = schema.tables();
        return base.isEmpty()
                ? List.of()
                : declared().stream()
                        .flatMap(table -> PlanFindings.of(base, table).stream())
                        .filter(finding -> !finding.ok())
                        .map(AirtablePlans::line)
                        .toList();
    }

    /** A reading that has yet to read its first page; complete at once before anything is known of the base. */
    public PlanListing begin() {
        List<String> drift = drift();
        if (!drift.equals(reported)) {
            drift.forEach(LOG::warn);
            reported = drift;
        }
        return new PlanListing(declared().stream()
                .map(table -> PlanFindings.usable(schema.tables(), table))
                .flatMap(Optional::stream)
                .toList());
    }

    /** The call for the next page. */
    public RemoteCall next(PlanListing listing) {
        PlanTable table = listing.table();
        var query = new ArrayList<>(List.of(Map.entry("pageSize", "100")));
        table.columns().values().forEach(column -> query.add(Map.entry("fields[]", column)));
        if (table.parent() != null) {
            query.add(Map.entry("fields[]", table.parent()));
        }
        if (listing.offset() != null) {
            query.add(Map.entry("offset", listing.offset()));
        }
        return RemoteCall.get(
                "/v0/" + RemoteCall.encode(records.container()) + "/" + RemoteCall.encode(table.table()), query);
    }

    /** Takes in a page and returns the listing with it. */
    public PlanListing page(PlanListing listing, Map<String, Object> answer) {
        PlanTable table = listing.table();
        List<Part> parts = Json.required(answer, "records").stream()
                .map(record -> new Part(
                        (String) record.get("id"),
                        table.level(),
                        table.read(Json.object(record.get("fields"))),
                        Json.time(record.get("createdTime"))))
                .toList();
        reading.accept(AirtableRecords.SYSTEM, records.container(), table.level(), parts);
        listing.add(parts.stream().map(Part::id).toList(), Json.text(answer.get("offset")));
        return listing;
    }

    /** Begins the current table again after {@link ListingExpired}. */
    public PlanListing restart(PlanListing listing) {
        listing.restart();
        return listing;
    }

    /** Ends a complete reading. A level that the mapping does not name, and may have named before, has no parts. */
    public void finish(PlanListing listing) {
        if (schema.tables().isEmpty()) {
            return;
        }
        Map<Level, Set<String>> seen = new HashMap<>(listing.seen());
        for (Level level : Level.values()) {
            if (declared().stream().noneMatch(table -> table.level() == level)) {
                seen.put(level, Set.of());
            }
        }
        reading.finish(AirtableRecords.SYSTEM, records.container(), seen);
    }

    private List<PlanTable> declared() {
        return mappings.declared(AirtableRecords.SYSTEM).planTables();
    }

    private static String line(Finding finding) {
        return "AirTable: " + finding.what() + "; " + finding.hint();
    }
}
