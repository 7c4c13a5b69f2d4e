package dev.taskhub.sandbox.airtable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table with its records in the order of their creation. Guarded by the lock of its {@link Base}. */
final class Table {

    private final String id;
    private String name;
    private String description;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Field> fieldsByKey = new HashMap<>();
    private final Map<String, Object> view;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    /** For fields that were searched by value, the ids of the records with that value. */
    private final Map<String, Map<Object, Set<String>>> indexes = new HashMap<>();

    Table(String id, String name, String description, String viewId, List<Field> fields) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.view = Json.of("id", viewId, "name", "Grid view", "type", "grid");
        fields.forEach(this::put);
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    /** Its only view, with id, name and type. */
    Map<String, Object> view() {
        return view;
    }

    List<Field> fields() {
        return Collections.unmodifiableList(fields);
    }

    Field primary() {
        return fields.get(0);
    }

    /** The field with this name or id, or {@code null}. */
    Field field(String nameOrId) {
        return fieldsByKey.get(nameOrId);
    }

    void rename(String newName, String newDescription) {
        name = newName;
        description = newDescription;
    }

    /** Adds the field, or replaces the one with its id. */
    void put(Field field) {
        Field before = fieldsByKey.put(field.id(), field);
        if (before == null) {
            fields.add(field);
        } else {
            fieldsByKey.remove(before.name());
            fields.set(fields.indexOf(before), field);
        }
        fieldsByKey.put(field.name(), field);
    }

    Row row(String rowId) {
        return rows.get(rowId);
    }

    Collection<Row> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    void put(Row row) {
        Row before = rows.put(row.id(), row);
        indexes.forEach((fieldId, index) -> {
            if (before != null) {
                unindex(index, before, fieldId);
            }
            index(index, row, fieldId);
        });
    }

    void remove(String rowId) {
        Row before = rows.remove(rowId);
        indexes.forEach((fieldId, index) -> unindex(index, before, fieldId));
    }

    void clear() {
        rows.clear();
        indexes.clear();
    }

    /** The ids of the records whose cell holds exactly {@code value}; fast from the second time on. */
    Set<String> having(Field field, Object value) {
        var index = indexes.computeIfAbsent(field.id(), fieldId -> {
            var fresh = new HashMap<Object, Set<String>>();
            rows.values().forEach(row -> index(fresh, row, fieldId));
            return fresh;
        });
        return index.getOrDefault(value, Set.of());
    }

    private static void index(Map<Object, Set<String>> index, Row row, String fieldId) {
        Object value = row.cells().get(fieldId);
        if (value != null) {
            index.computeIfAbsent(value, key -> new LinkedHashSet<>(2)).add(row.id());
        }
    }

    private static void unindex(Map<Object, Set<String>> index, Row row, String fieldId) {
        Object value = row.cells().get(fieldId);
        if (value != null) {
            index.computeIfPresent(value, (key, ids) -> ids.remove(row.id()) && ids.isEmpty() ? null : ids);
        }
    }
}
