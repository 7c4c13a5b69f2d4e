package dev.taskhub.sandbox.airtable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates and renames bases, tables and fields. */
final class SchemaChanges {

    private static final Set<String> CREATABLE = Set.of(
            "barcode",
            "checkbox",
            "currency",
            "date",
            "dateTime",
            "duration",
            "email",
            "multilineText",
            "multipleAttachments",
            "multipleCollaborators",
            "multipleRecordLinks",
            "multipleSelects",
            "number",
            "percent",
            "phoneNumber",
            "rating",
            "richText",
            "singleCollaborator",
            "singleLineText",
            "singleSelect",
            "url");

    private final Store store;

    SchemaChanges(Store store) {
        this.store = store;
    }

    Base createBase(Map<String, Object> body) {
        var base = new Base(store.ids().next("app"), name(body));
        for (Map<String, Object> table : objects(body.get("tables"))) {
            base.put(table(base, table));
        }
        store.add(base);
        return base;
    }

    Table createTable(Base base, Map<String, Object> body) {
        synchronized (base) {
            Table table = table(base, body);
            base.put(table);
            store.keep(base, table);
            var fields = new LinkedHashMap<String, Object>();
            table.fields().forEach(field -> fields.put(field.id(), Map.of("name", field.name(), "type", field.type())));
            store.schemaChanged(
                    base,
                    "tableMetadata",
                    "createdTablesById",
                    table.id(),
                    Map.of("metadata", Map.of("name", table.name()), "fieldsById", fields, "recordsById", Map.of()));
            return table;
        }
    }

    Table changeTable(Base base, String nameOrId, Map<String, Object> body) {
        synchronized (base) {
            Table table = existing(base, nameOrId);
            String before = table.name();
            String name = body.containsKey("name") ? name(body) : before;
            if (!name.equalsIgnoreCase(before)) {
                refuseTakenName(base, name);
            }
            table.rename(name, description(body, table.description()));
            store.keep(base, table);
            store.schemaChanged(
                    base,
                    "tableMetadata",
                    "changedTablesById",
                    table.id(),
                    Map.of(
                            "changedMetadata",
                            Map.of("current", Map.of("name", name), "previous", Map.of("name", before))));
            return table;
        }
    }

    Field createField(Base base, String nameOrId, Map<String, Object> body) {
        synchronized (base) {
            Table table = existing(base, nameOrId);
            Field field = field(base, table.name(), body);
            if (table.field(field.name()) != null) {
                throw ApiError.unprocessable(
                        "DUPLICATE_OR_EMPTY_FIELD_NAME", "A field named " + field.name() + " exists already");
            }
            table.put(field);
            store.keep(base, table);
            store.schemaChanged(
                    base,
                    "tableFields",
                    "changedTablesById",
                    table.id(),
                    Map.of(
                            "createdFieldsById",
                            Map.of(field.id(), Map.of("name", field.name(), "type", field.type()))));
            return field;
        }
    }

    Field changeField(Base base, String tableKey, String fieldKey, Map<String, Object> body) {
        synchronized (base) {
            Table table = existing(base, tableKey);
            Field before = table.field(fieldKey);
            if (before == null) {
                throw ApiError.noModel();
            }
            Field after = before.renamed(
                    body.containsKey("name") ? name(body) : before.name(), description(body, before.description()));
            table.put(after);
            store.keep(base, table);
            store.schemaChanged(
                    base,
                    "tableFields",
                    "changedTablesById",
                    table.id(),
                    Map.of(
                            "changedFieldsById",
                            Map.of(
                                    after.id(),
                                    Map.of(
                                            "current", Map.of("name", after.name()),
                                            "previous", Map.of("name", before.name())))));
            return after;
        }
    }

    private Table table(Base base, Map<String, Object> body) {
        String name = name(body);
        refuseTakenName(base, name);
        var fields = new ArrayList<Field>();
        for (Map<String, Object> field : objects(body.get("fields"))) {
            fields.add(field(base, name, field));
        }
        if (fields.isEmpty()) {
            throw ApiError.invalidParameters();
        }
        return new Table(
                store.ids().next("tbl"),
                name,
                description(body, null),
                store.ids().next("viw"),
                fields);
    }

    private Field field(Base base, String table, Map<String, Object> body) {
        String name = name(body);
        if (!(body.get("type") instanceof String type)) {
            throw ApiError.invalidParameters();
        } else if (!CREATABLE.contains(type)) {
            throw ApiError.unprocessable(
                    "UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
                    "Invalid options for " + table + "." + name + ": Creating " + type
                            + " fields is not supported at this time");
        }
        Map<String, Object> options = body.get("options") instanceof Map<?, ?> map ? Json.objectOf(map) : null;
        var field = new Field(type, options, store.ids().next("fld"), name, description(body, null));
        if (field.isLink() && (options == null || base.table(field.linkedTable()) == null)) {
            throw ApiError.invalidParameters();
        }
        return field.completed(store.ids());
    }

    private static void refuseTakenName(Base base, String name) {
        if (base.tables().stream().anyMatch(table -> table.name().equalsIgnoreCase(name))) {
            throw ApiError.unprocessable("DUPLICATE_TABLE_NAME", "A table named " + name + " exists already");
        }
    }

    private static Table existing(Base base, String nameOrId) {
        Table table = base.table(nameOrId);
        if (table == null) {
            throw ApiError.noModel();
        }
        return table;
    }

    private static String name(Map<String, Object> body) {
        if (body.get("name") instanceof String name && !name.isBlank()) {
            return name;
        }
        throw ApiError.invalidParameters();
    }

    private static String description(Map<String, Object> body, String standard) {
        return body.get("description") instanceof String text ? text : standard;
    }

    private static List<Map<String, Object>> objects(Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return list.stream().map(Json::objectOf).toList();
        }
        throw ApiError.invalidParameters();
    }
}
