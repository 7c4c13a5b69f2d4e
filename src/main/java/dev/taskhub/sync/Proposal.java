package dev.taskhub.sync;

import java.time.Instant;

/**
 * That two tasks may be one. While nobody has decided, no items are made of them in a remote, since that would double what
 * is there.
 *
 * @param why what speaks for it, and why it is not sure
 */
public record Proposal(String id, String olderTask, String newerTask, String why, Instant proposedAt) {

    /** The task that this one may be. */
    String partnerOf(String taskId) {
        return taskId.equals(olderTask) ? newerTask : olderTask;
    }
}
