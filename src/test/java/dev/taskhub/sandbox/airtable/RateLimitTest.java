package dev.taskhub.sandbox.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Instant START = Instant.parse("2026-01-05T09:30:00Z");

    private final RateLimit limit = new RateLimit();

    @Test
    void admitsFiveInAnyOneSecond() {
        for (int i = 0; i < 50; i++) {
            assertThat(admits("appA", i * 200)).as("request " + i).isTrue();
        }
    }

    @Test
    void barsTheBaseForThirtySecondsAfterTheSixth() {
        for (int i = 0; i < 5; i++) {
            assertThat(admits("appA", i)).isTrue();
        }

        assertThat(admits("appA", 999)).isFalse();
        assertThat(admits("appA", 30_998)).isFalse();
        assertThat(admits("appB", 1_000)).isTrue();
        assertThat(admits("appA", 30_999)).isTrue();
    }

    @Test
    void zeroMeansNoLimit() {
        var conditions = new Conditions(new SetClock(), AirTableSettings.DEFAULTS);
        conditions.change(Map.of("requestsPerSecond", 0));
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.admits("appA", START, conditions.settings())).isTrue();
        }
    }

    private boolean admits(String base, long millis) {
        return limit.admits(base, START.plusMillis(millis), AirTableSettings.DEFAULTS);
    }
}
