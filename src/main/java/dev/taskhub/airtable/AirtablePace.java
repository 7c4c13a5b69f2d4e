package dev.taskhub.airtable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How often to ask AirTable for news, which answers only five times a second whatever is asked. */
@Component("airtablePace")
public final class AirtablePace {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Rounds of two calls each that begin so far apart find the budget free, and what comes in between shares a round. */
    private static final Duration ROUND = Duration.ofMillis(500);

    /** Batches of ten that are written after one reading. */
    private static final int FULL_ROUND = 5;

    private static final Duration STEP_ASIDE = Duration.ofMillis(1500);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** A consistency check that has asked for no page for so long has ended, or has stopped. */
    private static final Duration COMPARED_LATELY = Duration.ofSeconds(5);

    /** AirTable forgets a listing that takes longer than some minutes. */
    private static final Duration LONGEST_ASIDE = Duration.ofMinutes(4);

    /** Some polls long: a change log that could not be read since is not to be relied on. */
    private static final Duration READ_LATELY = Duration.ofSeconds(90);

    private final AirtablePoll poll;
    private final AirtableHook hook;
    private final Clock clock;
    private final Duration listEvery;
    private Instant lastWrite = Instant.MIN;
    private int batches;
    private Instant lastReading = Instant.MIN;
    private Instant lastNews = Instant.MIN;
    private Instant lastCompared = Instant.MIN;
    private final Patience forChanges = new Patience();
    private final Patience forCheck = new Patience();

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

    /** A batch was written: AirTable is about to tell of it. */
    public synchronized void written() {
        lastWrite = clock.instant();
        batches++;
    }

    /**
     * For how many milliseconds to leave the change log alone after it was read: while the hub writes, it is read once a
     * second, or else the echo of each write would cost as much as the write.
     */
    public synchronized long pauseBeforeReading() {
        long pause = millisUntil(lastReading, isRecent(lastWrite, SECOND) ? SECOND : ROUND);
        lastReading = clock.instant().plusMillis(pause);
        return pause;
    }

    /** The change log named records: changes are travelling. */
    public synchronized void found() {
        lastNews = clock.instant();
    }

    /** For how many milliseconds to collect changes after something was written; a full round was collected long ago. */
    public synchronized long pauseBeforeWriting() {
        boolean full = batches >= FULL_ROUND;
        batches = 0;
        return full ? 0 : millisUntil(lastWrite, ROUND);
    }

    /**
     * For how many milliseconds a listing steps aside before each page: changes that somebody waits for come first, for
     * four minutes on end.
     */
    public synchronized long pauseBeforeListing() {
        return forChanges.lasts(isRecent(lastWrite, SECOND) || isRecent(lastNews, SECOND)) ? STEP_ASIDE.toMillis() : 0;
    }

    /** As {@link #pauseBeforeListing}, for a consistency check, to which comments give way. */
    public synchronized long pauseBeforeComparing() {
        lastCompared = clock.instant();
        return pauseBeforeListing();
    }

    /**
     * For how many milliseconds whoever looks for comments waits before it asks anew, zero to go on: it gives way to a
     * consistency check that goes on, for four minutes on end.
     */
    public synchronized long pauseForCheck() {
        return forCheck.lasts(isRecent(lastCompared, COMPARED_LATELY)) ? LOOK_AGAIN.toMillis() : 0;
    }

    /** As {@link #pauseBeforeListing}, unless listing is all there is to hear of changes by. */
    public long pauseBeforePolling() {
        return hook.exists() ? pauseBeforeListing() : 0;
    }

    /** Gives way to others, but not for ever. */
    private final class Patience {

        private Instant since = Instant.MAX;

        boolean lasts(boolean needed) {
            Instant now = clock.instant();
            Instant begun = since.isAfter(now) ? now : since;
            since = needed ? begun : Instant.MAX;
            return needed && isRecent(begun, LONGEST_ASIDE);
        }
    }

    private long millisUntil(Instant last, Duration apart) {
        return isRecent(last, apart)
                ? Duration.between(clock.instant(), last.plus(apart)).toMillis()
                : 0;
    }

    private boolean isRecent(Instant time, Duration within) {
        return time.isAfter(clock.instant().minus(within));
    }
}
