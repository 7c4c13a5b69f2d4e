package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A function's arguments, read with the checks and the words of Convex's argument validators. */
record Arguments(Map<String, Object> values) {

    /** The {@code args} of a request: one object, or an array holding that one object. */
    static Arguments parse(JsonNode args) {
        JsonNode only = args;
        if (args.isArray()) {
            if (args.size() > 1) {
                throw FunctionFailed.badArguments("Expected to receive a single object as the function's argument. "
                        + "Instead received " + args.size() + " arguments: " + args);
            }
            only = args.isEmpty() ? JsonNodeFactory.instance.objectNode() : args.get(0);
        }
        if (!only.isObject()) {
            throw FunctionFailed.badArguments(
                    "Expected to receive an object as the function's argument. Instead received: " + only);
        }
        return new Arguments(object(only));
    }

    /** Refuses every argument that is not named. */
    Arguments only(String... names) {
        return only(Set.of(names));
    }

    /** Refuses every argument that is not named. */
    Arguments only(Set<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw FunctionFailed.badArguments(
                        "Object contains extra field `" + name + "` that is not in the validator.");
            }
        }
        return this;
    }

    String text(String name) {
        return required(name, String.class, "v.string()");
    }

    /** The text, or {@code null} when it is missing or null. */
    String optionalText(String name) {
        return values.get(name) == null ? null : text(name);
    }

    /** The number, or {@code null} when it is missing or null. */
    Double optionalNumber(String name) {
        return values.get(name) == null ? null : required(name, Double.class, "v.float64()");
    }

    List<String> texts(String name) {
        List<?> list = required(name, List.class, "v.array(v.string())");
        for (Object each : list) {
            if (!(each instanceof String)) {
                throw mismatch(name, each, "v.string()");
            }
        }
        return list.stream().map(String.class::cast).toList();
    }

    List<?> list(String name) {
        return required(name, List.class, "v.array(v.any())");
    }

    @SuppressWarnings("unchecked")
    Arguments nested(String name) {
        return new Arguments(required(name, Map.class, "v.object({...})"));
    }

    private <T> T required(String name, Class<T> type, String validator) {
        if (!values.containsKey(name)) {
            throw FunctionFailed.badArguments("Object is missing the required field `" + name
                    + "`. Consider wrapping the field validator in `v.optional(...)` if this is expected.");
        }
        if (!type.isInstance(values.get(name))) {
            throw mismatch(name, values.get(name), validator);
        }
        return type.cast(values.get(name));
    }

    private static FunctionFailed mismatch(String name, Object value, String validator) {
        return FunctionFailed.badArguments("Value does not match validator.\nPath: ." + name + "\nValue: "
                + ValueFormat.text(ValueFormat.CLEAN.export(value)) + "\nValidator: " + validator);
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    /** One JSON value as a Convex value; every plain number is a Float64. */
    static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            node.forEach(each -> list.add(value(each)));
            return list;
        }
        if (node.isObject()) {
            return node.size() == 1 && node.fieldNames().next().startsWith("$") ? tagged(node) : object(node);
        }
        return node.isNull() ? null : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }

    private static Object tagged(JsonNode node) {
        String tag = node.fieldNames().next();
        try {
            byte[] bytes = Base64.getDecoder().decode(node.get(tag).asText());
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return switch (tag) {
                case "$bytes" -> bytes;
                case "$integer" -> buffer.getLong();
                case "$float" -> buffer.getDouble();
                default -> throw new IllegalArgumentException(tag);
            };
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw FunctionFailed.badArguments("Field name " + tag + " starts with '$', which is reserved.");
        }
    }
}
