package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.ItemChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The hub's view of the tasks' table: where it is, which columns are asked for, how a record becomes a change. */
@Component
class AirtableRecords {

    static final String SYSTEM = "airtable";

    private final String baseId;
    private final AirtableTable table;

    AirtableRecords(AirtableSettings settings, AirtableTable table) {
        this.baseId = settings.baseId();
        this.table = table;
    }

    AirtableTable table() {
        return table;
    }

    /** The base: ids of records are unique in it, and stay when their table is renamed. */
    String container() {
        return baseId;
    }

    String path() {
        return "/v0/" + RemoteCall.encode(baseId) + "/" + RemoteCall.encode(table.table());
    }

    /** The query of a listing of everything the hub reads of a record. */
    List<Entry<String, String>> query() {
        var query = new ArrayList<Entry<String, String>>();
        query.add(Map.entry("pageSize", "100"));
        known().forEach(column -> query.add(Map.entry("fields[]", table.inAirtable(column))));
        return query;
    }

    /** The columns of a record that the hub knows, by the mapping's names. */
    Map<String, Object> fields(Map<String, Object> record) {
        var raw = Json.object(record.get("fields"));
        var fields = new LinkedHashMap<String, Object>();
        known().forEach(column -> {
            Object value = raw.get(table.inAirtable(column));
            if (value != null) {
                fields.put(column, value);
            }
        });
        return fields;
    }

    /** Every column the hub reads, by the mapping's names. */
    Set<String> known() {
        var columns = new LinkedHashSet<>(table.columns());
        columns.add(table.idColumn());
        columns.add(table.modifiedColumn());
        return columns;
    }

    /** The mapped columns among {@code fields} that hold a value. */
    Map<String, Object> item(Map<String, Object> fields) {
        var item = new LinkedHashMap<String, Object>();
        for (String column : table.columns()) {
            if (fields.get(column) != null) {
                item.put(column, fields.get(column));
            }
        }
        return item;
    }

    /**
     * The records of an answer as changes.
     *
     * @throws RemoteUnavailable when the answer holds none, not even an empty list
     */
    List<ItemChange> changes(Map<String, Object> answer) {
        var askedAt = (Instant) answer.get(RemoteAnswer.ASKED_AT);
        return Json.required(answer, "records").stream()
                .map(record -> change(record, askedAt))
                .toList();
    }

    private ItemChange change(Map<String, Object> record, Instant askedAt) {
        var fields = fields(record);
        return new ItemChange(
                SYSTEM,
                container(),
                (String) record.get("id"),
                Json.text(fields.get(table.idColumn())),
                ItemChange.Type.WHOLE,
                item(fields),
                version(record),
                changedAt(record),
                null,
                null,
                askedAt);
    }

    /** The news that a record is gone. */
    ItemChange deleted(String recordId, Instant changedAt, String actor, String messageKey) {
        return new ItemChange(
                SYSTEM,
                container(),
                recordId,
                null,
                ItemChange.Type.DELETED,
                Map.of(),
                null,
                changedAt,
                actor,
                messageKey);
    }

    /** A number that grows with every edit the table's last-modified column notices, or {@code null}: its milliseconds. */
    String version(Map<String, Object> record) {
        return version(modified(record));
    }

    /** The version of a record last edited at {@code modified}; {@code null} for {@code null}. */
    static String version(Instant modified) {
        return modified == null ? null : Long.toString(modified.toEpochMilli());
    }

    /** When the record was last edited, or {@code null} when AirTable has not noted an edit. */
    Instant modified(Map<String, Object> record) {
        return Json.time(Json.object(record.get("fields")).get(table.inAirtable(table.modifiedColumn())));
    }

    /** When the record was last edited or else created, or {@code null} when it says neither. */
    Instant changedAt(Map<String, Object> record) {
        Instant modified = modified(record);
        return modified != null ? modified : Json.time(record.get("createdTime"));
    }
}
