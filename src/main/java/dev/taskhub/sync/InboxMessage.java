package dev.taskhub.sync;

import java.time.Instant;

/**
 * A message that was pushed at the hub and is kept until its work is done.
 *
 * @param id grows in the order in which messages were kept
 * @param source which door it came through, such as {@code airtable}
 * @param messageKey tells a repeat of the message from a new one, within its source
 */
public record InboxMessage(long id, String source, String messageKey, String payload, Instant receivedAt) {}
