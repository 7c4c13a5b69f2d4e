package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendingProgressTest {

    private Instant now = Instant.parse("2026-01-05T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final Outbox outbox = mock();
    private final Progress progress = new Progress(clock);
    private final SendingProgress sending = new SendingProgress(outbox, progress);

    @Test
    void tellsCountRateAndTimeLeftOfALongQueue() {
        look(1000, 40);
        now = now.plusSeconds(10);
        look(600, 440);

        assertThat(progress.steps())
                .containsExactly(Map.entry("sending to convex", new Progress.Step(400, 600L, 40, false)));
        assertThat(progress.steps().get("sending to convex").timeLeft()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void isFinishedWhenNothingIsLeftAndBeginsAnewNextTime() {
        look(100, 0);
        now = now.plusSeconds(5);
        look(0, 100);
        assertThat(progress.steps().get("sending to convex").finished()).isTrue();

        look(200, 100);

        assertThat(progress.steps().get("sending to convex")).isEqualTo(new Progress.Step(0, 200L, 0, false));
    }

    @Test
    void wastesNoWordOnAShortQueueNorOnTheAgents() {
        when(outbox.waiting()).thenReturn(Map.of("convex", 99L, Sync.AGENTS, 5000L));
        sending.look();

        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void knowsNoTimeLeftBeforeAnythingHasMoved() {
        look(500, 0);

        assertThat(progress.steps().get("sending to convex").timeLeft()).isNull();
    }

    private void look(long waiting, long settled) {
        when(outbox.waiting()).thenReturn(waiting == 0 ? Map.of() : Map.of("convex", waiting));
        when(outbox.settled()).thenReturn(settled == 0 ? Map.of() : Map.of("convex", settled));
        sending.look();
    }
}
