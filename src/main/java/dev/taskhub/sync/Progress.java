package dev.taskhub.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How far long work has come, in the log every few seconds and at any time in the status. */
@Component
public class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    /**
     * @param done items done so far, those of an earlier run included
     * @param perSecond items per second of this run
     * @param finished whether the work is complete
     */
    public record Step(long done, double perSecond, boolean finished) {}

    private record Run(long startedAt, long startedWith, long loggedAt, Step step) {}

    private final Clock clock;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    Progress(Clock clock) {
        this.clock = clock;
    }

    /** The work called {@code name} begins, or goes on with {@code done} items behind it. */
    public void begin(String name, long done) {
        long now = clock.millis();
        runs.put(name, new Run(now, done, now, new Step(done, 0, false)));
        if (done > 0) {
            LOG.info("{}: goes on after {} records", name, done);
        }
    }

    /** The work has come to {@code done} items. */
    public void reached(String name, long done, boolean finished) {
        runs.computeIfPresent(name, (key, run) -> {
            long now = clock.millis();
            double seconds = Math.max(1, now - run.startedAt()) / 1000.0;
            var step = new Step(done, (done - run.startedWith()) / seconds, finished);
            boolean log = finished || now - run.loggedAt() >= LOG_EVERY.toMillis();
            if (log) {
                LOG.info(
                        "{}: {} records, {} a second, {}",
                        name,
                        done,
                        String.format("%.0f", step.perSecond()),
                        finished
                                ? String.format("finished after %.1f s", seconds)
                                : "time left unknown (AirTable does not tell how many there are)");
            }
            return new Run(run.startedAt(), run.startedWith(), log ? now : run.loggedAt(), step);
        });
    }

    /** Where each piece of long work stands, by name. */
    public Map<String, Step> steps() {
        var steps = new TreeMap<String, Step>();
        runs.forEach((name, run) -> steps.put(name, run.step()));
        return steps;
    }
}
