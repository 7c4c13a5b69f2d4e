package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AirtablePaceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final AirtablePoll poll = mock();
    private final AirtableHook hook = mock();
    private final Clock clock = mock();
    private final AirtablePace pace = new AirtablePace(
            poll,
            hook,
            new AirtableSettings(
                    "", "", "", 4.9, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(5), ""),
            clock);

    @BeforeEach
    void allIsRead() {
        at(Duration.ZERO);
        when(poll.isAtRest()).thenReturn(true);
        when(poll.lastRead()).thenReturn(Optional.of(NOW.minusSeconds(40)));
        when(hook.exists()).thenReturn(true);
        when(hook.lastRead()).thenReturn(Optional.of(NOW.minusSeconds(20)));
    }

    @Test
    void listsSeldomBesideAChangeLogThatIsRead() {
        assertThat(pace.isListingDue()).isFalse();

        when(poll.lastRead()).thenReturn(Optional.of(NOW.minusSeconds(300)));
        assertThat(pace.isListingDue()).isTrue();
    }

    @Test
    void listsAtEveryPollWithoutAChangeLog() {
        when(hook.exists()).thenReturn(false);

        assertThat(pace.isListingDue()).isTrue();
    }

    @Test
    void listsAtEveryPollWhenTheChangeLogCannotBeRead() {
        when(hook.lastRead()).thenReturn(Optional.of(NOW.minusSeconds(91)));
        assertThat(pace.isListingDue()).isTrue();

        when(hook.lastRead()).thenReturn(Optional.empty());
        assertThat(pace.isListingDue()).isTrue();
    }

    @Test
    void goesOnWithAListingThatWasCutOff() {
        when(poll.isAtRest()).thenReturn(false);

        assertThat(pace.isListingDue()).isTrue();
    }

    @Test
    void readsTheChangeLogAtOnceAndThenTwiceASecond() {
        assertThat(pace.pauseBeforeReading()).isZero();
        at(Duration.ofMillis(100));
        assertThat(pace.pauseBeforeReading()).isEqualTo(400);

        at(Duration.ofMillis(1000));
        assertThat(pace.pauseBeforeReading()).isZero();
    }

    @Test
    void writesAtOnceAndThenTwiceASecond() {
        assertThat(pace.pauseBeforeWriting()).isZero();
        pace.written();
        at(Duration.ofMillis(100));
        assertThat(pace.pauseBeforeWriting()).isEqualTo(400);

        at(Duration.ofMillis(500));
        assertThat(pace.pauseBeforeWriting()).isZero();
    }

    @Test
    void writesOnAtOnceAfterAFullRound() {
        for (int batch = 0; batch < 5; batch++) {
            pace.written();
        }
        assertThat(pace.pauseBeforeWriting()).isZero();

        pace.written();
        assertThat(pace.pauseBeforeWriting()).isEqualTo(500);
    }

    @Test
    void stepsAsideWithListingsWhileChangesTravel() {
        assertThat(pace.pauseBeforeListing()).isZero();
        pace.pauseBeforeReading();
        assertThat(pace.pauseBeforeListing())
                .as("the change log told of nothing yet")
                .isZero();
        pace.found();
        assertThat(pace.pauseBeforeListing()).isEqualTo(1500);

        at(Duration.ofMillis(1000));
        assertThat(pace.pauseBeforeListing()).isZero();
        pace.written();
        assertThat(pace.pauseBeforeListing()).isEqualTo(1500);
    }

    @Test
    void finishesAListingThatHasSteppedAsideForMinutes() {
        pace.written();
        assertThat(pace.pauseBeforeListing()).isPositive();

        at(Duration.ofMinutes(4));
        pace.written();
        assertThat(pace.pauseBeforeListing()).isZero();

        at(Duration.ofMinutes(5));
        assertThat(pace.pauseBeforeListing()).as("a moment of rest").isZero();
        pace.written();
        assertThat(pace.pauseBeforeListing()).isPositive();
    }

    @Test
    void letsCommentsWaitWhileACheckGoesOn() {
        assertThat(pace.pauseForCheck()).isZero();

        assertThat(pace.pauseBeforeComparing()).isZero();
        assertThat(pace.pauseForCheck()).isEqualTo(1000);
        assertThat(pace.pauseBeforeListing()).as("no other listing waits").isZero();

        at(Duration.ofSeconds(5));
        assertThat(pace.pauseForCheck()).as("over, or stopped").isZero();
    }

    @Test
    void letsACheckStepAsideAsAnyListing() {
        pace.written();

        assertThat(pace.pauseBeforeComparing()).isEqualTo(1500);
        assertThat(pace.pauseForCheck()).isEqualTo(1000);
    }

    @Test
    void looksForCommentsThoughACheckGoesOnForMinutes() {
        for (int second = 0; second < 240; second++) {
            at(Duration.ofSeconds(second));
            pace.pauseBeforeComparing();
            assertThat(pace.pauseForCheck()).isPositive();
        }

        at(Duration.ofMinutes(4));
        pace.pauseBeforeComparing();
        assertThat(pace.pauseForCheck()).isZero();

        at(Duration.ofMinutes(5));
        assertThat(pace.pauseForCheck()).as("that check is over").isZero();
        pace.pauseBeforeComparing();
        assertThat(pace.pauseForCheck()).as("the next one").isPositive();
    }

    @Test
    void pollsWithoutAStepAsideWhenNothingElseTellsOfChanges() {
        pace.written();
        assertThat(pace.pauseBeforePolling()).isEqualTo(1500);

        when(hook.exists()).thenReturn(false);
        assertThat(pace.pauseBeforePolling()).isZero();
    }

    @Test
    void readsTheEchoOfItsWritesOnceASecond() {
        pace.pauseBeforeReading();
        at(Duration.ofMillis(200));
        pace.written();

        at(Duration.ofMillis(300));
        assertThat(pace.pauseBeforeReading()).isEqualTo(700);

        at(Duration.ofMillis(1500));
        assertThat(pace.pauseBeforeReading())
                .as("nothing was written for a second")
                .isZero();
    }

    private void at(Duration since) {
        when(clock.instant()).thenReturn(NOW.plus(since));
    }
}
