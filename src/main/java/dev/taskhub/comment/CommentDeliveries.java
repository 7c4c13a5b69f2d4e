package dev.taskhub.comment;

import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.remote.RemoteUnknown;
import dev.taskhub.sync.Deliveries;
import dev.taskhub.sync.Pauses;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of comments that a remote did not take; never tried again at once, since a remote may have taken them. */
@Component("commentDeliveries")
public class CommentDeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(CommentDeliveries.class);
    private static final int FORBIDDEN = 403;

    private final CommentOutbox outbox;
    private final CommentSync sync;
    private final Pauses pauses;

    CommentDeliveries(CommentOutbox outbox, CommentSync sync, Pauses pauses) {
        this.outbox = outbox;
        this.sync = sync;
        this.pauses = pauses;
    }

    /** The remote is away: the comments wait. One that makes it fail is found by sending each alone. */
    public void postpone(List<CommentOutgoing> batch, Exception why) {
        LOG.warn("{} comments for {} wait: {}", batch.size(), batch.get(0).system(), why.getMessage());
        if (why instanceof RemoteUnexplained && batch.size() > 1) {
            outbox.sendAlone(batch);
        }
        Duration asked = why instanceof RemoteUnavailable away ? away.retryAfter() : Duration.ZERO;
        outbox.postpone(batch, asked, String.valueOf(why.getMessage()));
    }

    /** The remote was away just now: all that waits for it goes on waiting for a moment. */
    public void rest(List<CommentOutgoing> batch, Exception why) {
        pause(batch, Deliveries.REST, why);
    }

    /**
     * The remote refuses the comments. When it refuses everything, all that waits for it goes on waiting. Else each is sent
     * alone, and alone and still refused it is parked, unless rights are wanting, or it is not known there: then it is gone,
     * or what it is on.
     */
    public void refused(List<CommentOutgoing> batch, RemoteRefused why) {
        CommentOutgoing first = batch.get(0);
        if (why instanceof RemoteClosed) {
            pause(batch, Deliveries.CLOSED, why);
        } else if (batch.size() > 1) {
            outbox.sendAlone(batch);
        } else if (why instanceof RemoteUnknown && first.isDeletion() && !first.look()) {
            sync.written(List.of(new CommentWritten(first, first.externalId(), null, null, null)));
        } else if (why instanceof RemoteUnknown || why.status() == FORBIDDEN) {
            LOG.warn("Comment {} waits for rights in {}: {}", first.commentId(), first.system(), why.getMessage());
            boolean mayBeGone = why instanceof RemoteUnknown && first.look();
            outbox.postpone(batch, mayBeGone ? Duration.ZERO : Deliveries.CLOSED, why.getMessage());
        } else {
            LOG.warn("{} refuses comment {}: {}", first.system(), first.commentId(), why.getMessage());
            sync.refused(first, why.type(), why.getMessage());
        }
    }

    private void pause(List<CommentOutgoing> batch, Duration time, Exception why) {
        LOG.info("Nothing is sent to {} for {}: {}", batch.get(0).system(), time, why.getMessage());
        pauses.begin(batch.get(0).system(), time, why.getMessage());
        outbox.release(batch);
    }
}
