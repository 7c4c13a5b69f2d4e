package dev.taskhub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.dashboard.DashboardQueries.SprintWork;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SprintTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-05, 2026-01-05, 2026-01-18",
        "2026-01-18, 2026-01-05, 2026-01-18",
        "2026-01-19, 2026-01-19, 2026-02-01",
        "2026-01-04, 2025-12-22, 2026-01-04",
        "2020-02-29, 2020-02-24, 2020-03-08"
    })
    void sprintsFollowEachOtherWithoutAGapAlsoBeforeTheFirst(LocalDate day, LocalDate first, LocalDate last) {
        Sprint sprint = Sprint.around(day, settings("P14D", "UTC"));

        assertThat(sprint.first()).isEqualTo(first);
        assertThat(sprint.last()).isEqualTo(last);
        assertThat(sprint.days()).hasSize(14).contains(day);
    }

    @Test
    void aSprintWithTheChangeToSummerTimeIsAnHourShorter() {
        Sprint sprint = Sprint.around(LocalDate.of(2026, 3, 29), settings("P1W", "Europe/Berlin"));

        assertThat(sprint.start()).isEqualTo(Instant.parse("2026-03-22T23:00:00Z"));
        assertThat(sprint.end()).isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1M", "P0D", "P-3D", "P93D"})
    void refusesALengthThatIsNoNumberOfDays(String length) {
        assertThatThrownBy(() -> settings(length, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("taskhub.dashboard.sprint-length", "P14D");
    }

    @Test
    void theIdealLineEndsAtNoneAndDaysToComeAreEmpty() {
        Sprint sprint = new Sprint(LocalDate.of(2026, 1, 5), 4, ZoneId.of("UTC"));

        Burndown burndown = Burndown.of(sprint, new SprintWork(6, 5, List.of(5L, 2L)));

        assertThat(burndown.lines())
                .containsExactly(
                        new Burndown.Line("Jan 5", "5", "3.8", "█".repeat(20)),
                        new Burndown.Line("Jan 6", "2", "2.5", "█".repeat(8)),
                        new Burndown.Line("Jan 7", "", "1.3", ""),
                        new Burndown.Line("Jan 8", "", "0.0", ""));
        assertThat(burndown.days()).isEqualTo("\"Jan 5\", \"Jan 6\", \"Jan 7\", \"Jan 8\"");
        assertThat(burndown.remaining()).isEqualTo("5, 2, 0, 0");
        assertThat(burndown.ideal()).isEqualTo("3.8, 2.5, 1.3, 0.0");
    }

    @Test
    void aSprintWithoutWorkHasAnUprightAxisAllTheSame() {
        Burndown burndown = Burndown.of(
                new Sprint(LocalDate.of(2026, 1, 5), 1, ZoneId.of("UTC")), new SprintWork(0, 0, List.of(0L)));

        assertThat(burndown.top()).isEqualTo(1);
        assertThat(burndown.lines().get(0).bar()).isEmpty();
    }

    private static DashboardSettings settings(String length, String zone) {
        return new DashboardSettings(
                Path.of("DASHBOARD.md"),
                Path.of("x"),
                LocalDate.of(2026, 1, 5),
                Period.parse(length),
                ZoneId.of(zone),
                50);
    }
}
