package dev.taskhub.airtable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table as AirTable's meta API describes it. */
public record TableSchema(String id, String name, List<Column> columns) {

    private static final Set<String> COMPUTED = Set.of(
            "aiText",
            "autoNumber",
            "button",
            "count",
            "createdBy",
            "createdTime",
            "externalSyncSource",
            "formula",
            "lastModifiedBy",
            "lastModifiedTime",
            "manualSort",
            "multipleLookupValues",
            "rollup");

    /** A column; {@code type} is AirTable's name for it, {@code options} its settings, possibly empty. */
    public record Column(String id, String name, String type, Map<String, Object> options) {

        static Column of(Map<String, Object> field) {
            return new Column(
                    (String) field.get("id"),
                    (String) field.get("name"),
                    (String) field.get("type"),
                    Json.object(field.get("options")));
        }

        /** Whether AirTable fills it in by itself, so that it cannot be written. */
        public boolean isComputed() {
            return COMPUTED.contains(type);
        }

        /** The names of a select column's options, in their order; empty for other types. */
        public List<String> choices() {
            return Json.objects(options.get("choices")).stream()
                    .map(choice -> (String) choice.get("name"))
                    .toList();
        }

        /** Whether it is a last-modified time that shows date and time and watches every column. */
        public boolean isWatchingAllColumns() {
            return "lastModifiedTime".equals(type)
                    && Json.list(options.get("referencedFieldIds")).isEmpty()
                    && "dateTime".equals(Json.object(options.get("result")).get("type"));
        }
    }

    static TableSchema of(Map<String, Object> table) {
        return new TableSchema(
                (String) table.get("id"),
                (String) table.get("name"),
                Json.objects(table.get("fields")).stream().map(Column::of).toList());
    }

    /** The column with this name or id. */
    public Optional<Column> column(String nameOrId) {
        return columns.stream()
                .filter(column -> nameOrId.equals(column.name()) || nameOrId.equals(column.id()))
                .findFirst();
    }

    boolean isCalled(String nameOrId) {
        return nameOrId.equals(name) || nameOrId.equals(id);
    }
}
