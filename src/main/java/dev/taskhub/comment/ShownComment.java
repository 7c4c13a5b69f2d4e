package dev.taskhub.comment;

import java.time.Instant;

/**
 * A comment as a system showed it, in that system's own terms.
 *
 * @param externalId its id there
 * @param itemId the task's item that it is on; {@code null} only for one that is gone
 * @param author the name of who wrote it there, or {@code null}
 * @param text what it says; {@code null} only for one that is gone
 * @param createdAt when it was written, or {@code null} when the system does not say
 * @param changedAt when it was last changed, or {@code null} when the system does not say
 * @param version the system's own version, a whole number that grows with every change, or {@code null}
 * @param own whether the hub may change it
 * @param askedAt when the system was asked for it, by the hub's clock, or {@code null} where the version tells what is old
 */
public record ShownComment(
        String system,
        String container,
        String externalId,
        String itemId,
        String author,
        String text,
        Instant createdAt,
        Instant changedAt,
        String version,
        boolean own,
        Instant askedAt) {

    /** The news that a comment is gone. */
    public static ShownComment gone(
            String system, String container, String externalId, String version, Instant askedAt) {
        return new ShownComment(system, container, externalId, null, null, null, null, null, version, true, askedAt);
    }

    boolean isGone() {
        return text == null;
    }

    CommentLink.Key key() {
        return new CommentLink.Key(system, container, externalId);
    }
}
