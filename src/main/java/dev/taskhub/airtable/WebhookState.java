package dev.taskhub.airtable;

import java.time.Instant;

/**
 * The webhook the hub has made in AirTable.
 *
 * @param macSecretBase64 the key of its pings' signatures, shown only once; a secret
 * @param cursor the payload to read next, from 1
 * @param expiresAt when it runs out unless refreshed, or {@code null} when it does not say
 * @param notificationUrl where it sends pings, or {@code null} when it is only read
 * @param tableId the table it watches
 */
public record WebhookState(
        String webhookId,
        String macSecretBase64,
        long cursor,
        Instant expiresAt,
        String notificationUrl,
        String tableId) {

    /** This state with reading gone on to {@code nextCursor}. */
    public WebhookState withCursor(long nextCursor) {
        return new WebhookState(webhookId, macSecretBase64, nextCursor, expiresAt, notificationUrl, tableId);
    }

    WebhookState withExpiresAt(Instant instant) {
        return new WebhookState(webhookId, macSecretBase64, cursor, instant, notificationUrl, tableId);
    }

    @Override
    public String toString() {
        return "WebhookState[webhookId=" + webhookId + ", cursor=" + cursor + ", expiresAt=" + expiresAt
                + ", notificationUrl=" + notificationUrl + ", tableId=" + tableId + "]";
    }
}
