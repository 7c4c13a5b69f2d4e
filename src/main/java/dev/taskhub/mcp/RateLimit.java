package dev.taskhub.mcp;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many requests each login may send: so many a second on average, and a burst at once. */
final class RateLimit {

    private static final double MILLIS_OF_A_SECOND = 1_000;

    private final double interval;
    private final double burst;
    private final Clock clock;

    /** Epoch milliseconds at which a login has its whole burst again. */
    private final Map<String, Double> rested = new HashMap<>();

    RateLimit(McpSettings settings, Clock clock) {
        interval = settings.requestsPerSecond() == 0 ? 0 : MILLIS_OF_A_SECOND / settings.requestsPerSecond();
        burst = interval * settings.burst();
        this.clock = clock;
    }

    /** Takes one request of a login: zero when it may be served, else how long the login has to wait for the next. */
    synchronized Duration take(String login) {
        double now = clock.millis();
        // at most the burst, though the clock may have been set back
        double at = Math.min(Math.max(rested.getOrDefault(login, now), now), now + burst) + interval;
        if (at - now > burst) {
            return Duration.ofMillis((long) Math.ceil(at - now - burst));
        }
        rested.put(login, at);
        return Duration.ZERO;
    }
}
