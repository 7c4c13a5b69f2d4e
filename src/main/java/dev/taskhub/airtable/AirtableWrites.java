package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes tasks to AirTable, up to ten in a call. Every call may be repeated when its answer was lost. */
@Component("airtableWrites")
public final class AirtableWrites {

    private static final int LARGEST_BATCH = 10;

    private final AirtableRecords records;

    AirtableWrites(AirtableRecords records) {
        this.records = records;
    }

    /** The ids of the records among {@code all}, which a task that is new to AirTable has not. */
    public List<String> recordIds(List<Outgoing> all) {
        return all.stream()
                .map(Outgoing::externalId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Cuts {@code all} into batches that one call can carry, in their order, deletions after the rest. */
    public List<List<Outgoing>> batches(List<Outgoing> all) {
        var kinds = Stream.of(
                all.stream().filter(outgoing -> !outgoing.deleted()).toList(),
                all.stream().filter(Outgoing::deleted).toList());
        return kinds.flatMap(AirtableWrites::cut).toList();
    }

    /**
     * The call for one of {@link #batches}.
     *
     * @throws IllegalArgumentException for a batch that is empty, too large or mixed, and for the deletion of a task that
     *     has no record
     */
    public RemoteCall call(List<Outgoing> batch) {
        if (batch.isEmpty() || batch.size() > LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "a batch for AirTable has " + batch.size() + " items, must be 1 to " + LARGEST_BATCH);
        }
        long deletions = batch.stream().filter(Outgoing::deleted).count();
        if (deletions == 0) {
            return RemoteCall.patch(records.path(), upsert(batch));
        }
        if (deletions < batch.size()) {
            throw new IllegalArgumentException("a batch for AirTable mixes deletions with other writes: cut it first");
        }
        return RemoteCall.delete(
                records.path(), batch.stream().map(AirtableWrites::deletion).toList());
    }

    /**
     * What was written, in the order of the batch.
     *
     * @throws RemoteUnavailable when the answer does not fit the batch, so that it is written again
     */
    public List<Written> written(List<Outgoing> batch, Map<String, Object> answer) {
        var stored = Json.required(answer, "records");
        if (stored.size() != batch.size()) {
            throw unfit(stored.size() + " records for " + batch.size());
        }
        return IntStream.range(0, batch.size())
                .mapToObj(index -> written(batch.get(index), stored.get(index)))
                .toList();
    }

    private Map<String, Object> upsert(List<Outgoing> batch) {
        var body = new LinkedHashMap<String, Object>();
        if (batch.stream().anyMatch(outgoing -> outgoing.externalId() == null)) {
            body.put(
                    "performUpsert",
                    Map.of("fieldsToMergeOn", List.of(records.table().inAirtable(idColumn()))));
        }
        body.put("typecast", false);
        body.put("records", batch.stream().map(this::record).toList());
        return body;
    }

    private Map<String, Object> record(Outgoing outgoing) {
        // A record that was born in AirTable gets the id as well: a hub that lost its links knows it by that.
        var fields = new LinkedHashMap<String, Object>();
        outgoing.columns().forEach((column, value) -> fields.put(records.table().inAirtable(column), value));
        fields.put(records.table().inAirtable(idColumn()), outgoing.taskId());
        return outgoing.externalId() == null
                ? Map.of("fields", fields)
                : Map.of("id", outgoing.externalId(), "fields", fields);
    }

    private static Map.Entry<String, String> deletion(Outgoing outgoing) {
        if (outgoing.externalId() == null) {
            throw new IllegalArgumentException("task " + outgoing.taskId()
                    + " is to be deleted in AirTable but has no record there: take it out of the outbox");
        }
        return Map.entry("records[]", outgoing.externalId());
    }

    private Written written(Outgoing outgoing, Map<String, Object> stored) {
        String id = Json.text(stored.get("id"));
        if (id == null || (outgoing.externalId() != null && !id.equals(outgoing.externalId()))) {
            throw unfit("record " + id + " for " + outgoing.externalId());
        }
        if (outgoing.deleted()) {
            return new Written(outgoing, id, null, null);
        }
        var fields = records.fields(stored);
        if (outgoing.externalId() == null && !outgoing.taskId().equals(fields.get(idColumn()))) {
            throw unfit("record " + id + " of task " + fields.get(idColumn()) + " for task " + outgoing.taskId());
        }
        return new Written(outgoing, id, records.item(fields), records.version(stored));
    }

    private static RemoteUnavailable unfit(String what) {
        return new RemoteUnavailable("AirTable's answer does not fit what was written: " + what);
    }

    private String idColumn() {
        return records.table().idColumn();
    }

    private static Stream<List<Outgoing>> cut(List<Outgoing> all) {
        var batches = new ArrayList<List<Outgoing>>();
        for (int from = 0; from < all.size(); from += LARGEST_BATCH) {
            batches.add(List.copyOf(all.subList(from, Math.min(all.size(), from + LARGEST_BATCH))));
        }
        return batches.stream();
    }
}
