package dev.taskhub.work;

import java.time.Instant;

/**
 * A task that somebody works on.
 *
 * @param endsAt when it goes back to the others, unless the claim is renewed before
 */
public record Lease(String taskId, String agent, Instant claimedAt, Instant endsAt) {}
