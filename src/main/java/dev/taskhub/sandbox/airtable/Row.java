package dev.taskhub.sandbox.airtable;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One record. Immutable.
 *
 * @param createdTime whole seconds
 * @param modified when any cell was last written, whole seconds; {@code null} when none ever was
 * @param cells the filled cells of the fields that are not computed, by field id
 * @param changed when single cells were last written, where that differs from {@code createdTime}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Row(String id, Instant createdTime, Instant modified, Map<String, Object> cells, Map<String, Instant> changed) {

    Row {
        cells = cells == null ? Map.of() : Collections.unmodifiableMap(cells);
        changed = changed == null ? Map.of() : Collections.unmodifiableMap(changed);
    }

    static Row blank(String id, Instant createdTime) {
        return new Row(id, createdTime, null, Map.of(), Map.of());
    }

    Object cell(Field field) {
        return cells.get(field.id());
    }

    /**
     * This record with the given cells, {@code null} emptying one; the same object when nothing differs.
     *
     * @param time when it happens, whole seconds
     */
    Row with(Map<String, Object> values, Instant time) {
        var newCells = new HashMap<>(cells);
        var newChanged = new HashMap<>(changed);
        boolean differs = false;
        for (var value : values.entrySet()) {
            if (Objects.equals(cells.get(value.getKey()), value.getValue())) {
                continue;
            }
            differs = true;
            if (value.getValue() == null) {
                newCells.remove(value.getKey());
            } else {
                newCells.put(value.getKey(), value.getValue());
            }
            if (time.equals(createdTime)) {
                newChanged.remove(value.getKey());
            } else {
                newChanged.put(value.getKey(), time);
            }
        }
        return differs ? new Row(id, createdTime, time, newCells, newChanged) : this;
    }

    /** When one of these fields was last written, any field when the list is empty; {@code null} for never. */
    Instant modified(List<String> fieldIds) {
        if (fieldIds.isEmpty()) {
            return modified;
        }
        return fieldIds.stream()
                .map(id -> changed.getOrDefault(id, cells.containsKey(id) ? createdTime : null))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
