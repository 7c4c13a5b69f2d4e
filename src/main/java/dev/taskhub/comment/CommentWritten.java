package dev.taskhub.comment;

import java.time.Instant;

/**
 * What a system answered to a write.
 *
 * @param externalId the comment's id there
 * @param text what it says there now, as the system stored it; {@code null} for a deletion
 * @param changedAt when the system says that this was, or {@code null}
 * @param version the system's version after the write, or {@code null}
 */
public record CommentWritten(
        CommentOutgoing outgoing, String externalId, String text, Instant changedAt, String version) {}
