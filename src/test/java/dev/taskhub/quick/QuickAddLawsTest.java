package dev.taskhub.quick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every line. */
class QuickAddLawsTest {

    private final QuickAdd quickAdd = new QuickAdd(Clock.fixed(Instant.parse("2026-12-01T09:00:00Z"), ZoneOffset.UTC));

    @Property
    void anyTextIsATask(@ForAll String line) {
        holds(line);
    }

    @Property(tries = 3000)
    void wordsInAnyOrderAreATask(@ForAll("lines") String line) {
        holds(line);
    }

    @Property(tries = 300)
    void aPartBehindAPlainTitleIsTakenWhole(@ForAll("parts") List<String> parts) {
        QuickTask task = read("Fix the login, " + String.join(", ", parts));

        assertThat(task.title()).isEqualTo("Fix the login");
        assertThat(task.understood()).hasSize(parts.size());
        assertThat(task.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"high ", "\"", "'a ", "“", "p1 ", "#a ", "by friday ", "~", "1", "@", "in 3 days, ", "a,"})
    void aLongLineTakesNoTime(String piece) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> holds(piece.repeat(20_000)));
    }

    private void holds(String line) {
        QuickTask task = read(line);

        assertThat(task.title().isEmpty()).isEqualTo(Token.of(line).isEmpty());
        assertThat(task.title()).doesNotContain("\n", "\r");
        assertIsSubsequence(Stream.of(task.title().split(" ")).toList(), line);
        assertThat(task.values().size())
                .isLessThanOrEqualTo(1 + task.understood().size());
    }

    private static void assertIsSubsequence(List<String> words, String line) {
        int from = 0;
        for (String word : words) {
            int found = line.indexOf(word, from);
            assertThat(found).as("\"%s\" of %s in \"%s\"", word, words, line).isNotNegative();
            from = found + word.length();
        }
    }

    private QuickTask read(String line) {
        return quickAdd.read(line, List.of("CE", "BA"));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        "Fix",
                        "login",
                        "the",
                        "by",
                        "on",
                        "due",
                        "Friday",
                        "friday,",
                        "next",
                        "in",
                        "3",
                        "days",
                        "week",
                        "end",
                        "of",
                        "high",
                        "low,",
                        "urgent",
                        "priority",
                        "p1",
                        "!!!",
                        "!",
                        "#a",
                        "#12",
                        "#b,",
                        "@BA",
                        "@ba,",
                        "@bob",
                        "~4h",
                        "~30m,",
                        "2d",
                        "4",
                        "hours",
                        "estimate",
                        "today",
                        "Dec",
                        "4,",
                        "2026",
                        "31.2.",
                        "(by",
                        "Monday)",
                        "\"a",
                        "b\"",
                        "`",
                        "'",
                        "-",
                        ",",
                        "–",
                        "5pm",
                        "at",
                        "[high]",
                        "asap.",
                        "\n",
                        "\t",
                        ":",
                        "for")
                .list()
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<List<String>> parts() {
        var due = Arbitraries.of("by Friday", "tomorrow", "2026-12-24", "in 3 days", "due next Monday", "Dec 24, 2026");
        var priority = Arbitraries.of("high", "P2", "!!!", "low priority", "asap");
        var mention = Arbitraries.of("#backend", "#größe", "@BA", "assigned to @ce");
        var estimate = Arbitraries.of("~4h", "30m", "estimate 2 days", "1.5 hours");
        return Arbitraries.shuffle(due, priority, mention, estimate)
                .flatMap(kinds -> kinds.get(0).flatMap(first -> kinds.get(1).flatMap(second -> kinds.get(2)
                        .flatMap(third -> kinds.get(3).map(fourth -> List.of(first, second, third, fourth))))));
    }
}
