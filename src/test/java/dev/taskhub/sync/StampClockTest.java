package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.task.Stamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StampClockTest {

    private final SetClock clock = new SetClock();
    private final StampClock stamps = new StampClock(clock, TestHub.SETTINGS);

    @Test
    void neverIssuesAStampTwiceNorGoesBack() {
        Stamp first = stamps.now("hub");
        Stamp second = stamps.now("hub");
        clock.pass(Duration.ofMinutes(-5));
        Stamp third = stamps.now("hub");

        assertThat(second.time()).isGreaterThan(first.time());
        assertThat(third.time()).isGreaterThan(second.time());
        assertThat(first.epochMillis())
                .isEqualTo(clock.instant().plusSeconds(300).toEpochMilli());
    }

    @Test
    void takesASystemsTimeAsItIs() {
        Instant past = Instant.parse("2020-01-01T00:00:00.123Z");

        assertThat(stamps.of(past, "convex")).isEqualTo(Stamp.at(past.toEpochMilli(), "convex"));
    }

    @Test
    void putsItsOwnChangesAfterWhatItHasSeen() {
        Stamp seen = stamps.of(clock.instant().plusSeconds(30), "airtable");

        assertThat(stamps.now("hub").time()).isGreaterThan(seen.time());
    }

    @Test
    void cutsATimeThatIsTooFarAheadToNow() {
        Stamp ahead = stamps.of(clock.instant().plusSeconds(61), "airtable");
        assertThat(ahead.epochMillis()).isEqualTo(clock.instant().toEpochMilli());

        Stamp allowed = stamps.of(clock.instant().plusSeconds(60), "airtable");
        assertThat(allowed.epochMillis())
                .isEqualTo(clock.instant().plusSeconds(60).toEpochMilli());
    }

    @Test
    void takesAnUnknownTimeForNow() {
        assertThat(stamps.of(null, "claude").epochMillis())
                .isEqualTo(clock.instant().toEpochMilli());
    }

    @Test
    void standsTheEdgesOfTime() {
        assertThat(stamps.of(Instant.MAX, "convex").epochMillis())
                .isEqualTo(clock.instant().toEpochMilli());
        assertThat(stamps.of(Instant.MIN, "convex").epochMillis()).isZero();
    }
}
