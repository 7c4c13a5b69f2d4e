package dev.taskhub.convex;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Consistency;
import dev.taskhub.sync.Sync;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows the consistency check all rows, by a change feed that is read from its beginning; the hub's own cursor stays. */
@Component("convexConsistency")
public final class ConvexConsistency {

    private static final Logger LOG = LoggerFactory.getLogger(ConvexConsistency.class);
    private static final int LEFT_ALONE_ABOVE_ONE_IN = 5;

    /**
     * How far reading has come.
     *
     * @param cursor where to read on; {@code null} at the beginning
     * @param done whether the last page was read
     */
    public record Feed(String cursor, boolean done) {}

    private final ConvexCalls calls;
    private final ConvexChanges changes;
    private final Consistency consistency;
    private final Sync sync;

    ConvexConsistency(ConvexCalls calls, ConvexChanges changes, Consistency consistency, Sync sync) {
        this.calls = calls;
        this.changes = changes;
        this.consistency = consistency;
        this.sync = sync;
    }

    /** The feed's beginning. */
    public Feed begin() {
        consistency.begin(ConvexChanges.SYSTEM);
        return new Feed(null, false);
    }

    /** Whether {@code reading} has come to a page that is not the last one; not if Convex went away in between. */
    public boolean isUnfinished(Object reading) {
        return reading instanceof Feed feed && !feed.done();
    }

    /** Whether {@code reading} has come to its end. */
    public boolean isFinished(Object reading) {
        return reading instanceof Feed feed && feed.done();
    }

    /** The call for the next page. */
    public RemoteCall next(Feed feed) {
        return calls.changedSince(feed.cursor());
    }

    /**
     * Has a page compared, and returns where to read on.
     *
     * @throws RemoteUnavailable when there is another page but no way to it
     */
    public Feed compare(Feed feed, Map<String, Object> answer) {
        ConvexPage page = changes.page(answer);
        if (page.hasMore() && (page.cursor() == null || page.cursor().equals(feed.cursor()))) {
            throw new RemoteUnavailable("Convex tells of more changes, but its cursor stays at " + page.cursor()
                    + "; the check ends here. If this stays, deploy the sync kit of this version");
        }
        consistency.compare(ConvexChanges.SYSTEM, page.changes());
        return new Feed(page.cursor(), !page.hasMore());
    }

    /**
     * Ends the check. Rows that left no tombstone were deleted without the kit's knowledge, and are taken for deleted when
     * the check repairs; not if they are more than a fifth, which is likelier a mishap.
     */
    public void end() {
        var gone = consistency.end(ConvexChanges.SYSTEM);
        if (gone.isEmpty()) {
            return;
        }
        long compared = consistency.compared(ConvexChanges.SYSTEM);
        if ((long) gone.size() * LEFT_ALONE_ABOVE_ONE_IN > compared) {
            LOG.warn(
                    "{} of {} rows are missing from Convex without a trace, more than a fifth: the hub takes none for deleted",
                    gone.size(),
                    compared);
            return;
        }
        sync.accept(gone.stream().map(changes::gone).toList());
        consistency.repaired(ConvexChanges.SYSTEM, gone.size());
    }
}
