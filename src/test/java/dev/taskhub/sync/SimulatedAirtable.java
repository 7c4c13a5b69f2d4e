package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnknown;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * AirTable as far as merging is concerned: it overwrites without asking, finds records to upsert by the hub's id, dates
 * records as a whole, keeps nothing of a deleted one, and cuts descriptions short.
 */
final class SimulatedAirtable extends SimulatedRemote {

    private static final int LONGEST_DESCRIPTION = 6;

    private final Clock clock;
    private final long skewMillis;
    private final String idColumn;
    private int made;

    SimulatedAirtable(Mapping mapping, Clock clock, long skewMillis) {
        super(TestHub.AIRTABLE, TestHub.BASE, mapping);
        this.clock = clock;
        this.skewMillis = skewMillis;
        this.idColumn = mapping.idColumn().orElseThrow();
    }

    /** A copy as a user makes it: all cells, the hub's id as well. */
    void duplicate(Item item) {
        create(item.columns);
    }

    /** The record is back as it was, its time of the last edit as well. */
    @Override
    void restore(Item item) {
        item.deleted = false;
        news.add(show(item));
    }

    @Override
    void touch(Item item) {
        if (item.deleted) {
            return;
        }
        item.version = Math.max(item.version + 1, clock.millis() + skewMillis);
        item.columns.putIfAbsent(
                "created_time", Instant.ofEpochMilli(item.version).toString());
    }

    @Override
    Object coerced(String column, Object value) {
        return column.equals("description") && ((String) value).length() > LONGEST_DESCRIPTION
                ? ((String) value).substring(0, LONGEST_DESCRIPTION)
                : value;
    }

    @Override
    ItemChange show(Item item) {
        return new ItemChange(
                system,
                container,
                item.id,
                item.deleted ? null : taskId(item),
                item.deleted ? ItemChange.Type.DELETED : ItemChange.Type.WHOLE,
                item.deleted ? new HashMap<>() : new HashMap<>(item.columns),
                item.deleted ? null : version(item),
                Instant.ofEpochMilli(item.version),
                null,
                null);
    }

    @Override
    List<Written> write(List<Outgoing> batch) {
        var targets = batch.stream().map(this::target).toList();
        var written = new ArrayList<Written>();
        for (int i = 0; i < batch.size(); i++) {
            written.add(write(batch.get(i), targets.get(i)));
        }
        return written;
    }

    /** The record a write goes to; {@code null} for one to be made. */
    private Item target(Outgoing outgoing) {
        if (outgoing.externalId() != null) {
            Item item = items.get(outgoing.externalId());
            if (item == null || item.deleted) {
                throw new RemoteUnknown(404, "NOT_FOUND", "no record " + outgoing.externalId());
            }
            return item;
        }
        var found = live().stream()
                .filter(item -> outgoing.taskId().equals(taskId(item)))
                .toList();
        if (found.size() > 1) {
            throw new RemoteRefused(422, "INVALID_RECORDS", "several records match " + outgoing.taskId());
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private Written write(Outgoing outgoing, Item found) {
        if (outgoing.deleted()) {
            writes++;
            found.deleted = true;
            touch(found);
            return new Written(outgoing, found.id, null, null);
        }
        Item item = found;
        if (item == null) {
            item = new Item("made-" + ++made);
            items.put(item.id, item);
        }
        if (outgoing.externalId() == null) {
            item.columns.put(idColumn, outgoing.taskId());
        }
        return store(outgoing, item);
    }

    private String taskId(Item item) {
        return (String) item.columns.get(idColumn);
    }
}
