package dev.taskhub.sandbox.airtable;

import java.time.Instant;
import java.util.Map;

/**
 * A webhook, without its payloads. Immutable.
 *
 * @param secret base64 of the 128 bytes that sign the pings
 * @param notificationUrl {@code null} for a log that is only read
 * @param nextPayload the position the next payload will get, from 1
 * @param lastSuccess when a ping was last accepted, or {@code null}
 * @param lastResult the outcome of the last ping as the API shows it, or {@code null}
 */
record Webhook(
        String id,
        Map<String, Object> specification,
        String notificationUrl,
        String secret,
        int nextPayload,
        boolean notificationsEnabled,
        Instant lastSuccess,
        Map<String, Object> lastResult,
        Instant expiration) {

    boolean isActive(Instant now) {
        return now.isBefore(expiration);
    }

    boolean isPinged() {
        return notificationUrl != null && notificationsEnabled;
    }

    Webhook withNextPayload(int next) {
        return new Webhook(
                id,
                specification,
                notificationUrl,
                secret,
                next,
                notificationsEnabled,
                lastSuccess,
                lastResult,
                expiration);
    }

    Webhook withExpiration(Instant instant) {
        return new Webhook(
                id,
                specification,
                notificationUrl,
                secret,
                nextPayload,
                notificationsEnabled,
                lastSuccess,
                lastResult,
                instant);
    }

    Webhook withNotifications(boolean enabled) {
        return new Webhook(
                id, specification, notificationUrl, secret, nextPayload, enabled, lastSuccess, lastResult, expiration);
    }

    Webhook withResult(Instant success, Map<String, Object> result) {
        return new Webhook(
                id,
                specification,
                notificationUrl,
                secret,
                nextPayload,
                notificationsEnabled,
                success,
                result,
                expiration);
    }
}
