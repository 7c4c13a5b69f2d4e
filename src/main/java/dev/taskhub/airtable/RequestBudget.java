package dev.taskhub.airtable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the calls to one base below what AirTable allows, however long they travel: a call counts from its start until
 * one window after its answer, so wherever within its life the server counted it, no window there holds more than the
 * limit. Callers are served in the order they came.
 */
public final class RequestBudget {

    /** Where time comes from, so that tests need not wait. */
    interface Ticker {

        Ticker SYSTEM = new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void await(Object monitor, long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.timedWait(monitor, nanos);
            }
        };

        long nanos();

        /** Waits on {@code monitor}, which the caller holds, until notified or for {@code nanos}. */
        void await(Object monitor, long nanos) throws InterruptedException;
    }

    private static final long UNTIL_NOTIFIED = TimeUnit.HOURS.toNanos(1);

    private final int limit;
    private final long windowNanos;
    private final Ticker ticker;
    private final Clock clock;

    // Held by the caller at the head of the queue; being fair, it is the queue.
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Deque<Long> coolingUntil = new ArrayDeque<>();
    private int inFlight;
    private long calls;
    private long pausedUntil;
    private boolean paused;

    /** @param perSecond calls allowed per second; 0 for no limit. 4.99 means 5 calls in any 1.002 seconds */
    RequestBudget(double perSecond, Ticker ticker, Clock clock) {
        this.limit = perSecond == 0 ? Integer.MAX_VALUE : (int) Math.ceil(perSecond);
        this.windowNanos = perSecond == 0 ? 0 : (long) Math.ceil(limit / perSecond * 1e9);
        this.ticker = ticker;
        this.clock = clock;
    }

    /**
     * Waits until a call may go out. Every acquire that returned must be followed by one {@link #release}.
     *
     * @throws InterruptedException when the thread was interrupted while waiting; nothing has been taken then
     */
    public void acquire() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            synchronized (this) {
                for (long wait = nanosToWait(); wait > 0; wait = nanosToWait()) {
                    ticker.await(this, wait);
                }
                inFlight++;
                calls++;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Says that a call has been answered, or has failed. */
    public synchronized void release() {
        if (inFlight == 0) {
            throw new IllegalStateException("release without acquire: the route must acquire before each call");
        }
        inFlight--;
        coolingUntil.addLast(ticker.nanos() + windowNanos);
        notifyAll();
    }

    /** Lets no further call out for {@code duration}; the longest of several pauses counts, zero changes nothing. */
    public synchronized void pause(Duration duration) {
        long until = ticker.nanos() + duration.toNanos();
        if (!isPaused() || until - pausedUntil > 0) {
            paused = true;
            pausedUntil = until;
        }
    }

    /** Whether AirTable has asked to be left alone. */
    public synchronized boolean isPaused() {
        paused = paused && pausedUntil - ticker.nanos() > 0;
        return paused;
    }

    /** How the budget stands now. */
    public synchronized BudgetStatus status() {
        Instant until = isPaused() ? clock.instant().plusNanos(pausedUntil - ticker.nanos()) : null;
        return new BudgetStatus(calls, inFlight, turn.getQueueLength() + (turn.isLocked() ? 1 : 0), until);
    }

    private long nanosToWait() {
        long now = ticker.nanos();
        while (!coolingUntil.isEmpty() && coolingUntil.peekFirst() - now <= 0) {
            coolingUntil.removeFirst();
        }
        if (isPaused()) {
            return pausedUntil - now;
        }
        if (inFlight + coolingUntil.size() < limit) {
            return 0;
        }
        return coolingUntil.isEmpty() ? UNTIL_NOTIFIED : coolingUntil.peekFirst() - now;
    }
}
