package dev.taskhub.sandbox.airtable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A checked request for a listing.
 *
 * @param offset where to go on, or {@code null} for the first page
 * @param formula the filter, or {@code null}
 */
record ListQuery(int pageSize, int maxRecords, String offset, List<Sort> sort, String formula, Cells.Shape shape) {

    record Sort(Field field, boolean descending) {}

    /** @throws ApiError when a parameter is wrong; parameters nobody knows are let pass */
    static ListQuery of(Map<String, Object> json, Table table) {
        int pageSize = Parameters.number(json, json.containsKey("pageSize") ? "pageSize" : "limit", 100, 1, 100);
        int maxRecords = Parameters.number(json, "maxRecords", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        checkView(json.get("view"), table);
        String offset = text(json, "offset");
        String formula = text(json, "filterByFormula");
        return new ListQuery(pageSize, maxRecords, offset, sort(json.get("sort"), table), formula, shape(json, table));
    }

    private static Cells.Shape shape(Map<String, Object> json, Table table) {
        List<String> names = Parameters.strings(json, "fields");
        List<String> metadata = Parameters.strings(json, "recordMetadata");
        return new Cells.Shape(
                names == null || names.isEmpty()
                        ? null
                        : names.stream()
                                .map(name -> field(name, table))
                                .distinct()
                                .toList(),
                Parameters.flag(json, "returnFieldsByFieldId"),
                isText(json),
                metadata != null && metadata.contains("commentCount"));
    }

    /** Whether cells are wanted as text, which needs a time zone and a locale. */
    static boolean isText(Map<String, Object> json) {
        Object format = json.getOrDefault("cellFormat", "json");
        if (format.equals("json")) {
            return false;
        } else if (format.equals("string") && json.containsKey("timeZone") && json.containsKey("userLocale")) {
            return true;
        }
        throw ApiError.invalidParameters();
    }

    private static void checkView(Object view, Table table) {
        if (view != null && !view.equals("") && !table.view().containsValue(view)) {
            throw ApiError.unprocessable("VIEW_NAME_NOT_FOUND", "View " + view + " not found");
        }
    }

    private static List<Sort> sort(Object json, Table table) {
        if (json == null) {
            return List.of();
        } else if (!(json instanceof List<?> list)) {
            throw ApiError.invalidParameters();
        } else {
            var sorts = new ArrayList<Sort>();
            for (Object item : list) {
                if (!(item instanceof Map<?, ?> sort) || !(sort.get("field") instanceof String name)) {
                    throw ApiError.invalidParameters();
                }
                Object direction = sort.get("direction");
                if (direction != null && !direction.equals("asc") && !direction.equals("desc")) {
                    throw ApiError.invalidParameters();
                }
                sorts.add(new Sort(field(name, table), "desc".equals(direction)));
            }
            return sorts;
        }
    }

    private static Field field(String name, Table table) {
        Field field = table.field(name);
        if (field == null) {
            throw ApiError.unknownField(name);
        }
        return field;
    }

    /** A text parameter; an empty one counts as absent. */
    private static String text(Map<String, Object> json, String name) {
        Object value = json.get(name);
        if (value == null || value.equals("")) {
            return null;
        } else if (value instanceof String text) {
            return text;
        }
        throw ApiError.invalidParameters();
    }
}
