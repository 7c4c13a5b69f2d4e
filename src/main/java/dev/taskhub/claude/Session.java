package dev.taskhub.claude;

import java.time.Instant;

/**
 * A session of Claude Code, as its hooks told of it.
 *
 * @param agent whom it works as, or {@code null}
 * @param repository {@code null} when nothing told, like the next three
 * @param projectId the project that repository or folder belong to
 * @param taskId what it works on
 * @param endedAt {@code null} while it goes on
 * @param heardAt up to when it was told what changed in the hub, or {@code null}
 */
public record Session(
        String id,
        String agent,
        String cwd,
        String repository,
        String projectId,
        String taskId,
        Instant startedAt,
        Instant lastSeenAt,
        Instant endedAt,
        Instant heardAt) {

    /** Who is named as the one that did what the session does in the hub. */
    public String actor() {
        return agent == null ? "claude" : agent;
    }
}
