package dev.taskhub.sandbox.airtable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Creates, updates, upserts and deletes records; a request with one bad record changes nothing. */
final class Writes {

    private static final int BATCH = 10;
    private static final String RECORDS_WANTED =
            "You must provide an array of up to 10 record objects, each with a \"fields\" object for cell values.";
    private static final Set<String> MERGEABLE = Set.of(
            "number",
            "singleLineText",
            "multilineText",
            "singleSelect",
            "multipleSelects",
            "date",
            "email",
            "url",
            "phoneNumber");

    /** The records in the order of the request; {@code created} tells which of them are new. */
    record Result(List<Row> rows, Set<String> created) {}

    private final Store store;
    private final Conditions conditions;

    Writes(Store store, Conditions conditions) {
        this.store = store;
        this.conditions = conditions;
    }

    /** Creates one record or a batch. */
    Result create(Base base, Table table, Map<String, Object> body) {
        var work = new Work(base, table, body);
        for (Map<String, Object> input : inputs(body)) {
            work.create(work.cells(fields(input)));
        }
        return work.done();
    }

    /** Changes one record; {@code replace} empties the cells that are not given. */
    Result update(Base base, Table table, String rowId, Map<String, Object> body, boolean replace) {
        var work = new Work(base, table, body);
        work.update(rowId, work.cells(fields(body)), replace);
        return work.done();
    }

    /** Changes a batch; with {@code performUpsert} creates what has no match. */
    Result update(Base base, Table table, Map<String, Object> body, boolean replace) {
        var work = new Work(base, table, body);
        List<Field> mergeOn = body.get("performUpsert") == null ? null : mergeOn(table, body.get("performUpsert"));
        for (Map<String, Object> input : inputs(body)) {
            Object rowId = input.get("id");
            if (rowId instanceof String id) {
                work.update(id, work.cells(fields(input)), replace);
            } else if (mergeOn != null) {
                work.upsert(work.cells(fields(input)), mergeOn, replace);
            } else {
                throw ApiError.unprocessable("INVALID_RECORDS", RECORDS_WANTED + " Each needs an \"id\" as well.");
            }
        }
        return work.done();
    }

    /** Deletes one record or a batch. */
    void delete(Base base, Table table, List<String> rowIds) {
        if (rowIds == null || rowIds.isEmpty() || rowIds.size() > BATCH) {
            throw ApiError.unprocessable(
                    "INVALID_RECORDS", "You must provide an array of up to 10 record IDs to delete.");
        }
        rowIds.forEach(rowId -> existing(table, table.row(rowId), rowId));
        var transaction = new Transaction(store, base, conditions.second());
        transaction.delete(table, new LinkedHashSet<>(rowIds));
        transaction.commit();
    }

    /** @throws ApiError 404 for what is no record id, else as the settings say for an unknown record */
    Row existing(Table table, Row row, String rowId) {
        if (!Ids.is("rec", rowId)) {
            throw ApiError.notFound();
        } else if (row == null) {
            throw ApiError.noRecord(conditions.settings().missingRecordStatus());
        }
        return row;
    }

    private static List<Map<String, Object>> inputs(Map<String, Object> body) {
        if (!body.containsKey("records")) {
            return List.of(body);
        }
        if (!(body.get("records") instanceof List<?> list) || list.isEmpty() || list.size() > BATCH) {
            throw ApiError.unprocessable("INVALID_RECORDS", RECORDS_WANTED);
        }
        return list.stream()
                .map(item -> {
                    if (item instanceof Map<?, ?> map && map.get("fields") instanceof Map<?, ?>) {
                        return Json.objectOf(item);
                    }
                    throw ApiError.unprocessable("INVALID_RECORDS", RECORDS_WANTED);
                })
                .toList();
    }

    private static Map<String, Object> fields(Map<String, Object> input) {
        if (input.get("fields") instanceof Map<?, ?> fields) {
            return Json.objectOf(fields);
        }
        throw ApiError.unprocessable(
                "INVALID_REQUEST_MISSING_FIELDS", "Could not find field \"fields\" in the request body");
    }

    private static List<Field> mergeOn(Table table, Object performUpsert) {
        List<String> names = performUpsert instanceof Map<?, ?> map
                ? Parameters.strings(Json.objectOf(map), "fieldsToMergeOn")
                : null;
        if (names == null || names.isEmpty() || names.size() > 3) {
            throw ApiError.invalidParameters();
        }
        return names.stream()
                .map(name -> {
                    Field field = table.field(name);
                    if (field == null) {
                        throw ApiError.unknownField(name);
                    } else if (!MERGEABLE.contains(field.type())) {
                        throw ApiError.invalidParameters();
                    }
                    return field;
                })
                .toList();
    }

    /** One request on its way. */
    private final class Work {

        private final Table table;
        private final Transaction transaction;
        private final Coercion coercion;
        private final List<String> rowIds = new ArrayList<>();
        private final Set<String> created = new LinkedHashSet<>();

        private Work(Base base, Table table, Map<String, Object> body) {
            this.table = table;
            this.transaction = new Transaction(store, base, conditions.second());
            this.coercion = new Coercion(transaction, store.ids(), Parameters.flag(body, "typecast"));
        }

        private void create(Map<String, Object> cells) {
            Row row = transaction.create(table, cells);
            created.add(row.id());
            rowIds.add(row.id());
        }

        private void update(String rowId, Map<String, Object> cells, boolean replace) {
            Row row = existing(table, transaction.row(table, rowId), rowId);
            var all = new HashMap<String, Object>();
            if (replace) {
                row.cells().keySet().forEach(fieldId -> all.put(fieldId, null));
            }
            all.putAll(cells);
            transaction.update(table, row, all);
            rowIds.add(rowId);
        }

        private void upsert(Map<String, Object> cells, List<Field> mergeOn, boolean replace) {
            if (mergeOn.stream().anyMatch(field -> !cells.containsKey(field.id()))) {
                throw ApiError.unprocessable("INVALID_RECORDS", "Record must include columns to merge on");
            }
            List<String> matches = matches(cells, mergeOn);
            if (matches.size() > 1) {
                throw ApiError.unprocessable(
                        "INVALID_RECORDS", "Cannot update more than one record with the same values to merge on");
            } else if (matches.isEmpty()) {
                create(cells);
            } else {
                update(matches.get(0), cells, replace);
            }
        }

        /** An empty value to merge on matches nothing. */
        private List<String> matches(Map<String, Object> cells, List<Field> mergeOn) {
            if (mergeOn.stream().anyMatch(field -> cells.get(field.id()) == null)) {
                return List.of();
            }
            Field first = mergeOn.get(0);
            return table.having(first, cells.get(first.id())).stream()
                    .filter(rowId -> mergeOn.stream().allMatch(field -> cells.get(field.id())
                            .equals(table.row(rowId).cell(field))))
                    .toList();
        }

        private Map<String, Object> cells(Map<String, Object> fields) {
            var cells = new LinkedHashMap<String, Object>();
            fields.forEach((name, value) -> {
                Field field = table.field(name);
                if (field == null) {
                    throw ApiError.unknownField(name);
                }
                cells.put(field.id(), coercion.accept(field, value));
            });
            return cells;
        }

        private Result done() {
            transaction.commit();
            return new Result(
                    rowIds.stream().map(table::row).filter(Objects::nonNull).toList(), created);
        }
    }
}
