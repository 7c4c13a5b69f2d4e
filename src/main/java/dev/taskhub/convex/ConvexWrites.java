package dev.taskhub.convex;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads what the kit answered to writes. */
@Component
public final class ConvexWrites {

    private static final int LARGEST_BATCH = 50;

    private final ConvexCalls calls;

    public ConvexWrites(ConvexCalls calls) {
        this.calls = calls;
    }

    /** Cuts {@code all} into batches that one call can carry: many writes together, each deletion by itself. */
    public List<List<Outgoing>> batches(List<Outgoing> all) {
        var writes = all.stream().filter(outgoing -> !outgoing.deleted()).toList();
        var batches = new ArrayList<List<Outgoing>>();
        for (int from = 0; from < writes.size(); from += LARGEST_BATCH) {
            batches.add(List.copyOf(writes.subList(from, Math.min(writes.size(), from + LARGEST_BATCH))));
        }
        all.stream().filter(Outgoing::deleted).map(List::of).forEach(batches::add);
        return batches;
    }

    /** The call for one of {@link #batches}. */
    public RemoteCall call(List<Outgoing> batch) {
        return batch.get(0).deleted() ? calls.deleteTask(batch.get(0)) : calls.upsertTasks(batch);
    }

    /** The call that reads the task which stood in the way of a batch. */
    public RemoteCall conflicting(ConvexRefused refusal) {
        return calls.getTasks(List.of(refusal.externalId()));
    }

    /** What was written, in the order of the batch. */
    public List<Written> written(List<Outgoing> batch, Map<String, Object> value) {
        return batch.get(0).deleted() ? List.of(deleted(value, batch.get(0))) : upserted(value, batch);
    }

    /**
     * Takes the refused deletion of a task that Convex does not know for done.
     *
     * @throws RemoteRefused {@code refusal} itself in every other case
     */
    public List<Written> gone(List<Outgoing> batch, RemoteRefused refusal) {
        if (!batch.get(0).deleted() || !refusal.type().equals("NOT_FOUND")) {
            throw refusal;
        }
        return List.of(deleted(Map.of(), batch.get(0)));
    }

    /**
     * One result for each task sent, in the order sent, with the row as the kit says it stored it.
     *
     * @param value what {@code hubSync:upsertTasks} returned
     * @throws RemoteUnavailable when the answer has no row for a task that was sent; the batch can be sent again
     */
    public List<Written> upserted(Map<String, Object> value, List<Outgoing> sent) {
        Map<String, Map<String, Object>> byId = results(value).stream()
                .collect(Collectors.toMap(
                        result -> (String) result.get("externalId"), result -> result, (first, last) -> last));
        return sent.stream().map(task -> written(task, byId)).toList();
    }

    /** @param value what {@link ConvexAnswers#deleted} made of the answer */
    public Written deleted(Map<String, Object> value, Outgoing sent) {
        return new Written(sent, ConvexCalls.externalId(sent), null, ConvexChanges.version(value.get("version")));
    }

    @SuppressWarnings("unchecked")
    private static Written written(Outgoing task, Map<String, Map<String, Object>> results) {
        String externalId = ConvexCalls.externalId(task);
        if (!results.containsKey(externalId) || !(results.get(externalId).get("doc") instanceof Map<?, ?> row)) {
            throw new RemoteUnavailable("Convex's answer to hubSync:upsertTasks has no stored row for externalId "
                    + externalId + "; if this stays, deploy the sync kit of this version");
        }
        return new Written(task, externalId, (Map<String, Object>) row, ConvexChanges.version(row.get("version")));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> results(Map<String, Object> value) {
        return (List<Map<String, Object>>) value.getOrDefault("results", List.of());
    }
}
