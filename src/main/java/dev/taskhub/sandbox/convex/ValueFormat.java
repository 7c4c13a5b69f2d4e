package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Convex writes a value. In Java a value is {@code null}, {@code Boolean}, {@code Double} (Float64), {@code Long} (Int64),
 * {@code String}, {@code byte[]}, {@code List} or {@code Map}.
 */
enum ValueFormat {
    /** {@code json}: Int64 as a decimal string, bytes as base64. */
    CLEAN,
    /** {@code convex_encoded_json}: what JSON has no form for is tagged, as {@code {"$integer": "..."}}. */
    ENCODED,
    /** {@code export_json}: Int64 as a bare number, bytes and special floats tagged. */
    EXPORT;

    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new SimpleModule().addSerializer(Double.class, new FloatWithFraction()));

    /** The format of this name; {@code null} stands for the default. */
    static ValueFormat named(String name) {
        if (name == null) {
            return CLEAN;
        }
        return switch (name) {
            case "json", "convex_clean_json" -> CLEAN;
            case "convex_encoded_json", "convex_json" -> ENCODED;
            case "export_json" -> EXPORT;
            default -> throw new RequestRefused(400, "BadFormat", "format param must be one of [`json`]. Got " + name);
        };
    }

    /** {@code value} as plain JSON values in this format, object keys sorted. */
    Object export(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, export(each)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::export).toList();
        }
        if (value instanceof Long integer) {
            return switch (this) {
                case CLEAN -> integer.toString();
                case ENCODED -> Map.of("$integer", base64(integer));
                case EXPORT -> integer;
            };
        }
        if (value instanceof byte[] bytes) {
            String text = Base64.getEncoder().encodeToString(bytes);
            return this == CLEAN ? text : Map.of("$bytes", text);
        }
        return value instanceof Double number ? exportFloat(number) : value;
    }

    private Object exportFloat(Double number) {
        boolean negativeZero = number.equals(-0.0);
        if (Double.isFinite(number) && (this != ENCODED || !negativeZero)) {
            return number;
        }
        return this == CLEAN ? number.toString() : Map.of("$float", base64(Double.doubleToLongBits(number)));
    }

    private static String base64(long bits) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Plain JSON values as text, floats as the Rust serializer prints them: {@code 1.0}, never {@code 1.76E12}. */
    static String text(Object exported) {
        try {
            return JSON.writeValueAsString(exported);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class FloatWithFraction extends JsonSerializer<Double> {

        @Override
        public void serialize(Double number, JsonGenerator out, SerializerProvider provider) throws IOException {
            boolean exponent = Math.abs(number) >= 1e16 || Math.abs(number) < 1e-5;
            String text = exponent ? number.toString() : new BigDecimal(number.toString()).toPlainString();
            out.writeNumber(text.contains(".") ? text : text + ".0");
        }
    }
}
