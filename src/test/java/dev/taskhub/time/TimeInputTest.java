package dev.taskhub.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeInputTest {

    @Test
    void readsWhatIsGiven() {
        assertThat(TimeInput.read(Map.of("minutes", 7.5, "startedAt", "2026-12-01T09:00:00Z", "person", " anna ")))
                .isEqualTo(new TimeInput(Duration.ofSeconds(450), Instant.parse("2026-12-01T09:00:00Z"), "anna", null));
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> TimeInput.read(
                        Map.of("minutes", "ten", "startedAt", "soon", "person", "", "note", 3, "hours", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(
                        "hours is not known",
                        "minutes is ten",
                        "startedAt is \"soon\"",
                        "person is empty",
                        "note is no text");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 44641, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesMinutesThatNobodySpends(double minutes) {
        assertThatThrownBy(() -> TimeInput.read(Map.of("minutes", minutes))).hasMessageContaining("minutes is");
    }
}
