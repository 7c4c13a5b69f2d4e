package dev.taskhub.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps what is pushed at the hub before the sender is told so. Callers that arrive together share one commit, so that
 * a disk that can commit a few thousand times a second takes in many times that number of messages.
 */
@Component
public final class Inbox implements SmartLifecycle {

    static final int BATCH = 256;
    static final int QUEUE = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final long IDLE_MILLIS = 100;
    private static final int FAILURES_A_BATCH = 3;
    private static final int FORGET_AT_ONCE = 1000;
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final InboxTable table;
    private final Clock clock;
    private final BlockingQueue<Arrival> queue;

    private volatile boolean open;
    private Thread writer;
    private Instant tidyAt = Instant.EPOCH;

    @Autowired
    Inbox(InboxTable table, Clock clock) {
        this(table, clock, QUEUE);
    }

    Inbox(InboxTable table, Clock clock, int capacity) {
        this.table = table;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /**
     * Returns when the message is on disk: true when it is new, false when it repeats one that is pending or came within
     * the last five minutes, as its source and key say.
     *
     * @throws InboxUnavailable when the message is not known to be kept: too many wait, the hub stops, the store fails
     */
    public boolean accept(String source, String messageKey, String payload) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("accept waits for a commit of its own: call it outside of a transaction");
        }
        if (messageKey.indexOf('\0') >= 0 || payload.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a message from " + source + " holds a NUL character");
        }
        var arrival = new Arrival(source, messageKey, payload, clock.instant());
        if (!open) {
            throw new InboxUnavailable("the inbox is closed");
        }
        if (!queue.offer(arrival)) {
            throw new InboxUnavailable("the inbox is full: " + queue.size() + " messages wait to be kept");
        }
        // Once more: what comes in while the writer ends would lie there for ever.
        if (!open && queue.remove(arrival)) {
            throw new InboxUnavailable("the inbox is closed");
        }
        return await(arrival);
    }

    /** Messages whose work is not done yet, oldest first. */
    public List<InboxMessage> pending(int max) {
        return table.pending(max);
    }

    /** How many messages there are whose work is not done. */
    public long countPending() {
        return table.countPending();
    }

    /** All messages up to this one are done; takes part in the caller's transaction on the task list. */
    public void done(InboxMessage last) {
        table.done(last);
    }

    private boolean await(Arrival arrival) {
        try {
            return arrival.isNew.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new InboxUnavailable("the store did not keep the message", e.getCause());
        } catch (TimeoutException e) {
            throw new InboxUnavailable("the store took longer than " + LONGEST_WAIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxUnavailable("interrupted while the message was being kept", e);
        }
    }

    private void write() {
        var batch = new ArrayList<Arrival>(BATCH);
        while (open || !queue.isEmpty()) {
            try {
                var first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    tidy();
                } else {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    keep(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                // Nobody has reason to; going on keeps the promise to those who wait.
                LOG.warn("the inbox writer was interrupted and goes on");
            }
        }
    }

    /** Forgets old messages while nobody waits, few at a time. */
    private void tidy() {
        Instant now = clock.instant();
        if (now.isBefore(tidyAt)) {
            return;
        }
        try {
            boolean more = table.forget(FORGET_AT_ONCE, now) == FORGET_AT_ONCE;
            tidyAt = more ? now : now.plus(FORGET_EVERY);
        } catch (RuntimeException e) {
            LOG.warn("old messages stay in the inbox until the next look: {}", e.toString());
            tidyAt = now.plus(FORGET_EVERY);
        }
    }

    // Errors are caught as well here: the thread must live on, or nobody is let in any more.
    private void keep(List<Arrival> batch) {
        try {
            keepTogether(batch);
        } catch (Throwable e) {
            LOG.warn("{} messages were not kept together, now one by one: {}", batch.size(), e.toString());
            keepOneByOne(batch);
        }
    }

    /** Finds the few that spoil a batch; when it is the store that fails, it gives up early for all. */
    private void keepOneByOne(List<Arrival> batch) {
        int failures = 0;
        Throwable cause = null;
        for (var arrival : batch) {
            try {
                if (failures < FAILURES_A_BATCH) {
                    keepTogether(List.of(arrival));
                }
            } catch (Throwable e) {
                LOG.warn("a message from {} was not kept", arrival.source, e);
                failures++;
                cause = e;
            }
            if (cause != null) {
                // does nothing to an arrival that was kept
                arrival.isNew.completeExceptionally(cause);
            }
        }
    }

    private void keepTogether(List<Arrival> batch) {
        var added = table.add(batch, clock.instant());
        batch.forEach(arrival -> arrival.isNew.complete(added.contains(arrival)));
    }

    @Override
    public synchronized void start() {
        table.open();
        open = true;
        writer = new Thread(this::write, "inbox-writer");
        // After a start that failed nobody calls stop, and the process must end.
        writer.setDaemon(true);
        writer.start();
    }

    /** Keeps what was taken in and then ends. */
    @Override
    public synchronized void stop() {
        open = false;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(LONGEST_WAIT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /** Starts before the doors open and stops after they have closed. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** One caller's message and where the caller waits; equal only to itself. */
    static final class Arrival {
        final String source;
        final String messageKey;
        final String payload;
        final Instant receivedAt;
        private final CompletableFuture<Boolean> isNew = new CompletableFuture<>();

        Arrival(String source, String messageKey, String payload, Instant receivedAt) {
            this.source = source;
            this.messageKey = messageKey;
            this.payload = payload;
            this.receivedAt = receivedAt;
        }
    }
}
