package dev.taskhub.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The systems nothing is sent to for a while. Not on disk: after a start everything may be tried at once. */
@Component
public class Pauses {

    /** That nothing is sent to a system until then, and why. */
    public record Pause(Instant until, String why) {}

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Clock clock;

    Pauses(Clock clock) {
        this.clock = clock;
    }

    /** Lets all that waits for {@code system} wait this long, or longer if it was to wait longer already. */
    public void begin(String system, Duration time, String why) {
        pauses.merge(
                system,
                new Pause(clock.instant().plus(time), why),
                (before, now) -> before.until().isAfter(now.until()) ? before : now);
    }

    /** Until when nothing is sent to {@code system}, and why; empty when it is not paused. */
    public Optional<Pause> of(String system) {
        return Optional.ofNullable(pauses.get(system))
                .filter(pause -> pause.until().isAfter(clock.instant()));
    }
}
