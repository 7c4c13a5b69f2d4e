package dev.taskhub.sandbox.airtable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All bases. Changes to them go through here, so that they are kept and reach the webhooks. */
final class Store {

    private final Map<String, Base> bases = new ConcurrentSkipListMap<>();
    private final Ids ids;
    private final Keeper keeper;
    private final ChangeLog changeLog;

    Store(Ids ids, Keeper keeper, ChangeLog changeLog) {
        this.ids = ids;
        this.keeper = keeper;
        this.changeLog = changeLog;
    }

    /** Puts back what an earlier process kept, and tells whether there was any. */
    boolean restore() {
        keeper.restore(bases);
        return !bases.isEmpty();
    }

    void clear() {
        for (Base base : bases.values()) {
            synchronized (base) {
                // a ping under way must not keep its webhook once more
                base.webhooks().forEach(webhook -> base.removeWebhook(webhook.id()));
            }
        }
        bases.clear();
        keeper.clear();
    }

    Ids ids() {
        return ids;
    }

    Collection<Base> bases() {
        return bases.values();
    }

    /** @throws ApiError when there is no such base */
    Base base(String id) {
        Base base = bases.get(id);
        if (base == null) {
            throw ApiError.noModel();
        }
        return base;
    }

    /** Adds a base with its tables and records, of which no webhook hears. */
    void add(Base base) {
        bases.put(base.id(), base);
        keeper.keep(base);
        base.tables().forEach(table -> {
            keeper.keep(base, table);
            table.rows().forEach(row -> keeper.keep(base, table, row));
        });
    }

    /** Adds records of which no webhook hears. */
    void add(Base base, Table table, List<Row> rows) {
        rows.forEach(row -> {
            table.put(row);
            keeper.keep(base, table, row);
        });
    }

    /** Keeps a table's changed description. */
    void keep(Base base, Table table) {
        keeper.keep(base, table);
    }

    void keepComments(Base base, String rowId) {
        keeper.keepComments(base, rowId);
    }

    /** Makes the changes visible and lasting, and logs them for the webhooks. */
    void apply(Base base, List<Transaction.Change> changes) {
        for (Transaction.Change change : changes) {
            Table table = change.table();
            if (change.after() != null) {
                table.put(change.after());
                keeper.keep(base, table, change.after());
            } else {
                table.remove(change.before().id());
                keeper.forget(base, table, change.before().id());
                base.comments(change.before().id(), List.of());
                keeper.keepComments(base, change.before().id());
            }
        }
        changeLog.record(base, changes);
    }

    /** Logs a change of the schema for the webhooks, see {@link ChangeLog#recordSchema}. */
    void schemaChanged(Base base, String dataType, String key, String tableId, Map<String, Object> part) {
        changeLog.recordSchema(base, dataType, key, tableId, part);
    }
}
