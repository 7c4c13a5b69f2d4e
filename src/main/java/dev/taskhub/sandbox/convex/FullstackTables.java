package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.sandbox.SandboxJournal;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** The tables of the fullstack-convex app: rows by their ids, in the order they were made. */
final class FullstackTables implements Storage {

    static final String TASKS = "tasks";
    static final String USERS = "users";
    static final String COMMENTS = "comments";

    /** Beside the kit's tables in the same journal. */
    private static final String REMOTE = "convex-fullstack";

    private final Map<String, Map<String, Map<String, Object>>> tables = new LinkedHashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final SandboxJournal journal;
    private final Clock clock;
    private final Supplier<String> ids;
    private long lastWrite;

    /** Takes up what {@code journal} kept. */
    FullstackTables(SandboxJournal journal, Clock clock, Supplier<String> ids) {
        this.journal = journal;
        this.clock = clock;
        this.ids = ids;
        List.of(TASKS, USERS, COMMENTS).forEach(name -> tables.put(name, new LinkedHashMap<>()));
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

    /** Runs {@code mutation} alone; it puts nothing before it is sure. */
    <T> T write(Supplier<T> mutation) {
        lock.writeLock().lock();
        try {
            T result = mutation.get();
            lastWrite = Math.max(lastWrite + 1, TimeUnit.MILLISECONDS.toNanos(clock.millis()));
            listeners.forEach(Runnable::run);
            return result;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** A row, or {@code null}. */
    Map<String, Object> get(String table, Object id) {
        return tables.get(table).get(id);
    }

    Collection<Map<String, Object>> rows(String table) {
        return tables.get(table).values();
    }

    /** Adds a row, with an id and a time of creation unless it has them, and returns it. */
    Map<String, Object> insert(String table, Map<String, Object> columns) {
        var row = new LinkedHashMap<>(columns);
        row.putIfAbsent("_id", ids.get());
        // Convex's times have a fraction
        row.putIfAbsent("_creationTime", clock.millis() + 0.25);
        return put(table, row);
    }

    /** Changes some columns of a row and returns it. */
    Map<String, Object> patch(String table, Map<String, Object> row, Map<String, Object> columns) {
        var patched = new LinkedHashMap<>(row);
        patched.putAll(columns);
        return put(table, patched);
    }

    void delete(String table, String id) {
        tables.get(table).remove(id);
        journal.append(REMOTE, table + "/" + id, null);
    }

    @Override
    public Map<String, Object> state() {
        return read(() -> {
            var state = new LinkedHashMap<String, Object>();
            tables.forEach((name, rows) -> state.put(name, ValueFormat.CLEAN.export(List.copyOf(rows.values()))));
            return state;
        });
    }

    @Override
    public long snapshotTs() {
        return lastWrite;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void clear() {
        write(() -> {
            journal.clear(REMOTE);
            tables.values().forEach(Map::clear);
            return null;
        });
    }

    private Map<String, Object> put(String table, Map<String, Object> row) {
        Map<String, Object> kept = Collections.unmodifiableMap(row);
        tables.get(table).put((String) row.get("_id"), kept);
        journal.append(REMOTE, table + "/" + row.get("_id"), kept);
        return kept;
    }

    @SuppressWarnings("unchecked")
    private void restore(String key, JsonNode value) {
        String[] place = key.split("/", 2);
        tables.get(place[0]).put(place[1], (Map<String, Object>) Arguments.value(value));
    }
}
