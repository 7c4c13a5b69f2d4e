package dev.taskhub.mcp;

import dev.taskhub.mapping.WrittenValue;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A tool as somebody calls it. Its arguments keep to the tool's input schema.
 *
 * @param who in whose name it is called
 * @param requestKey the same for a repetition of the call, or {@code null}
 */
record ToolCall(Map<String, Object> arguments, String who, String requestKey) {

    boolean has(String name) {
        return arguments.containsKey(name);
    }

    /** The text given as {@code name}, or {@code null}. */
    String text(String name) {
        return (String) arguments.get(name);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(arguments.get(name));
    }

    /** The texts given as {@code name}, none when left out. */
    List<String> texts(String name) {
        return arguments.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The whole number given as {@code name}, or {@code null}. */
    Long number(String name) {
        return arguments.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    /** How long a claim is to last, or {@code null}. */
    Duration lease() {
        Long minutes = number("minutes");
        return minutes == null ? null : Duration.ofMinutes(minutes);
    }

    /**
     * The day or time given as {@code name}, or {@code null}.
     *
     * @throws IllegalArgumentException when it is none
     */
    Instant time(String name) {
        String text = text(name);
        Object time = text == null ? null : WrittenValue.of(TaskField.DUE_DATE, text);
        return (Instant) time;
    }
}
