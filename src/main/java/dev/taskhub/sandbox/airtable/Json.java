package dev.taskhub.sandbox.airtable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as plain maps, lists, strings, booleans, longs and doubles. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    /**
     * The JSON object in {@code body}; none at all is an empty one.
     *
     * @throws ApiError when it is something else
     */
    static Map<String, Object> object(byte[] body) {
        if (body == null || body.length == 0) {
            return Map.of();
        }
        try {
            return objectOf(plain(MAPPER.readValue(body, OBJECT)));
        } catch (IOException e) {
            throw ApiError.of(400, "INVALID_REQUEST_BODY", "Could not parse request body");
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> objectOf(Object value) {
        return (Map<String, Object>) value;
    }

    /** The same with one Java type per kind of number, so that equal values are equal objects: 3 and 3.0 are the long 3. */
    static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, Object>();
            map.forEach((key, item) -> copy.put((String) key, plain(item)));
            return copy;
        } else if (value instanceof List<?> list) {
            var copy = new ArrayList<>();
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        } else if (value instanceof Number number) {
            double exact = number.doubleValue();
            return exact == Math.rint(exact) && Math.abs(exact) < 1e15 ? (Object) (long) exact : exact;
        }
        return value;
    }

    /** An object of name, value, name, value and so on, written in this order. */
    static Map<String, Object> of(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + value, e);
        }
    }
}
