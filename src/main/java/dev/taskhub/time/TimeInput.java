package dev.taskhub.time;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.mapping.WrittenValue;
import dev.taskhub.task.TaskField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller writes of a time entry; what is left out is {@code null}.
 *
 * @param length how long it took, in whole milliseconds
 * @param startedAt when it began
 * @param person who spent it
 * @param note what for; empty for nothing
 */
public record TimeInput(Duration length, Instant startedAt, String person, String note) {

    /** A month: what is longer was not spent on one thing. */
    private static final int MOST_MINUTES = 31 * 24 * 60;

    private static final BigDecimal MILLIS = BigDecimal.valueOf(60_000);

    private static final Set<String> NAMES = Set.of("minutes", "startedAt", "person", "note");

    /**
     * Reads {@code {"minutes": 90, "startedAt": "2026-12-01T09:00:00Z", "person": "anna", "note": "..."}}.
     *
     * @throws IllegalArgumentException naming every fault
     */
    public static TimeInput read(Map<String, Object> json) {
        var faults = new ArrayList<String>();
        json.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .forEach(name -> faults.add(name + " is not known here; write minutes, startedAt, person or note"));
        var input = new TimeInput(
                length(json.get("minutes"), faults),
                time(json.get("startedAt"), faults),
                text("person", json.get("person"), faults),
                text("note", json.get("note"), faults));
        if (input.person != null && input.person.isEmpty()) {
            faults.add("person is empty");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return input;
    }

    private static Duration length(Object minutes, List<String> faults) {
        if (minutes == null) {
            return null;
        }
        if (minutes instanceof Number number) {
            double value = number.doubleValue();
            if (value > 0 && value <= MOST_MINUTES) {
                return Duration.ofMillis(BigDecimal.valueOf(value)
                        .multiply(MILLIS)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
            }
        }
        faults.add("minutes is %s: give a number above 0, up to %d".formatted(minutes, MOST_MINUTES));
        return null;
    }

    private static Instant time(Object json, List<String> faults) {
        try {
            return (Instant) WrittenValue.of(TaskField.CREATED_AT, json);
        } catch (Untranslatable e) {
            faults.add("startedAt is \"%s\": give a time such as \"2026-01-05T09:30:00Z\"".formatted(json));
            return null;
        }
    }

    private static String text(String name, Object json, List<String> faults) {
        if (json == null || json instanceof String) {
            return json == null ? null : ((String) json).strip();
        }
        faults.add(name + " is no text");
        return null;
    }
}
