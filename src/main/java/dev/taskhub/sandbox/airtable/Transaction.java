package dev.taskhub.sandbox.airtable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The changes of one request, all of which happen at {@link #commit()} or, when the request fails before, not at all. */
final class Transaction {

    /** A record's change: {@code before} is {@code null} for a created, {@code after} for a destroyed one. */
    record Change(Table table, Row before, Row after) {}

    private final Store store;
    private final Base base;
    private final Instant now;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final Map<Field, Set<String>> newChoices = new LinkedHashMap<>();

    /** @param now whole seconds, the time all of it happens */
    Transaction(Store store, Base base, Instant now) {
        this.store = store;
        this.base = base;
        this.now = now;
    }

    Base base() {
        return base;
    }

    /** The record as this transaction leaves it, {@code null} when there is none. */
    Row row(Table table, String rowId) {
        Change change = changes.get(rowId);
        return change != null && change.table == table ? change.after : table.row(rowId);
    }

    Row create(Table table, Map<String, Object> cells) {
        Row row = Row.blank(store.ids().next("rec"), now).with(cells, now);
        changes.put(row.id(), new Change(table, null, row));
        return row;
    }

    /** Writes the given cells, {@code null} emptying one. */
    Row update(Table table, Row row, Map<String, Object> cells) {
        Row after = row.with(cells, now);
        if (after != row) {
            changes.merge(
                    row.id(), new Change(table, row, after), (first, next) -> new Change(table, first.before, after));
        }
        return after;
    }

    /** Removes records, and the links to them from other records. */
    void delete(Table table, Collection<String> rowIds) {
        for (String rowId : rowIds) {
            changes.put(rowId, new Change(table, table.row(rowId), null));
        }
        for (Table other : base.tables()) {
            other.fields().stream()
                    .filter(field -> field.isLink() && field.linkedTable().equals(table.id()))
                    .forEach(field -> unlink(other, field, Set.copyOf(rowIds)));
        }
    }

    private void unlink(Table table, Field field, Set<String> gone) {
        for (Row row : table.rows()) {
            if (row.cell(field) instanceof List<?> linked && linked.stream().anyMatch(gone::contains)) {
                Row current = row(table, row.id());
                if (current != null) {
                    var rest = linked.stream().filter(id -> !gone.contains(id)).toList();
                    var cells = new HashMap<String, Object>();
                    cells.put(field.id(), rest.isEmpty() ? null : rest);
                    update(table, current, cells);
                }
            }
        }
    }

    void addChoice(Field field, String name) {
        newChoices.computeIfAbsent(field, key -> new LinkedHashSet<>()).add(name);
    }

    /** The attachments that cells of {@code field} hold. */
    Stream<Map<String, Object>> attachments(Field field) {
        return base.tables().stream()
                .flatMap(table -> table.rows().stream())
                .map(row -> row.cell(field))
                .filter(Objects::nonNull)
                .flatMap(files -> ((List<?>) files).stream())
                .map(Json::objectOf);
    }

    void commit() {
        newChoices.forEach((field, names) -> {
            Table table = base.tables().stream()
                    .filter(one -> one.field(field.id()) != null)
                    .findFirst()
                    .orElseThrow();
            Field grown = field;
            for (String name : names) {
                grown = grown.withChoice(store.ids().next("sel"), name);
            }
            table.put(grown);
            store.keep(base, table);
        });
        store.apply(base, List.copyOf(changes.values()));
    }
}
