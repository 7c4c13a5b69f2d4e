package dev.taskhub.sync;

import java.time.Clock;
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

    private final InboxTable table;
    private final Clock clock;
    private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(QUEUE);

    private volatile boolean open;
    private Thread writer;

    Inbox(InboxTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * Returns when the message is on disk: true when it is new, false when its key was there already.
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
        if (!open || !queue.offer(arrival)) {
            throw new InboxUnavailable(open ? "the inbox is full: " + QUEUE + " messages wait" : "the hub is stopping");
        }
        if (!open && queue.remove(arrival)) {
            throw new InboxUnavailable("the hub is stopping");
        }
        return await(arrival);
    }

    /** Messages whose work is not done yet, oldest first. */
    public List<InboxMessage> pending(int max) {
        return table.pending(max);
    }

    /** Marks the messages as done and forgets their payload; takes part in the caller's transaction. */
    public void done(List<InboxMessage> messages) {
        table.done(messages, clock.instant());
    }

    /** Removes messages done before that time and returns their number; a repeat that comes later counts as new. */
    public int purge(Instant before) {
        return table.purge(before);
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
                if (first != null) {
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

    private void keep(List<Arrival> batch) {
        try {
            var added = table.add(batch);
            batch.forEach(arrival -> arrival.isNew.complete(added.contains(arrival)));
        } catch (Throwable e) {
            // Errors as well: the thread must live on, or nobody is let in any more.
            if (batch.size() == 1) {
                LOG.warn("a message from {} was not kept", batch.get(0).source, e);
                batch.get(0).isNew.completeExceptionally(e);
            } else {
                LOG.warn("{} messages were not kept together, now one by one: {}", batch.size(), e.toString());
                batch.forEach(arrival -> keep(List.of(arrival)));
            }
        }
    }

    @Override
    public synchronized void start() {
        open = true;
        writer = new Thread(this::write, "inbox-writer");
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
