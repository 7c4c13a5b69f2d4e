package dev.taskhub.sync;

import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.remote.RemoteUnknown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of a batch that a remote did not take. */
@Component("deliveries")
public class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** How long to leave a remote alone that refuses everything: only a person can change that. */
    public static final Duration CLOSED = Duration.ofMinutes(30);

    /** As long as a breaker stays open before it lets a call through on trial. */
    public static final Duration REST = Duration.ofSeconds(10);

    private static final int FORBIDDEN = 403;

    /** How often in a row a batch may fail without a reason before the reason is sought in its tasks. */
    private static final int PASSING_FAILURES = 3;

    private static final String SUSPECT =
            "it answers other calls, so something in this task may be too large or of a kind it cannot take";

    private final Outbox outbox;
    private final Pauses pauses;
    private final Links links;
    private final Sync sync;

    Deliveries(Outbox outbox, Pauses pauses, Links links, Sync sync) {
        this.outbox = outbox;
        this.pauses = pauses;
        this.links = links;
        this.sync = sync;
    }

    /** The remote is away: the batch waits, longer with every failure in a row. */
    public void postpone(List<Outgoing> batch, Exception why) {
        LOG.warn("{} changes for {} wait: {}", batch.size(), batch.get(0).system(), why.getMessage());
        Duration asked = why instanceof RemoteUnavailable away ? away.retryAfter() : Duration.ZERO;
        outbox.postpone(batch, asked, String.valueOf(why.getMessage()));
    }

    /**
     * The remote answers other calls, and fails at the batch without saying why. That may pass, so the batch waits; when it
     * does not, the batch is as good as refused, because something in it is more than the remote can take.
     */
    public void failed(List<Outgoing> batch, RemoteUnexplained why) {
        if (outbox.failures(batch) < PASSING_FAILURES) {
            postpone(batch, why);
        } else {
            refused(batch, new RemoteRefused(why.status(), "UNEXPLAINED", why.getMessage() + "; " + SUSPECT));
        }
    }

    /** The remote was away just now: all that waits for it goes on waiting for a moment, without being tried. */
    public void rest(List<Outgoing> batch, Exception why) {
        LOG.info("Nothing is sent to {} for {}: {}", batch.get(0).system(), REST, why.getMessage());
        pauses.begin(batch.get(0).system(), REST, why.getMessage());
        outbox.release(batch);
    }

    /** The remote does not even show the items that are to be written: all that waits for it goes on waiting. */
    public void unread(List<Outgoing> batch, RemoteRefused why) {
        String system = batch.get(0).system();
        LOG.warn("Nothing is sent to {} for {}: {}", system, CLOSED, why.getMessage());
        pauses.begin(system, CLOSED, why.getMessage());
        outbox.release(batch);
    }

    /**
     * The remote refuses the batch. When it refuses everything, all that waits for it goes on waiting. Else each task is
     * sent alone, so that one does not hold back the others; alone and still refused, it is parked, unless rights are
     * wanting, which an operator gives, or the item is not there any more, which is a deletion.
     */
    public void refused(List<Outgoing> batch, RemoteRefused why) {
        Outgoing first = batch.get(0);
        if (why instanceof RemoteClosed) {
            unread(batch, why);
        } else if (batch.size() > 1) {
            outbox.sendAlone(batch);
        } else if (why instanceof RemoteUnknown && isKnownToBeGone(first)) {
            // Told while this was on its way. There is nothing to write now, as the next look finds.
            outbox.release(batch);
        } else if (why.status() == FORBIDDEN) {
            LOG.warn("Task {} waits for rights in {}: {}", first.taskId(), first.system(), why.getMessage());
            // A deletion that was carried out, and whose answer was lost, is refused like this; the next try shows it.
            boolean mayBeGone = first.deleted() && why instanceof RemoteUnknown;
            outbox.postpone(batch, mayBeGone ? Duration.ZERO : CLOSED, why.getMessage());
        } else if (why instanceof RemoteUnknown && first.externalId() != null) {
            gone(first);
        } else {
            LOG.warn("{} refuses task {}: {}", first.system(), first.taskId(), why.getMessage());
            sync.refused(first, why.type(), why.getMessage());
        }
    }

    private boolean isKnownToBeGone(Outgoing outgoing) {
        return outgoing.externalId() != null
                && links.find(outgoing.system(), outgoing.container(), outgoing.externalId())
                        .filter(link -> link.state() == Link.State.DELETED)
                        .isPresent();
    }

    private void gone(Outgoing outgoing) {
        if (outgoing.deleted()) {
            sync.written(List.of(new Written(outgoing, outgoing.externalId(), null, null)));
        } else {
            LOG.warn("{} has no item {} any more", outgoing.system(), outgoing.externalId());
            sync.accept(List.of(new ItemChange(
                    outgoing.system(),
                    outgoing.container(),
                    outgoing.externalId(),
                    outgoing.taskId(),
                    ItemChange.Type.DELETED,
                    Map.of(),
                    null,
                    null,
                    null,
                    null)));
            outbox.release(List.of(outgoing));
        }
    }
}
