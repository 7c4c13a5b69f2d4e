package dev.taskhub.comment;

import java.time.Instant;

/**
 * What somebody wrote about a task. Immutable.
 *
 * @param id server-issued, sorts by the time the hub learned of it (UUID version 7)
 * @param taskId the task it is about; {@code null} while nobody knows the item that it was written on
 * @param author as the system it was written in names them, or {@code null} when it does not say
 * @param body the text; empty where a system lets a comment have none
 * @param createdAt when it was written, as that system says
 * @param updatedAt when the text last changed, as the system where that was done says
 * @param deletedAt when it was deleted, or {@code null}; a deleted comment is a tombstone
 * @param version counts the changes, from 1
 * @param origin the system it was written in
 */
public record Comment(
        String id,
        String taskId,
        String author,
        String body,
        Instant createdAt,
        Instant updatedAt,
        Instant deletedAt,
        long version,
        String origin) {

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** This comment, alive, with another text since {@code time}. */
    Comment withBody(String newBody, Instant time) {
        return new Comment(id, taskId, author, newBody, createdAt, time, null, version + 1, origin);
    }

    /** This comment as a tombstone. */
    Comment deleted(Instant time) {
        return new Comment(id, taskId, author, body, createdAt, updatedAt, time, version + 1, origin);
    }

    /** This comment, about a task. */
    Comment ofTask(String newTaskId) {
        return new Comment(id, newTaskId, author, body, createdAt, updatedAt, deletedAt, version, origin);
    }
}
