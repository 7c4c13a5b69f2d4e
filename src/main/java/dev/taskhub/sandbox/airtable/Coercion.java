package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.airtable.formula.Values;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a field makes of a value that was sent for it: checks it, and with {@code typecast} converts from text. */
final class Coercion {

    private final Transaction transaction;
    private final Ids ids;
    private final boolean typecast;

    Coercion(Transaction transaction, Ids ids, boolean typecast) {
        this.transaction = transaction;
        this.ids = ids;
        this.typecast = typecast;
    }

    /**
     * The value to keep in the cell, {@code null} to empty it.
     *
     * @throws ApiError when the field cannot hold it
     */
    Object accept(Field field, Object value) {
        if (field.isComputed()) {
            throw refused("Field \"" + field.name() + "\" cannot accept a value because the field is computed");
        } else if (value == null || value.equals("") || value instanceof List<?> list && list.isEmpty()) {
            return null;
        }
        return switch (field.type()) {
            case "number", "currency", "percent", "duration", "rating" -> number(field, value);
            case "checkbox" -> checkbox(field, value);
            case "singleSelect" -> choice(field, value);
            case "multipleSelects" -> each(field, value, one -> choice(field, one));
            case "multipleRecordLinks" -> each(field, value, one -> link(field, one));
            case "date" -> instant(field, value)
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
            case "dateTime" -> Values.wire(instant(field, value));
            case "multipleAttachments" -> each(field, value, one -> attachment(field, one));
            case "singleCollaborator", "barcode" -> object(field, value);
            case "multipleCollaborators" -> each(field, value, one -> object(field, one));
            default -> text(field, value);
        };
    }

    private Object text(Field field, Object value) {
        if (value instanceof String) {
            return value;
        } else if (typecast && (value instanceof Number || value instanceof Boolean)) {
            return value.toString();
        }
        throw unacceptable(field);
    }

    private Object number(Field field, Object value) {
        if (value instanceof Number) {
            return value;
        } else if (typecast && value instanceof String text) {
            try {
                return Json.plain(Double.valueOf(text.strip()));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        throw unacceptable(field);
    }

    private Object checkbox(Field field, Object value) {
        if (value instanceof Boolean || typecast) {
            return List.of("true", "1", "yes", "checked")
                            .contains(value.toString().toLowerCase())
                    ? true
                    : null;
        }
        throw unacceptable(field);
    }

    private Object choice(Field field, Object value) {
        if (!(value instanceof String name)) {
            throw unacceptable(field);
        } else if (field.choice(name) == null) {
            if (!typecast) {
                throw ApiError.unprocessable(
                        "INVALID_MULTIPLE_CHOICE_OPTIONS",
                        "Insufficient permissions to create new select option \"\\\"" + name + "\\\"\"");
            }
            transaction.addChoice(field, name);
        }
        return value;
    }

    private Object link(Field field, Object value) {
        Table target = transaction.base().table(field.linkedTable());
        Object id = value instanceof Map<?, ?> object ? object.get("id") : value;
        if (Ids.is("rec", id) && transaction.row(target, (String) id) != null) {
            return id;
        } else if (typecast && id instanceof String text && !Ids.is("rec", id)) {
            return target.having(target.primary(), text).stream().findFirst().orElseGet(() -> transaction
                    .create(target, Map.of(target.primary().id(), text))
                    .id());
        }
        throw ApiError.unprocessable("ROW_DOES_NOT_EXIST", "Record ID " + id + " does not exist");
    }

    private Instant instant(Field field, Object value) {
        try {
            return Values.instant(((String) value).strip());
        } catch (ClassCastException | DateTimeException e) {
            throw refused("Cannot parse value " + Json.text(value) + " for field " + field.name());
        }
    }

    /** A known attachment by its id, or a new one by its address, which is not fetched. */
    private Object attachment(Field field, Object value) {
        Map<?, ?> given = object(field, value);
        if (given.get("url") instanceof String url) {
            var file = new LinkedHashMap<String, Object>();
            file.put("id", Ids.is("att", given.get("id")) ? given.get("id") : ids.next("att"));
            file.put("url", url);
            file.put("filename", given.get("filename") instanceof String name ? name : url.replaceAll(".*/", ""));
            return file;
        }
        return transaction
                .attachments(field)
                .filter(file -> file.get("id").equals(given.get("id")))
                .findFirst()
                .orElseThrow(() -> unacceptable(field));
    }

    private Map<?, ?> object(Field field, Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw unacceptable(field);
    }

    private Object each(Field field, Object value, Function<Object, Object> one) {
        List<?> values = value instanceof List<?> list
                ? list
                : typecast && value instanceof String text ? List.of(text.split("\\s*,\\s*")) : null;
        if (values == null) {
            throw unacceptable(field);
        }
        var kept = new ArrayList<Object>();
        values.stream().map(one).filter(item -> !kept.contains(item)).forEach(kept::add);
        return kept;
    }

    private static ApiError unacceptable(Field field) {
        return refused("Field \"" + field.name() + "\" cannot accept the provided value");
    }

    private static ApiError refused(String message) {
        return ApiError.unprocessable("INVALID_VALUE_FOR_COLUMN", message);
    }
}
