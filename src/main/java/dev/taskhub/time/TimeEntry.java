package dev.taskhub.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time that somebody spent on a task. Immutable.
 *
 * @param id server-issued, sorts by the time the hub learned of it (UUID version 7)
 * @param taskId the task; {@code null} while nobody knows the item that it was spent on
 * @param person who spent it, or {@code null} when nobody said
 * @param startedAt when it began, in whole milliseconds
 * @param endedAt when it ended; {@code null} while it goes on
 * @param note what for, or {@code null}
 * @param source how the hub learned of it
 * @param createdAt when that was
 * @param updatedAt when it last changed, as the system where that was done says
 * @param deletedAt when it was deleted, or {@code null}; a deleted entry is a tombstone
 * @param version counts the changes, from 1
 * @param origin the system it began in
 */
public record TimeEntry(
        String id,
        String taskId,
        String person,
        Instant startedAt,
        Instant endedAt,
        String note,
        Source source,
        Instant createdAt,
        Instant updatedAt,
        Instant deletedAt,
        long version,
        String origin) {

    /**
     * How the hub learned of an entry: STATUS and CLAIM were measured while the task was in progress, HAND and COMMIT were told
     * by somebody, CONVEX comes from there. CARRIED stands for the hours that a task had before its time was kept in entries.
     */
    public enum Source {
        STATUS,
        CLAIM,
        HAND,
        COMMIT,
        CONVEX,
        CARRIED
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** Whether it goes on. */
    public boolean isRunning() {
        return endedAt == null && deletedAt == null;
    }

    /** How long it took; nothing while it goes on. */
    public Duration length() {
        return endedAt == null ? Duration.ZERO : Duration.between(startedAt, endedAt);
    }

    /** This entry, ended. */
    TimeEntry ended(Instant end, Instant now) {
        return with(person, startedAt, end, note, source, now);
    }

    /** This entry with what somebody else says of it. */
    TimeEntry with(
            String newPerson, Instant newStart, Instant newEnd, String newNote, Source newSource, Instant changedAt) {
        return new TimeEntry(
                id,
                taskId,
                newPerson,
                newStart,
                newEnd,
                newNote,
                newSource,
                createdAt,
                changedAt,
                null,
                version + 1,
                origin);
    }

    /** This entry as a tombstone. */
    TimeEntry deleted(Instant time) {
        return new TimeEntry(
                id, taskId, person, startedAt, endedAt, note, source, createdAt, updatedAt, time, version + 1, origin);
    }
}
