package dev.taskhub.mapping;

import static dev.taskhub.mapping.HubValues.numbers;
import static dev.taskhub.mapping.HubValues.texts;
import static dev.taskhub.mapping.HubValues.times;

import dev.taskhub.task.TaskField.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Arbitrary values as outside systems may show them. */
final class RemoteValues {

    private RemoteValues() {}

    /** Mostly values that belong into the column, in any spelling; sometimes whatever JSON can hold. */
    static Arbitrary<Object> of(FieldMapping mapping) {
        return Arbitraries.frequencyOf(
                Tuple.of(8, fitting(mapping)), Tuple.of(1, json()), Tuple.of(1, Arbitraries.just((Object) null)));
    }

    private static Arbitrary<Object> fitting(FieldMapping mapping) {
        Arbitrary<?> values =
                switch (mapping.type()) {
                    case TEXT, COMMA_LIST -> texts();
                    case NUMBER -> anyNumbers();
                    case SELECT -> names(mapping);
                    case NUMBER_SELECT -> declaredNumbers(mapping);
                    case CHECKBOX -> Arbitraries.of(true, false);
                    case DATE, DATETIME -> spelledTimes();
                    case MILLIS -> millis();
                    case LINK -> texts().list().ofMaxSize(mapping.field().kind() == Kind.TEXT ? 1 : 5);
                    case MULTI_SELECT, STRINGS -> texts().list().ofMaxSize(5);
                    case COLLABORATOR -> texts().map(text -> Map.of("id", text, "email", text, "name", text));
                    case ATTACHMENT -> files().list().ofMaxSize(3);
                };
        return values.asGeneric();
    }

    /** The declared names, in any case and with outer blanks. */
    private static Arbitrary<String> names(FieldMapping mapping) {
        List<String> names = mapping.field().choices().stream()
                .map(choice -> (String) mapping.toRemote(choice))
                .toList();
        return Arbitraries.of(names)
                .flatMap(name -> Arbitraries.of(
                        name, name.toUpperCase(), name.toLowerCase(), "  " + name + "\n", "Done", "canceled", "1"));
    }

    /** The declared numbers, in any of Java's types, and others. */
    private static Arbitrary<Number> declaredNumbers(FieldMapping mapping) {
        List<Double> numbers = mapping.field().choices().stream()
                .map(choice -> (Double) mapping.toRemote(choice))
                .toList();
        return Arbitraries.of(numbers)
                .flatMap(number -> Arbitraries.<Number>of(
                        number, -number, number.floatValue(), number.intValue(), BigDecimal.valueOf(number), 7));
    }

    private static Arbitrary<Number> anyNumbers() {
        return numbers()
                .flatMap(number -> Arbitraries.<Number>of(
                        number,
                        number.floatValue(),
                        number.longValue(),
                        number.intValue(),
                        BigDecimal.valueOf(number),
                        BigInteger.valueOf(number.longValue())));
    }

    private static Arbitrary<Number> millis() {
        return Arbitraries.oneOf(
                times().filter(RemoteValues::isFormattable).map(Instant::toEpochMilli),
                times().filter(RemoteValues::isFormattable).map(time -> time.toEpochMilli() + 0.25),
                anyNumbers());
    }

    private static Arbitrary<String> spelledTimes() {
        return times().filter(RemoteValues::isFormattable).flatMap(time -> Arbitraries.of(0, 2, -5, 14)
                .map(hours -> time.atOffset(ZoneOffset.ofHours(hours)))
                .flatMap(RemoteValues::spellings));
    }

    private static Arbitrary<String> spellings(OffsetDateTime time) {
        return Arbitraries.of(
                time.toString(),
                time.toInstant().toString(),
                time.toLocalDateTime().toString(),
                time.toLocalDate().toString(),
                " " + time.toLocalDate() + "\n",
                time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXX")));
    }

    private static Arbitrary<Map<String, Object>> files() {
        return texts().flatMap(
                        text -> Arbitraries.of("att1", "att2", "att3", text).map(id -> {
                            var file = new HashMap<String, Object>();
                            file.put("id", id);
                            file.put("url", "https://example.org/" + text);
                            file.put("filename", text);
                            file.put("size", text.length());
                            return file;
                        }));
    }

    private static Arbitrary<Object> json() {
        return Arbitraries.oneOf(
                texts().asGeneric(),
                anyNumbers().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.oneOf(texts().asGeneric(), anyNumbers().asGeneric())
                        .list()
                        .ofMaxSize(3)
                        .asGeneric(),
                Arbitraries.of(Map.of(), Map.of("specialValue", "NaN"), Map.of("error", "#ERROR!"), List.of(Map.of()))
                        .asGeneric());
    }

    private static boolean isFormattable(Instant time) {
        return !time.equals(Instant.MIN) && !time.equals(Instant.MAX);
    }
}
