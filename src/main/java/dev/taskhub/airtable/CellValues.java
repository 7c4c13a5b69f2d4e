package dev.taskhub.airtable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares cells, whether written as in webhook payloads (a select is {@code {id, name, color}}, links are objects) or as
 * in records (names, ids).
 */
final class CellValues {

    private static final Set<String> PLAIN = Set.of(
            "singleLineText",
            "multilineText",
            "richText",
            "email",
            "url",
            "phoneNumber",
            "number",
            "currency",
            "percent",
            "rating",
            "duration",
            "autoNumber",
            "count",
            "checkbox",
            "date",
            "dateTime",
            "createdTime",
            "lastModifiedTime");
    private static final Set<String> BY_NAME = Set.of("singleSelect", "multipleSelects");
    private static final Set<String> BY_ID =
            Set.of("multipleRecordLinks", "singleCollaborator", "multipleCollaborators", "createdBy", "lastModifiedBy");

    private CellValues() {}

    /** Whether the two cells are known to hold the same; false for types whose two forms cannot be compared. */
    static boolean same(String type, Object one, Object other) {
        if (PLAIN.contains(type)) {
            return plain(one).equals(plain(other));
        }
        if (BY_NAME.contains(type)) {
            return plain(reduced(one, "name")).equals(plain(reduced(other, "name")));
        }
        return BY_ID.contains(type) && plain(reduced(one, "id")).equals(plain(reduced(other, "id")));
    }

    /**
     * What the cell is told by. Several options, links or people are a set: their order carries no meaning. An object without
     * the key, as {@code {email}}, stays what it is: it is no empty cell.
     */
    private static Object reduced(Object cell, String key) {
        if (cell instanceof List<?> list) {
            return list.stream().map(element -> reduced(element, key)).collect(Collectors.toSet());
        }
        return cell instanceof Map<?, ?> map && map.get(key) != null ? map.get(key) : cell;
    }

    /** AirTable does not tell an empty text or set and an unticked box from an empty cell. */
    private static Optional<Object> plain(Object cell) {
        if (cell == null || cell.equals("") || cell.equals(false) || cell.equals(Set.of())) {
            return Optional.empty();
        }
        return Optional.of(cell instanceof Number ? new BigDecimal(cell.toString()).stripTrailingZeros() : cell);
    }
}
