package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.TaskField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenValueTest {

    @Test
    void readsEachKind() {
        assertThat(WrittenValue.of(TaskField.TITLE, "Pay\r\nrent ")).isEqualTo("Pay\nrent");
        assertThat(WrittenValue.of(TaskField.STATUS, "in_progress")).isEqualTo("in_progress");
        assertThat(WrittenValue.of(TaskField.ESTIMATED_HOURS, 2)).isEqualTo(2.0);
        assertThat(WrittenValue.of(TaskField.DUE_DATE, "2026-02-01")).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(WrittenValue.of(TaskField.DUE_DATE, "2026-02-01T10:00:00.1239+02:00"))
                .isEqualTo(Instant.parse("2026-02-01T08:00:00.123Z"));
        assertThat(WrittenValue.of(TaskField.TAGS, List.of("b", " a", "b"))).isEqualTo(List.of("a", "b"));
        assertThat(WrittenValue.of(TaskField.COMMENTS, List.of(Map.of("id", "2"), Map.of("id", "1"))))
                .isEqualTo(List.of(Map.of("id", "1"), Map.of("id", "2")));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"null", "`\"  \"`", "[]"})
    void emptiesAFieldThatMayBeEmpty(String json) {
        TaskField field = json.startsWith("[") ? TaskField.TAGS : TaskField.DESCRIPTION;

        assertThat(WrittenValue.of(field, JsonColumn.value(json))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "title; 1; is not a text",
                "title; null; every task has one",
                "title; `\" \"`; every task has one",
                "status; null; one of todo, in_progress, review, blocked, completed, cancelled; every task has one",
                "status; `\"Pending\"`; one of todo, in_progress",
                "status; [\"todo\"]; one of todo, in_progress",
                "priority; `\"HIGH\"`; one of low, medium, high, urgent, or null",
                "estimatedHours; `\"2\"`; is not a number, or null",
                "estimatedHours; 1e999; is not a number",
                "estimatedHours; true; is not a number",
                "dueDate; 17; 2026-01-05T09:30:00Z",
                "dueDate; `\"2026-02-30\"`; 2026-01-05T09:30:00Z",
                "tags; `\"a\"`; a list of texts",
                "tags; [1]; a list of texts",
                "comments; [{\"text\": \"a\"}]; an \"id\" each",
                "comments; [{\"id\": \"a\"}, {\"id\": \"a\"}]; of its own",
                "comments; [{\"id\": \"a\"}, \"b\"]; a list of texts, or of objects",
            })
    void namesFieldValueAndWhatIsAllowed(String name, String json, String allowed) {
        assertThatExceptionOfType(Untranslatable.class)
                .isThrownBy(() -> WrittenValue.of(TaskField.named(name).orElseThrow(), JsonColumn.value(json)))
                .withMessageStartingWith(name + " ")
                .withMessageContaining(allowed);
    }

    @Property
    void givesEveryFieldAValueOfItsKindOrRefuses(@ForAll TaskField field, @ForAll("json") Object json) {
        try {
            assertThat(HubValues.fits(field, WrittenValue.of(field, json))).isTrue();
        } catch (Untranslatable e) {
            assertThat(e).hasMessageStartingWith(field.jsonName());
        }
    }

    @Provide
    Arbitrary<Object> json() {
        return Arbitraries.oneOf(
                HubValues.texts().asGeneric(),
                HubValues.numbers().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.of("todo", "high", "2026-01-05").asGeneric(),
                Arbitraries.oneOf(
                                HubValues.texts().asGeneric(),
                                HubValues.texts().map(id -> Map.of("id", id)).asGeneric())
                        .list()
                        .ofMaxSize(4)
                        .asGeneric());
    }
}
