package dev.taskhub.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
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
     * @param left items still to do, or {@code null} where nobody knows how many there are
     * @param perSecond items per second of this run
     * @param finished whether the work is complete
     */
    public record Step(long done, Long left, double perSecond, boolean finished) {

        /** How long the rest takes at this rate; {@code null} where that is unknown. */
        public Duration timeLeft() {
            return left == null || perSecond <= 0 ? null : Duration.ofSeconds((long) Math.ceil(left / perSecond));
        }
    }

    private record Run(long startedAt, long startedWith, long loggedAt, Step step) {}

    private final Clock clock;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    Progress(Clock clock) {
        this.clock = clock;
    }

    /** The work called {@code name} begins, or goes on with {@code done} items behind it. */
    public void begin(String name, long done) {
        long now = clock.millis();
        runs.put(name, new Run(now, done, now, new Step(done, null, 0, false)));
        if (done > 0) {
            LOG.info("{}: goes on after {} records", name, done);
        }
    }

    /** The work, of which nobody knows how much there is, has come to {@code done} items. */
    public void reached(String name, long done, boolean finished) {
        reached(name, done, finished ? 0L : null, finished);
    }

    /** The work has come to {@code done} items with {@code left} to go; it is finished when none is left. */
    public void reached(String name, long done, long left) {
        reached(name, done, left, left == 0);
    }

    private void reached(String name, long done, Long left, boolean finished) {
        runs.computeIfPresent(name, (key, run) -> {
            long now = clock.millis();
            double seconds = Math.max(1, now - run.startedAt()) / 1000.0;
            var step = new Step(done, left, (done - run.startedWith()) / seconds, finished);
            boolean log = finished || now - run.loggedAt() >= LOG_EVERY.toMillis();
            if (log) {
                LOG.info(
                        "{}: {} records, {} a second, {}",
                        name,
                        done,
                        String.format(Locale.ROOT, "%.0f", step.perSecond()),
                        finished ? String.format(Locale.ROOT, "finished after %.1f s", seconds) : rest(step));
            }
            return new Run(run.startedAt(), run.startedWith(), log ? now : run.loggedAt(), step);
        });
    }

    private static String rest(Step step) {
        if (step.left() == null) {
            return "time left unknown (AirTable does not tell how many there are)";
        }
        return step.left() + " left"
                + (step.timeLeft() == null ? "" : ", " + step.timeLeft().toSeconds() + " s to go");
    }

    /** Where each piece of long work stands, by name. */
    public Map<String, Step> steps() {
        var steps = new TreeMap<String, Step>();
        runs.forEach((name, run) -> steps.put(name, run.step()));
        return steps;
    }
}
