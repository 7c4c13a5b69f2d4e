package dev.taskhub.comment;

import java.time.Instant;

/**
 * A comment that a system has yet to be told about.
 *
 * @param itemId the task's item there, which the comment is on or is to be made on
 * @param externalId its id there, or the one to make it under where the hub chooses
 * @param text what it is to say, in the system's terms; {@code null} for a deletion
 * @param author who wrote it, or {@code null}
 * @param remoteVersion the system's version that the base stands for, or {@code null}
 * @param look whether the system has to be looked at before, because it may hold what the hub does not know
 * @param revision the outbox row's revision when it was claimed; a change after that keeps the row
 */
public record CommentOutgoing(
        String commentId,
        String system,
        String container,
        String itemId,
        String externalId,
        Kind kind,
        String text,
        String author,
        Instant createdAt,
        String remoteVersion,
        boolean look,
        long revision) {

    public enum Kind {
        CREATE,
        UPDATE,
        DELETE
    }

    public boolean isDeletion() {
        return kind == Kind.DELETE;
    }
}
