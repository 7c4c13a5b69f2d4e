package dev.taskhub.sandbox.airtable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Requests within any one second, counted by base; who exceeds the limit has to stay away for a while. */
final class RateLimit {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Map<String, Deque<Instant>> recent = new HashMap<>();
    private final Map<String, Instant> barredUntil = new HashMap<>();

    /** Counts a request to {@code base} at {@code now}, and tells whether it is let through. */
    synchronized boolean admits(String base, Instant now, AirTableSettings settings) {
        if (settings.requestsPerSecond() == 0) {
            return true;
        }
        if (now.isBefore(barredUntil.getOrDefault(base, Instant.MIN))) {
            return false;
        }
        Deque<Instant> times = recent.computeIfAbsent(base, id -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(WINDOW))) {
            times.removeFirst();
        }
        if (times.size() >= settings.requestsPerSecond()) {
            barredUntil.put(base, now.plusSeconds(settings.penaltySeconds()));
            return false;
        }
        times.addLast(now);
        return true;
    }
}
