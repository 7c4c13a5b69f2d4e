package dev.taskhub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableQuota;
import dev.taskhub.airtable.BudgetStatus;
import dev.taskhub.api.SystemStatus.Queue;
import dev.taskhub.convex.ConvexSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteStateTest {

    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
    private static final BudgetStatus FREE = new BudgetStatus(1, 0, 0, null);
    private static final Queue EMPTY = new Queue(0, 0, null);

    private final Map<String, String> breakers = new HashMap<>(Map.of("airtable", "CLOSED"));
    private final AirtableQuota quota = mock();
    private Instant now = START;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    private final RemoteState state = new RemoteState(
            () -> breakers,
            quota,
            new ConvexSettings("", "", ""),
            new PollSettings(
                    new PollSettings.Reader(Duration.ofSeconds(30)), new PollSettings.Reader(Duration.ofSeconds(5))),
            clock);

    @Test
    void isContentWhilePollsSucceedAndNothingFails() {
        assertThat(state.airtable(START, FREE, new Queue(50, 0, null))).isNull();
    }

    @Test
    void waitsForTheFirstPollBeforeItComplains() {
        assertThat(state.airtable(null, FREE, EMPTY)).isNull();

        now = START.plusSeconds(151);
        assertThat(state.airtable(null, FREE, EMPTY)).contains("no poll has succeeded since the start");
    }

    @Test
    void givesAnOldPollOfAnEarlierRunTheTimeOfAStart() {
        assertThat(state.airtable(START.minus(Duration.ofDays(3)), FREE, EMPTY)).isNull();
    }

    @Test
    void saysSinceWhenPollsFail() {
        now = START.plusSeconds(300);

        assertThat(state.airtable(START.plusSeconds(100), FREE, EMPTY)).contains("2026-01-05T12:01:40Z");
        assertThat(state.airtable(START.plusSeconds(200), FREE, EMPTY)).isNull();
    }

    @Test
    void saysThatCallsAreHeldBack() {
        breakers.put("airtable", "OPEN");
        assertThat(state.airtable(START, FREE, EMPTY)).contains("left alone");

        var paused = new BudgetStatus(1, 0, 0, START.plusSeconds(30));
        assertThat(state.airtable(START, paused, EMPTY)).contains("2026-01-05T12:00:30Z");
    }

    @Test
    void saysThatTheMonthsCallsAreUsedUpRatherThanThatCallsFail() {
        breakers.put("airtable", "OPEN");
        when(quota.spentSince()).thenReturn(Optional.of(START));

        assertThat(state.airtable(START, FREE, EMPTY))
                .contains("since 2026-01-05T12:00:00Z", "raise its plan, or wait for the next month");
    }

    @Test
    void saysWhatFailsAndIsTriedAgain() {
        assertThat(state.convex(() -> Optional.of(START), new Queue(9, 4, "over its plan")))
                .isEqualTo("4 changes failed and are tried again: over its plan");
    }

    @Test
    void saysWhyNothingIsSent() {
        assertThat(state.convex(() -> Optional.of(START), new Queue(9, 0, "nothing is sent until noon: no rights")))
                .isEqualTo("nothing is sent until noon: no rights");
    }
}
