package dev.taskhub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void repeatsTheSameRunForTheSameSeed() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
        assertThat(run(7)).filteredOn(struck -> struck).hasSizeBetween(30, 70);
    }

    @Test
    void strikesOnlyTheNamedRemote() {
        faults.set(List.of(new Faults.Fault("convex", "500", 1, null)), 1);

        assertThat(faults.next("airtable")).isEmpty();
        assertThat(faults.next("convex")).isPresent();
    }

    @Test
    void keepsPingFaultsFromRequests() {
        faults.set(List.of(new Faults.Fault("airtable", "drop-ping", 1, null)), 1);

        assertThat(faults.next("airtable")).isEmpty();
        assertThat(faults.strikes("airtable", "drop-ping")).isTrue();
        assertThat(faults.strikes("airtable", "double-ping")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-after-commit", "cut-json", "html", "repeated-answer"})
    void strikesRequestsWithEveryKind(String kind) {
        faults.set(List.of(new Faults.Fault("convex", kind, 1, null)), 1);

        assertThat(faults.next("convex")).map(Faults.Fault::kind).contains(kind);
        assertThat(faults.has("convex", kind)).isTrue();
        assertThat(faults.has("airtable", kind)).isFalse();
        assertThat(faults.has("convex", "503")).isFalse();
    }

    @Test
    void refusesUnknownKindsAndRates() {
        assertThatThrownBy(() -> new Faults.Fault("airtable", "explode", 1, null))
                .hasMessageContaining("explode is not one of");
        assertThatThrownBy(() -> new Faults.Fault("airtable", "500", 1.5, null)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new Faults.Fault(null, "500", 1, null)).hasMessageContaining("remote");
        assertThatThrownBy(() -> new Faults.Fault("airtable", "slow", 1, 1e9)).hasMessageContaining("seconds");
    }

    private List<Boolean> run(long seed) {
        faults.set(List.of(new Faults.Fault("airtable", "503", 0.25, null)), seed);
        return IntStream.range(0, 200)
                .mapToObj(i -> faults.next("airtable").isPresent())
                .toList();
    }
}
