package dev.taskhub.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What strangers and broken programs send: good messages with something wrong in them, and values nobody expects. */
public final class Mangled {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "-0.0",
            "1e400",
            "-1e-400",
            "123456789012345678901234567890",
            "9223372036854775808",
            "\"\"",
            "\" \\t\\n\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\uD83D\"",
            "\"\\uDE80 alone\"",
            "\"\\u202Eright to left\"",
            "\"e\\u0301\\u0301\\u0301\"",
            "\"2026-13-45\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"9999999-01-01T00:00:00Z\"",
            "\"NaN\"",
            "\"'; DROP TABLE task; --\"",
            "\"${camelContext} {{taskhub.home}} ${jndi:ldap://x}\"",
            "\"" + "x".repeat(100_000) + "\"",
            "[]",
            "{}",
            "[[], {}, null, 1, \"a\", [null]]",
            "{\"\": {\"\": []}, \"__proto__\": 1, \"@class\": \"java.net.URL\"}",
            "{\"id\": \"x\", \"name\": null, \"email\": 5}",
            "[".repeat(400) + "]".repeat(400),
            "{\"a\":".repeat(400) + "1" + "}".repeat(400));

    private Mangled() {}

    /** JSON values of every kind, as text. */
    public static Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.of(STRANGE),
                Arbitraries.strings().all().ofMaxLength(30).map(Mangled::quoted),
                Arbitraries.doubles().map(String::valueOf).map(text -> text.matches("-?(NaN|Infinity)") ? "0" : text),
                Arbitraries.strings()
                        .all()
                        .ofMaxLength(8)
                        .map(Mangled::quoted)
                        .list()
                        .ofMaxSize(5)
                        .map(List::toString));
    }

    /** {@code good} messages in which one value is another, or some of the text is missing, doubled or replaced. */
    public static Arbitrary<String> of(List<String> good) {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<String> other =
                Combinators.combine(Arbitraries.of(good), numbers, values()).as(Mangled::withOther);
        Arbitrary<String> torn = Combinators.combine(
                        Arbitraries.of(good),
                        numbers,
                        numbers,
                        Arbitraries.strings().all().ofMaxLength(6))
                .as(Mangled::torn);
        return Arbitraries.oneOf(
                other,
                other.flatMap(
                        once -> Combinators.combine(numbers, values()).as((at, value) -> withOther(once, at, value))),
                torn,
                values());
    }

    private static String withOther(String message, int at, String value) {
        try {
            JsonNode root = JSON.readTree(message);
            var places = new ArrayList<ContainerNode<?>>();
            collect(root, places);
            if (places.isEmpty()) {
                return value;
            }
            ContainerNode<?> place = places.get(at % places.size());
            var raw = new POJONode(new RawValue(value));
            if (place instanceof ObjectNode object && !object.isEmpty()) {
                var names = new ArrayList<String>();
                object.fieldNames().forEachRemaining(names::add);
                object.set(names.get(at / places.size() % names.size()), raw);
            } else if (place instanceof ArrayNode array) {
                array.insert(array.isEmpty() ? 0 : at % array.size(), raw);
            }
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException alreadyBroken) {
            return message + value;
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> places) {
        if (node instanceof ContainerNode<?> container) {
            places.add(container);
        }
        node.forEach(child -> collect(child, places));
    }

    private static String torn(String message, int from, int to, String instead) {
        int first = from % (message.length() + 1);
        int last = first + to % (message.length() + 1 - first);
        return message.substring(0, first) + instead + message.substring(last);
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
