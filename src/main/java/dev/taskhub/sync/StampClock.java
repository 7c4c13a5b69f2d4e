package dev.taskhub.sync;

import dev.taskhub.task.Stamp;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Issues the stamps of changes: a hybrid logical clock that never goes back and is not led astray by a remote's. */
@Component
class StampClock {

    private static final Logger LOG = LoggerFactory.getLogger(StampClock.class);

    private final Clock clock;
    private final long maxAheadMillis;
    private long last;

    StampClock(Clock clock, SyncSettings settings) {
        this.clock = clock;
        this.maxAheadMillis = settings.maxAhead().toMillis();
    }

    /** The stamp of a change that happens now. */
    synchronized Stamp now(String system) {
        last = Math.max(Stamp.at(clock.millis(), system).time(), last + 1);
        return new Stamp(last, system);
    }

    /**
     * The stamp of a change that a system dates {@code changedAt}; {@code null} means now. A time that is further ahead
     * than allowed is cut to ours, and said so in the log.
     */
    Stamp of(Instant changedAt, String system) {
        if (changedAt == null) {
            return now(system);
        }
        long ahead = changedAt.toEpochMilli() - clock.millis();
        if (ahead > maxAheadMillis) {
            LOG.warn("The clock of {} is {} ms ahead of ours; the time of its change is taken as now", system, ahead);
            return now(system);
        }
        return Stamp.at(changedAt.toEpochMilli(), system);
    }
}
