package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.remote.RemoteRefused;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Convex with the sync kit as far as merging is concerned: it refuses a write that was made for another version than the
 * row has, keeps tombstones and revives them, and takes no row without a title.
 */
final class SimulatedConvex extends SimulatedRemote {

    /** The row is not at the version that was expected. */
    static final class VersionConflict extends RuntimeException {
        final Item row;

        VersionConflict(Item row) {
            super("row " + row.id + " is at " + row.version);
            this.row = row;
        }
    }

    private final Clock clock;
    private final long skewMillis;
    /** The rows whose newest version the hub wrote. */
    private final Set<String> wroteLast = new HashSet<>();

    SimulatedConvex(Mapping mapping, Clock clock, long skewMillis) {
        super(TestHub.CONVEX, TestHub.ROWS, mapping);
        this.clock = clock;
        this.skewMillis = skewMillis;
    }

    @Override
    void touch(Item item) {
        item.version++;
        wroteLast.remove(item.id);
    }

    @Override
    ItemChange show(Item item) {
        return new ItemChange(
                system,
                container,
                item.id,
                item.id,
                item.deleted ? ItemChange.Type.DELETED : ItemChange.Type.WHOLE,
                item.deleted ? new HashMap<>() : new HashMap<>(item.columns),
                version(item),
                clock.instant().plusMillis(skewMillis),
                null,
                null);
    }

    @Override
    List<Written> write(List<Outgoing> batch) {
        batch.forEach(this::check);
        var written = new ArrayList<Written>();
        batch.forEach(outgoing -> written.add(writeOne(outgoing)));
        return written;
    }

    private void check(Outgoing outgoing) {
        Item row = items.get(id(outgoing));
        if (row != null && !isRepeat(outgoing, row) && row.version != expected(outgoing, row)) {
            throw new VersionConflict(row);
        }
        if (!outgoing.deleted() && outgoing.columns().getOrDefault("title", "") == null) {
            throw new RemoteRefused(200, "VALIDATION", "title must not be empty");
        }
    }

    private Written writeOne(Outgoing outgoing) {
        Item row = items.computeIfAbsent(id(outgoing), Item::new);
        if (changesNothing(outgoing, row)) {
            return new Written(outgoing, row.id, outgoing.deleted() ? null : new HashMap<>(row.columns), version(row));
        }
        row.deleted = outgoing.deleted();
        Written written = store(outgoing, row);
        wroteLast.add(row.id);
        return outgoing.deleted() ? new Written(outgoing, row.id, null, version(row)) : written;
    }

    /** Whether the row stands as it is wished, untouched by others since: its answer was lost, and the write comes again. */
    private boolean isRepeat(Outgoing outgoing, Item row) {
        long ahead = row.version - expected(outgoing, row);
        return changesNothing(outgoing, row)
                && (outgoing.deleted() || ahead == 0 || (ahead == 1 && wroteLast.contains(row.id)));
    }

    private static boolean changesNothing(Outgoing outgoing, Item row) {
        return row.version > 0
                && row.deleted == outgoing.deleted()
                && outgoing.columns().entrySet().stream()
                        .allMatch(column -> Objects.equals(row.columns.get(column.getKey()), column.getValue()));
    }

    private static long expected(Outgoing outgoing, Item row) {
        if (outgoing.externalId() == null) {
            return row.deleted ? row.version : 0;
        }
        return outgoing.remoteVersion() == null ? row.version : Long.parseLong(outgoing.remoteVersion());
    }

    private static String id(Outgoing outgoing) {
        return outgoing.externalId() == null ? outgoing.taskId() : outgoing.externalId();
    }
}
