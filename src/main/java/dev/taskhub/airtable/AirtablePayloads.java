package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.ItemChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reads a webhook's change log. It names columns by id and writes cells in another form than records do, so it only tells
 * which records to read again; records whose cells equal the base, as after our own writes, need no reading.
 */
@Component("airtablePayloads")
public final class AirtablePayloads {

    /** How many records one {@link #reread} may ask for. */
    public static final int LARGEST_REREAD = 50;

    private final AirtableRecords records;
    private final AirtableSchema schema;
    private final String webhooks;

    AirtablePayloads(AirtableRecords records, AirtableSchema schema, AirtableSettings settings) {
        this.records = records;
        this.schema = schema;
        this.webhooks = "/v0/bases/" + RemoteCall.encode(settings.baseId()) + "/webhooks/";
    }

    /** The call for the next page of the change log. */
    public RemoteCall call(WebhookState state) {
        return RemoteCall.get(
                webhooks + RemoteCall.encode(state.webhookId()) + "/payloads",
                List.of(Map.entry("cursor", Long.toString(state.cursor())), Map.entry("limit", "50")));
    }

    /**
     * What a page says about the watched table.
     *
     * @param bases gives the bases of the linked ones among records, by record id; asked once
     */
    public PayloadPage page(
            WebhookState state,
            Map<String, Object> answer,
            Function<Collection<String>, Map<String, Map<String, Object>>> bases) {
        if (!(answer.get("cursor") instanceof Number cursor)) {
            throw new RemoteUnavailable("AirTable answered without \"cursor\"; the answer is not used");
        }
        var changed = new LinkedHashSet<String>();
        var deletes = new LinkedHashMap<String, ItemChange>();
        String why = "";
        long position = state.cursor();
        var payloads = Json.required(answer, "payloads");
        var base = bases.apply(payloads.stream()
                .flatMap(payload -> cellsById(watched(payload, state)).stream())
                .map(Entry::getKey)
                .collect(Collectors.toSet()));
        for (var payload : payloads) {
            if (Boolean.TRUE.equals(payload.get("error"))) {
                why = "webhook " + state.webhookId() + " reports " + payload.get("code");
            }
            if (Json.list(payload.get("destroyedTableIds")).contains(state.tableId())) {
                why = "table " + state.tableId() + " has been deleted";
            }
            var table = watched(payload, state);
            for (var record : cellsById(table)) {
                // A deletion can be undone: the record then appears again under its old id.
                boolean restored = deletes.remove(record.getKey()) != null;
                if (restored || !isEcho(record.getValue(), base.get(record.getKey()))) {
                    changed.add(record.getKey());
                }
            }
            for (Object id : Json.list(table.get("destroyedRecordIds"))) {
                changed.remove(id);
                deletes.put((String) id, deleted(state, position, payload, (String) id));
            }
            position++;
        }
        boolean more = Boolean.TRUE.equals(answer.get("mightHaveMore"));
        return new PayloadPage(changed, List.copyOf(deletes.values()), cursor.longValue(), more, !why.isEmpty(), why);
    }

    /** {@code ids} in portions for {@link #reread}. */
    public List<List<String>> portions(Collection<String> ids) {
        var all = List.copyOf(ids);
        var portions = new ArrayList<List<String>>();
        for (int from = 0; from < all.size(); from += LARGEST_REREAD) {
            portions.add(all.subList(from, Math.min(all.size(), from + LARGEST_REREAD)));
        }
        return portions;
    }

    /**
     * The call that reads records again.
     *
     * @throws IllegalArgumentException for none or more than {@value #LARGEST_REREAD} ids
     */
    public RemoteCall reread(List<String> ids) {
        if (ids.isEmpty() || ids.size() > LARGEST_REREAD) {
            throw new IllegalArgumentException(
                    ids.size() + " records are to be read again at once, must be 1 to " + LARGEST_REREAD);
        }
        var query = new ArrayList<>(records.query());
        query.add(Map.entry("filterByFormula", Formula.ids(ids)));
        return RemoteCall.get(records.path(), query);
    }

    /** What {@link #reread} of {@code asked} brought. */
    public Reread found(List<String> asked, Map<String, Object> answer) {
        List<ItemChange> changes = records.changes(answer);
        var absent = new LinkedHashSet<String>();
        // An answer that goes on elsewhere leaves open what is missing from it.
        if (answer.get("offset") == null) {
            absent.addAll(asked);
            changes.forEach(change -> absent.remove(change.externalId()));
        }
        return new Reread(changes, absent);
    }

    /** What the payload says of the watched table. */
    private static Map<String, Object> watched(Map<String, Object> payload, WebhookState state) {
        return Json.object(Json.object(payload.get("changedTablesById")).get(state.tableId()));
    }

    /** The created and changed records with the cells the payload gives. */
    private static List<Entry<String, Map<String, Object>>> cellsById(Map<String, Object> table) {
        var cells = new ArrayList<Entry<String, Map<String, Object>>>();
        Json.object(table.get("createdRecordsById")).forEach((id, record) -> cells.add(Map.entry(id, cells(record))));
        Json.object(table.get("changedRecordsById"))
                .forEach((id, record) ->
                        cells.add(Map.entry(id, cells(Json.object(record).get("current")))));
        return cells;
    }

    private static Map<String, Object> cells(Object record) {
        return Json.object(Json.object(record).get("cellValuesByFieldId"));
    }

    private boolean isEcho(Map<String, Object> cells, Map<String, Object> base) {
        return base != null
                && cells.entrySet().stream().allMatch(cell -> isKnown(cell.getKey(), cell.getValue(), base));
    }

    /** Whether the cell says nothing new: it equals the base, or its column is not mapped. */
    private boolean isKnown(String columnId, Object cell, Map<String, Object> base) {
        // A column the remembered schema does not have may be a mapped one that came later: not known.
        return schema.current()
                .flatMap(table -> table.column(columnId))
                .map(column -> records.table().columns().stream()
                        .filter(mapped -> records.table().inAirtable(mapped).equals(column.name()))
                        .allMatch(mapped -> CellValues.same(column.type(), cell, base.get(mapped))))
                .orElse(false);
    }

    private ItemChange deleted(WebhookState state, long position, Map<String, Object> payload, String id) {
        var action = Json.object(payload.get("actionMetadata"));
        var user = Json.object(Json.object(action.get("sourceMetadata")).get("user"));
        Instant at = Json.time(payload.get("timestamp"));
        String actor = Json.text(user.getOrDefault("email", user.get("name")));
        // Transaction numbers repeat; the place in the log does not.
        return records.deleted(id, at, actor, state.webhookId() + "/" + position + "/" + id);
    }
}
