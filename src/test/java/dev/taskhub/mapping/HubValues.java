package dev.taskhub.mapping;

import dev.taskhub.task.TaskField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Arbitrary values of the hub. */
final class HubValues {

    private HubValues() {}

    /** Any value the field may hold, and lists and texts that are not yet in their stable form. */
    static Arbitrary<Object> of(FieldMapping mapping) {
        TaskField field = mapping.field();
        Arbitrary<?> values =
                switch (field.kind()) {
                    case TEXT -> texts();
                    case CHOICE -> Arbitraries.of(field.choices());
                    case NUMBER -> numbers();
                    case TIME -> times();
                    case SET -> Arbitraries.oneOf(texts(), objects()).list().ofMaxSize(5);
                };
        return values.asGeneric().injectNull(0.05);
    }

    /** Whether {@code value} is what {@link TaskField.Kind} promises. */
    static boolean fits(TaskField field, Object value) {
        if (value == null) {
            return true;
        }
        return switch (field.kind()) {
            case TEXT -> isText(value);
            case CHOICE -> field.choices().contains(value);
            case NUMBER -> value instanceof Double number && Double.isFinite(number);
            case TIME -> value instanceof Instant time && time.getNano() % 1_000_000 == 0;
            case SET -> value instanceof List<?> list
                    && !list.isEmpty()
                    && new LinkedHashSet<>(list).size() == list.size()
                    && list.stream().allMatch(HubValues::isElement);
        };
    }

    static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(12)),
                Tuple.of(
                        3,
                        Arbitraries.strings()
                                .withChars("ab,,\\\\\"' \t\r\n\0\u00a0\u2028\ud83d\ude00\ud83d\ufeff")
                                .ofMaxLength(8)));
    }

    static Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.doubles().between(-1000, 1000).ofScale(4),
                Arbitraries.integers().between(-40_000, 40_000).map(n -> n / 8.0),
                Arbitraries.longs().map(Long::doubleValue),
                Arbitraries.of(-0.0, 0.005, 1.005, 2.675, 4503599627370495.5, Double.MIN_VALUE, Double.MAX_VALUE));
    }

    static Arbitrary<Instant> times() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-62135596800L, 253402300799L).flatMap(second -> Arbitraries.longs()
                        .between(0, 999_999_999)
                        .map(nano -> Instant.ofEpochSecond(second, nano))),
                Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli),
                Arbitraries.of(
                        Instant.EPOCH,
                        Instant.ofEpochMilli(-1),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("2024-02-29T23:59:59.999999999Z"),
                        Instant.parse("9999-12-31T23:59:59.999999999Z"),
                        Instant.MIN,
                        Instant.MAX));
    }

    private static Arbitrary<Object> objects() {
        return Arbitraries.oneOf(
                texts().map(id -> Map.of("id", id)), texts().map(url -> Map.of("id", "att1", "url", url, "size", 7.0)));
    }

    /** A text that every store and system can hold. */
    private static boolean isText(Object value) {
        return value instanceof String text
                && !text.isBlank()
                && text.indexOf(0) < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isElement(Object element) {
        return isText(element) || element instanceof Map<?, ?> map && map.get("id") instanceof String;
    }
}
