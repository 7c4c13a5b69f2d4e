package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each type of column counts as the same, by example. */
class NormalFormTest {

    private final Mapping mapping = Mapping.read(Path.of("src/test/resources/mapping/every-type.yaml"));

    @Test
    void emptyIsOneThingForEveryType() {
        for (FieldMapping field : mapping.fields()) {
            assertThat(List.of("", List.of(), Map.of(), false)).allSatisfy(empty -> assertThat(field.normalise(empty))
                    .as(field.column())
                    .isNull());
            assertThat(field.toRemote(null)).isNull();
        }
    }

    @Test
    void textLosesTrailingBlanksAndWhatCannotBeStored() {
        assertThat(normal("text", "  two\r\nlines\rmore \n\n")).isEqualTo("  two\nlines\nmore");
        assertThat(normal("text", "a\0b\ud83dc\ud83d\ude00")).isEqualTo("ab\ufffdc\ud83d\ude00");
        assertThat(normal("text", " \t\n")).isNull();
    }

    @Test
    void numbersAreRoundedHalfUpAndZeroHasNoSign() {
        assertThat(normal("number", 7L)).isEqualTo(7.0);
        assertThat(normal("number", -0.0)).isEqualTo(0.0);
        assertThat(normal("hundredths", 1.005)).isEqualTo(1.01);
        assertThat(normal("rounded", 2.5f)).isEqualTo(3.0);
    }

    @Test
    void timesAreReadInAnySpellingAndWrittenInOne() {
        assertThat(normal("date", "2026-01-05T23:30:00-05:00")).isEqualTo("2026-01-06");
        assertThat(normal("moment", "2026-01-05T09:30:00.123999+02:00")).isEqualTo("2026-01-05T07:30:00.123Z");
        assertThat(normal("moment", "2026-01-05T09:30")).isEqualTo("2026-01-05T09:30:00.000Z");
        assertThat(normal("moment", "2026-01-05")).isEqualTo("2026-01-05T00:00:00.000Z");
        assertThat(normal("milliseconds", -0.25)).isEqualTo(-1.0);
        assertThat(hub("milliseconds", 1.5)).isEqualTo(Instant.ofEpochMilli(1));
    }

    @Test
    void refusesTimesThatNotAllSystemsCanExpress() {
        assertThatThrownBy(() -> hub("date", "12026-01-05"))
                .hasMessage("date \"12026-01-05\" is not a date such as 2026-01-05");
        assertThatThrownBy(() -> hub("date", "0000-12-31")).isInstanceOf(Untranslatable.class);
        assertThatThrownBy(() -> hub("milliseconds", 1e16)).isInstanceOf(Untranslatable.class);
        assertThatThrownBy(() -> field("moment").toRemote(Instant.MAX))
                .isInstanceOf(Untranslatable.class)
                .hasMessageStartingWith(
                        "completedAt +1000000000-12-31T23:59:59.999999999Z cannot be written to column");
    }

    @Test
    void listsAreSortedStrippedAndWithoutRepeats() {
        assertThat(normal("names", List.of("b", " a ", "b", ""))).isEqualTo(List.of("a", "b"));
        assertThat(normal("strings", "alone")).isEqualTo(List.of("alone"));
        assertThat(remote("strings", List.of(Map.of("id", "1", "url", "u"), "t")))
                .isEqualTo(List.of("t", "u"));
    }

    @Test
    void aCommaWithinAnElementIsEscaped() {
        assertThat(remote("commas", List.of("report, final.pdf", "a\nb\\"))).isEqualTo("a b, report\\, final.pdf");
        assertThat(hub("commas", "a.md,b.md\nreport\\, final.pdf,,"))
                .isEqualTo(List.of("a.md", "b.md", "report, final.pdf"));
    }

    @Test
    void aSingleLinkRefusesASecond() {
        assertThat(hub("one link", List.of("rec1"))).isEqualTo("rec1");
        assertThatThrownBy(() -> hub("one link", List.of("rec1", "rec2")))
                .hasMessage("one link [rec1, rec2] is not a list of one id at most");
        assertThat(remote("links", List.of("rec2", "rec1"))).isEqualTo(List.of("rec1", "rec2"));
    }

    @Test
    void aPersonIsKnownByOnePropertyAlone() {
        var person = Map.of("id", "usr1", "email", "ce@example.org", "name", "CE");

        assertThat(normal("person by email", person)).isEqualTo(Map.of("email", "ce@example.org"));
        assertThat(hub("person by id", person)).isEqualTo("usr1");
        assertThat(remote("person by email", "ba@example.org")).isEqualTo(Map.of("email", "ba@example.org"));
    }

    @Test
    void anEmptyCheckboxIsItsUncheckedChoice() {
        assertThat(hub("finished", true)).isEqualTo("completed");
        assertThat(hub("finished", null)).isEqualTo("todo");
        assertThat(remote("finished", "cancelled")).isEqualTo(true);
        assertThat(remote("finished", "blocked")).isNull();
    }

    @Test
    void filesLoseTheirAddressesWhichChangeByThemselves() {
        var file = Map.of("id", "att1", "url", "https://example.org/1", "filename", "a.png", "size", 12);

        assertThat(hub("files", List.of(file)))
                .isEqualTo(List.of(Map.of("id", "att1", "filename", "a.png", "size", 12.0)));
    }

    @Test
    void aNameInQuotesOrNotIsAlwaysText() {
        assertThat(remote("urgency", "urgent")).isEqualTo("No");
        assertThat(hub("urgency", "1")).isEqualTo("low");
    }

    @Test
    void whatMakesNoSenseStaysAsItIsAndIsRefusedOnReading() {
        var formulaError = Map.of("error", "#ERROR!");

        assertThat(normal("number", formulaError)).isEqualTo(formulaError);
        assertThatThrownBy(() -> hub("number", formulaError)).hasMessage("number {error=#ERROR!} is not a number");
    }

    private FieldMapping field(String column) {
        return mapping.forColumn(column).orElseThrow();
    }

    private Object normal(String column, Object raw) {
        return field(column).normalise(raw);
    }

    private Object hub(String column, Object remote) {
        return field(column).toHub(remote);
    }

    private Object remote(String column, Object hub) {
        return field(column).toRemote(hub);
    }
}
