package dev.taskhub.sync;

import dev.taskhub.remote.RemoteRefused;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of a batch that a remote did not take. */
@Component("deliveries")
public class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Outbox outbox;
    private final Sync sync;

    Deliveries(Outbox outbox, Sync sync) {
        this.outbox = outbox;
        this.sync = sync;
    }

    /** The remote is away: the batch waits, longer with every failure in a row. */
    public void postpone(List<Outgoing> batch, Exception why) {
        LOG.warn("{} changes for {} wait: {}", batch.size(), batch.get(0).system(), why.getMessage());
        outbox.postpone(batch, Duration.ZERO, String.valueOf(why.getMessage()));
    }

    /**
     * The remote refuses the batch: each task is sent alone, so that one does not hold back the others; alone and still
     * refused, it is parked. What is refused for want of permission altogether waits for the operator instead.
     */
    public void refused(List<Outgoing> batch, RemoteRefused why) {
        if (why.status() == 401) {
            postpone(batch, why);
        } else if (batch.size() > 1) {
            outbox.sendAlone(batch);
        } else {
            Outgoing outgoing = batch.get(0);
            LOG.warn("{} refuses task {}: {}", outgoing.system(), outgoing.taskId(), why.getMessage());
            sync.refused(outgoing, why.type(), why.getMessage());
        }
    }
}
