package dev.taskhub.sandbox.airtable;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a webhook's specification asks for; a {@code null} set means all.
 *
 * @param table the only table it hears of, or {@code null}
 * @param included the fields whose values are shown though they did not change
 */
record Watch(
        Set<String> dataTypes,
        String table,
        Set<String> changeTypes,
        Set<String> sources,
        Set<String> fields,
        Set<String> included,
        boolean includesAll,
        boolean previous) {

    private static final Set<String> DATA_TYPES = Set.of("tableData", "tableFields", "tableMetadata");

    /** @throws ApiError when the specification is none */
    static Watch of(Map<String, Object> specification, Base base) {
        Map<String, Object> options = object(specification.get("options"));
        Map<String, Object> filters = object(options.get("filters"));
        Map<String, Object> includes = object(options.get("includes"));
        Set<String> dataTypes = set(filters.get("dataTypes"));
        if (dataTypes == null || dataTypes.isEmpty() || !DATA_TYPES.containsAll(dataTypes)) {
            throw ApiError.invalidParameters();
        }
        Object included = includes.get("includeCellValuesInFieldIds");
        return new Watch(
                dataTypes,
                scope(filters.get("recordChangeScope"), base),
                set(filters.get("changeTypes")),
                set(filters.get("fromSources")),
                set(filters.get("watchDataInFieldIds")),
                included instanceof List<?> ? set(included) : Set.of(),
                "all".equals(included),
                Boolean.TRUE.equals(includes.get("includePreviousCellValues")));
    }

    /** What it shows of the changes in one table, empty when nothing. */
    Map<String, Object> changes(Base base, Table changed, List<Transaction.Change> changes) {
        var json = new LinkedHashMap<String, Object>();
        if (!dataTypes.contains("tableData")
                || table != null && !table.equals(changed.id())
                || sources != null && !sources.contains("publicApi")) {
            return json;
        }
        var cells = new Cells(base, changed);
        var created = new LinkedHashMap<String, Object>();
        var updated = new LinkedHashMap<String, Object>();
        List<String> destroyed = changes.stream()
                .filter(change -> change.after() == null && wants("remove"))
                .map(change -> change.before().id())
                .toList();
        for (Transaction.Change change : changes) {
            if (change.before() == null && change.after() != null && wants("add")) {
                created.put(change.after().id(), created(cells, changed, change.after()));
            } else if (change.before() != null && change.after() != null && wants("update")) {
                var update = updated(cells, changed, change);
                if (update != null) {
                    updated.put(change.after().id(), update);
                }
            }
        }
        putUnlessEmpty(json, "createdRecordsById", created, created.isEmpty());
        putUnlessEmpty(json, "changedRecordsById", updated, updated.isEmpty());
        putUnlessEmpty(json, "destroyedRecordIds", destroyed, destroyed.isEmpty());
        return json;
    }

    private Map<String, Object> created(Cells cells, Table changed, Row row) {
        var values = cells.payloadValues(
                row,
                changed.fields().stream()
                        .filter(field -> isWatched(field) && !field.isComputed() || isIncluded(field))
                        .toList());
        values.values().removeIf(Objects::isNull);
        return Json.of(
                "createdTime", cells.record(row, Cells.Shape.PLAIN).get("createdTime"), "cellValuesByFieldId", values);
    }

    private Map<String, Object> updated(Cells cells, Table changed, Transaction.Change change) {
        List<Field> differing = changed.fields().stream()
                .filter(this::isWatched)
                .filter(field -> !Objects.equals(
                        change.before().cell(field), change.after().cell(field)))
                .toList();
        if (differing.isEmpty()) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("current", Map.of("cellValuesByFieldId", cells.payloadValues(change.after(), differing)));
        if (previous) {
            json.put("previous", Map.of("cellValuesByFieldId", cells.payloadValues(change.before(), differing)));
        }
        List<Field> unchanged = changed.fields().stream()
                .filter(field -> isIncluded(field) && !differing.contains(field))
                .toList();
        if (!unchanged.isEmpty()) {
            json.put("unchanged", Map.of("cellValuesByFieldId", cells.payloadValues(change.after(), unchanged)));
        }
        return json;
    }

    private boolean wants(String changeType) {
        return changeTypes == null || changeTypes.contains(changeType);
    }

    private boolean isWatched(Field field) {
        return fields == null || fields.contains(field.id());
    }

    private boolean isIncluded(Field field) {
        return includesAll || included.contains(field.id());
    }

    private static String scope(Object scope, Base base) {
        if (scope == null) {
            return null;
        }
        return base.tables().stream()
                .filter(table ->
                        table.id().equals(scope) || table.view().get("id").equals(scope))
                .findFirst()
                .orElseThrow(ApiError::invalidParameters)
                .id();
    }

    private static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> ? Json.objectOf(value) : Map.of();
    }

    private static Set<String> set(Object list) {
        if (!(list instanceof Collection<?> values)) {
            return null;
        }
        var set = new HashSet<String>();
        values.forEach(value -> set.add(String.valueOf(value)));
        return set;
    }

    private static void putUnlessEmpty(Map<String, Object> json, String key, Object value, boolean empty) {
        if (!empty) {
            json.put(key, value);
        }
    }
}
