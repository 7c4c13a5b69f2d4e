package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteUnavailable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** Reads parsed JSON with its kinds checked. */
final class Json {

    private Json() {}

    /** The object {@code value} is, or an empty one. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The array {@code value} is, or an empty one. */
    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** The objects of the array {@code value} is; whatever else it holds is left out. */
    static List<Map<String, Object>> objects(Object value) {
        return list(value).stream()
                .filter(Map.class::isInstance)
                .map(Json::object)
                .toList();
    }

    /** The text {@code value} is, or {@code null} when it is none or blank. */
    static String text(Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }

    /**
     * The time {@code value} names (a date means its first moment in UTC), or {@code null} when it names none of the years 1
     * to 9999: AirTable knows no others.
     */
    static Instant time(Object value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        try {
            Instant time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(text);
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999 ? null : time;
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }

    /**
     * The objects under {@code key}, which a sound answer always has.
     *
     * @throws RemoteUnavailable when they are missing: absence must never be taken for emptiness
     */
    static List<Map<String, Object>> required(Map<String, Object> answer, String key) {
        if (answer.get(key) instanceof List<?> list) {
            return objects(list);
        }
        throw new RemoteUnavailable("AirTable answered without \"" + key + "\"; the answer is not used");
    }
}
