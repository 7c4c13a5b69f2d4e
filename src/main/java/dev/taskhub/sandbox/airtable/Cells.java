package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.airtable.formula.Formula;
import dev.taskhub.sandbox.airtable.formula.Values;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How the cells of one table are shown: over REST, in webhook payloads, and to formulas. */
final class Cells {

    private final Base base;
    private final Table table;

    Cells(Base base, Table table) {
        this.base = base;
        this.table = table;
    }

    /** The record as REST shows it, without its empty cells. */
    Map<String, Object> record(Row row, Shape shape) {
        var fields = new LinkedHashMap<String, Object>();
        for (Field field : shape.fields() == null ? table.fields() : shape.fields()) {
            Object value = shape.asText() ? text(row, field) : value(row, field);
            if (value != null) {
                fields.put(shape.byFieldId() ? field.id() : field.name(), value);
            }
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("id", row.id());
        json.put("createdTime", Values.wire(row.createdTime()));
        json.put("fields", fields);
        if (shape.commentCount()) {
            json.put("commentCount", base.comments(row.id()).size());
        }
        return json;
    }

    /** The value as REST shows it, {@code null} when empty. */
    Object value(Row row, Field field) {
        return switch (field.type()) {
            case "createdTime" -> Values.wire(row.createdTime());
            case "lastModifiedTime" -> {
                Instant time = row.modified(field.referencedFields());
                yield time == null ? null : Values.wire(time);
            }
            default -> row.cell(field);
        };
    }

    private String text(Row row, Field field) {
        String text = Values.text(formulaValue(row, field));
        return text.isEmpty() ? null : text;
    }

    /** The value as webhook payloads show it, {@code null} when empty. */
    Object payloadValue(Row row, Field field) {
        Object value = value(row, field);
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case "singleSelect" -> field.choice(value);
            case "multipleSelects" -> ((List<?>) value)
                    .stream().map(field::choice).toList();
            case "multipleRecordLinks" -> linked(field, value).stream()
                    .map(target -> Json.of("id", target.id(), "name", primaryText(field, target)))
                    .toList();
            default -> value;
        };
    }

    /** The values of {@code fields} as webhook payloads show them, by field id; an empty cell is {@code null}. */
    Map<String, Object> payloadValues(Row row, Collection<Field> fields) {
        var values = new LinkedHashMap<String, Object>();
        fields.forEach(field -> values.put(field.id(), payloadValue(row, field)));
        return values;
    }

    /** The value as formulas and sorting see it: times are instants, links are the linked records' primary texts. */
    Object formulaValue(Row row, Field field) {
        switch (field.type()) {
            case "createdTime":
                return row.createdTime();
            case "lastModifiedTime":
                return row.modified(field.referencedFields());
            default:
        }
        Object value = row.cell(field);
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case "date", "dateTime" -> Values.instant((String) value);
            case "multipleRecordLinks" -> linked(field, value).stream()
                    .map(target -> primaryText(field, target))
                    .toList();
            case "multipleAttachments" -> ((List<?>) value)
                    .stream().map(file -> ((Map<?, ?>) file).get("filename")).toList();
            default -> value instanceof Number number ? Double.valueOf(number.doubleValue()) : value;
        };
    }

    /** The record as formulas see it. */
    Formula.Record forFormula(Row row) {
        return new Formula.Record() {
            @Override
            public String id() {
                return row.id();
            }

            @Override
            public Instant created() {
                return row.createdTime();
            }

            @Override
            public Instant modified(List<String> fieldIds) {
                return row.modified(fieldIds);
            }

            @Override
            public Object cell(String fieldId) {
                return formulaValue(row, table.field(fieldId));
            }
        };
    }

    private List<Row> linked(Field field, Object ids) {
        Table target = base.table(field.linkedTable());
        return ((List<?>) ids)
                .stream()
                        .map(id -> target.row((String) id))
                        .filter(Objects::nonNull)
                        .toList();
    }

    private String primaryText(Field link, Row target) {
        return Values.text(target.cell(base.table(link.linkedTable()).primary()));
    }

    /**
     * Which parts of a record an answer shows.
     *
     * @param fields only these, or all when {@code null}
     */
    record Shape(List<Field> fields, boolean byFieldId, boolean asText, boolean commentCount) {

        static final Shape PLAIN = new Shape(null, false, false, false);

        static Shape keyedById(boolean byFieldId) {
            return new Shape(null, byFieldId, false, false);
        }
    }
}
