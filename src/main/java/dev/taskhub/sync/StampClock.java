package dev.taskhub.sync;

import dev.taskhub.task.Stamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Issues the stamps of changes: a hybrid logical clock that never goes back and is not led astray by a remote's. */
@Component
class StampClock {

    private static final Logger LOG = LoggerFactory.getLogger(StampClock.class);
    private static final Duration WARN_EVERY = Duration.ofMinutes(1);

    private final Clock clock;
    private final Duration maxAhead;
    private final Map<String, Instant> warnedAt = new HashMap<>();
    private long last;

    StampClock(Clock clock, SyncSettings settings) {
        this.clock = clock;
        this.maxAhead = settings.maxAhead();
    }

    /** The stamp of a change that happens now. */
    synchronized Stamp now(String system) {
        last = Math.max(Stamp.at(clock.millis(), system).time(), last + 1);
        return new Stamp(last, system);
    }

    /**
     * The stamp of a change that a system dates {@code changedAt}; {@code null} means now. A time that is further ahead
     * than allowed is cut to ours, and said so in the log. Later stamps of ours are greater.
     */
    synchronized Stamp of(Instant changedAt, String system) {
        if (changedAt == null) {
            return now(system);
        }
        Instant now = clock.instant();
        if (changedAt.isAfter(now.plus(maxAhead))) {
            warn(system, now, changedAt);
            return now(system);
        }
        Stamp stamp = Stamp.at(changedAt.isBefore(Instant.EPOCH) ? 0 : changedAt.toEpochMilli(), system);
        last = Math.max(last, stamp.time());
        return stamp;
    }

    private void warn(String system, Instant now, Instant changedAt) {
        Instant before = warnedAt.put(system, now);
        if (before == null || now.isAfter(before.plus(WARN_EVERY))) {
            LOG.warn(
                    "The clock of {} is ahead of ours: at {} it dates a change {}; such changes count as made now",
                    system,
                    now,
                    changedAt);
        } else {
            warnedAt.put(system, before);
        }
    }
}
