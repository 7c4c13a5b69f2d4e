package dev.taskhub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RateLimitTest {

    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void servesABurstAndThenOneAtATime() {
        RateLimit limit = limit(4, 3);

        assertThat(take(limit, 3)).containsOnly(Duration.ZERO);
        assertThat(limit.take("machine")).isEqualTo(Duration.ofMillis(250));
        now = now.plusMillis(250);
        assertThat(limit.take("machine")).isZero();
        assertThat(limit.take("machine")).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whatIsRefusedCostsNothing() {
        RateLimit limit = limit(4, 1);
        take(limit, 100);

        now = now.plusMillis(250);

        assertThat(limit.take("machine")).isZero();
    }

    @Test
    void countsEachLoginByItself() {
        RateLimit limit = limit(1, 1);
        limit.take("machine");

        assertThat(limit.take("other")).isZero();
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyOut() {
        RateLimit limit = limit(4, 1);
        limit.take("machine");

        now = now.minusSeconds(3_600);

        assertThat(limit.take("machine")).isLessThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(take(limit(0, 1), 1_000)).containsOnly(Duration.ZERO);
    }

    private List<Duration> take(RateLimit limit, int times) {
        return IntStream.range(0, times).mapToObj(i -> limit.take("machine")).toList();
    }

    private RateLimit limit(double perSecond, int burst) {
        return new RateLimit(
                new McpSettings(List.of(), List.of(), perSecond, burst, DataSize.ofKilobytes(1), Duration.ofSeconds(1)),
                clock);
    }
}
