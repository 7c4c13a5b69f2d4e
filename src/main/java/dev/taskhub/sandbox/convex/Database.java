package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.sandbox.SandboxJournal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The deployment's tables. Readers see one state; a mutation runs alone, and all or nothing of what it wrote is kept. Every
 * row a mutation writes gets its commit time as {@code syncTs}.
 */
final class Database implements Storage {

    static final String TASKS = "hubTasks";
    static final String COMMENTS = "hubComments";
    static final String TIME_ENTRIES = "hubTimeEntries";
    static final String PROJECTS = "hubProjects";

    private static final String REMOTE = "convex";

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final SandboxJournal journal;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long lastCommit;

    /** Takes up what {@code journal} kept. */
    Database(SandboxJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        tables.put(TASKS, new Table());
        tables.put(COMMENTS, new Table());
        tables.put(TIME_ENTRIES, new Table());
        tables.put(PROJECTS, new Table());
        journal.replay(REMOTE, this::restore);
    }

    @Override
    public <T> T read(Supplier<T> query) {
        lock.readLock().lock();
        try {
            return query.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs {@code mutation} and commits what it put; when it throws, nothing has happened. */
    <T> T write(Function<Transaction, T> mutation) {
        lock.writeLock().lock();
        try {
            Transaction transaction = new Transaction(this);
            T result = mutation.apply(transaction);
            commit(transaction.written());
            return result;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Forgets all rows; the clock of commits goes on. */
    @Override
    public void clear() {
        lock.writeLock().lock();
        try {
            journal.clear(REMOTE);
            tables.replaceAll((name, table) -> new Table());
            listeners.forEach(Runnable::run);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** @throws ConvexError when the deployment has no such table */
    Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw ConvexError.validation(null, "table \"" + name + "\" is not one of " + tables.keySet());
        }
        return table;
    }

    @Override
    public Map<String, Object> state() {
        return read(() -> {
            Map<String, Object> state = new LinkedHashMap<>();
            tables.forEach((name, table) -> state.put(
                    name,
                    ValueFormat.CLEAN.export(List.copyOf(table.byExternalId().values()))));
            return state;
        });
    }

    @Override
    public long snapshotTs() {
        return lastCommit;
    }

    private void commit(Map<Transaction.Key, Map<String, Object>> written) {
        if (written.isEmpty()) {
            return;
        }
        long commitTs = Math.max(lastCommit + 1, nanoseconds(clock.instant()));
        written.replaceAll((key, row) -> stamped(row, commitTs));
        written.forEach((key, row) -> journal.append(REMOTE, key.table() + "/" + key.externalId(), row));
        written.forEach((key, row) -> table(key.table()).put(row));
        lastCommit = commitTs;
        listeners.forEach(Runnable::run);
    }

    private static Map<String, Object> stamped(Map<String, Object> row, long commitTs) {
        Map<String, Object> stamped = new HashMap<>(row);
        stamped.put("syncTs", commitTs);
        return Map.copyOf(stamped);
    }

    private void restore(String key, JsonNode value) {
        Map<String, Object> row = new HashMap<>();
        value.fields().forEachRemaining(column -> row.put(column.getKey(), restored(column.getValue())));
        table(key.substring(0, key.indexOf('/'))).put(Map.copyOf(row));
        lastCommit = Math.max(lastCommit, (Long) row.get("syncTs"));
    }

    private static Object restored(JsonNode value) {
        if (value.isArray()) {
            return Arguments.value(value);
        }
        return value.isIntegralNumber() ? (Object) value.longValue() : Arguments.value(value);
    }

    private static long nanoseconds(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
