package dev.taskhub.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/** JSON as the store keeps it in TEXT columns. */
public final class JsonColumn {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Object>> LIST = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private JsonColumn() {}

    /** The text to store; {@code null} stays {@code null}. */
    public static String write(Object value) {
        try {
            return value == null ? null : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The list that {@code text} holds; {@code null} stays {@code null}. */
    public static List<Object> list(String text) {
        return text == null ? null : read(text, LIST);
    }

    /** The object that {@code text} holds. */
    public static Map<String, Object> map(String text) {
        return read(text, MAP);
    }

    /**
     * The JSON object that a message from outside holds.
     *
     * @throws IllegalArgumentException when it is not a JSON object, with the place of the error
     */
    public static Map<String, Object> message(String text) {
        try {
            Map<String, Object> message = JSON.readValue(text, MAP);
            if (message == null) {
                throw new IllegalArgumentException("the body is null, not a JSON object");
            }
            return message;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new IllegalArgumentException("the body is not a JSON object: " + e.getOriginalMessage() + place, e);
        }
    }

    /** Any JSON value: {@code String}, {@code Double} or {@code Integer}, {@code Boolean}, {@code List}, {@code Map} or {@code null}. */
    public static Object value(String text) {
        return text == null ? null : read(text, new TypeReference<Object>() {});
    }

    /** What {@code text} holds, as the type that was written. */
    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the store holds text that is not the JSON expected: " + e.getOriginalMessage(), e);
        }
    }
}
