package dev.taskhub.airtable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How often to ask AirTable for news, which answers only five times a second whatever is asked. */
@Component("airtablePace")
public final class AirtablePace {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Some polls long: a change log that could not be read since is not to be relied on. */
    private static final Duration READ_LATELY = Duration.ofSeconds(90);

    private final AirtablePoll poll;
    private final AirtableHook hook;
    private final Clock clock;
    private final Duration listEvery;
    private Instant lastWrite = Instant.MIN;
    private Instant lastReading = Instant.MIN;

    AirtablePace(AirtablePoll poll, AirtableHook hook, AirtableSettings settings, Clock clock) {
        this.poll = poll;
        this.hook = hook;
        this.clock = clock;
        this.listEvery = settings.listEvery();
    }

    /**
     * Whether the next listing of what changed is due: at every poll, unless the change log is read as often. It tells the
     * same and costs one call, where a listing reaches back and shows again all that was changed lately.
     */
    public boolean isListingDue() {
        return !poll.isAtRest()
                || !isRecent(hook.lastRead().orElse(Instant.MIN), READ_LATELY)
                || !hook.exists()
                || !isRecent(poll.lastRead().orElse(Instant.MIN), listEvery);
    }

    /** Something was written: AirTable is about to tell of it. */
    public synchronized void written() {
        lastWrite = clock.instant();
    }

    /**
     * For how many milliseconds to leave the change log alone: while the hub writes, it is read once a second, or else
     * the echo of each write would cost as much as the write.
     */
    public synchronized long pauseBeforeReading() {
        Instant now = clock.instant();
        long pause = isRecent(lastWrite, SECOND) && isRecent(lastReading, SECOND)
                ? Duration.between(now, lastReading.plus(SECOND)).toMillis()
                : 0;
        lastReading = now.plusMillis(pause);
        return pause;
    }

    private boolean isRecent(Instant time, Duration within) {
        return time.isAfter(clock.instant().minus(within));
    }
}
