package dev.taskhub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.taskhub.airtable.BudgetStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How the hub stands with one system. Parts that a system does not have are {@code null}.
 *
 * @param why what the state comes from, in words; {@code null} when all is well
 * @param parked messages that wait for an operator
 * @param openConflicts disagreements that wait for a person
 * @param lastPollAt when the hub last read there with success
 * @param lastEventAt when a task last changed through this system
 * @param breaker {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
 * @param cursorTime the commit time up to which the system's changes have been read
 * @param live whether changes are heard of as they are made, and not by polling alone
 * @param heldDeletions deletions that wait for a person
 * @param schemaDrift how the table differs from the mapping, and what to do about it, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SystemStatus(
        State state,
        String why,
        Queue outbox,
        long parked,
        long openConflicts,
        Instant lastPollAt,
        Instant lastEventAt,
        String breaker,
        BudgetStatus budget,
        Webhook webhook,
        Instant cursorTime,
        Boolean live,
        HeldDeletions heldDeletions,
        List<String> schemaDrift) {

    /** DEGRADED: the hub works on and what is for this system waits. UNUSED: the system is not configured. */
    public enum State {
        OK,
        DEGRADED,
        UNUSED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the system has yet to be told.
     *
     * @param failed those of the waiting whose last try failed
     * @param lastError why nothing is sent at all for a while, or else why one of them failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Queue(long waiting, long failed, String lastError) {}

    /**
     * The hub's webhook there, without its secret.
     *
     * @param notificationUrl where it sends pings; {@code null} when it is only read, on a timer
     * @param cursor the next change to read
     * @param lastReadAt when its changes were last read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Webhook(String id, String notificationUrl, long cursor, Instant expiresAt, Instant lastReadAt) {}

    /**
     * Items that are missing there, so many at once that they do not count as deleted before a person agrees.
     *
     * @param items how many are missing
     * @param of how many tasks have an item there, the missing ones among them
     * @param todo what to do, in words
     */
    public record HeldDeletions(long items, long of, Instant since, String todo) {}
}
