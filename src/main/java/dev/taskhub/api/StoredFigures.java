package dev.taskhub.api;

import dev.taskhub.api.SystemStatus.Queue;
import java.time.Instant;
import java.util.Map;

/** What the store says of all systems at one time; a system without rows has none waiting. */
record StoredFigures(
        Map<String, Queue> outbox, Map<String, Long> parked, Map<String, Long> conflicts, Map<String, Instant> events) {

    private static final Queue EMPTY = new Queue(0, 0, null);

    Queue queue(String system) {
        return outbox.getOrDefault(system, EMPTY);
    }

    long parked(String system) {
        return parked.getOrDefault(system, 0L);
    }

    long conflicts(String system) {
        return conflicts.getOrDefault(system, 0L);
    }

    Instant lastEvent(String system) {
        return events.get(system);
    }
}
