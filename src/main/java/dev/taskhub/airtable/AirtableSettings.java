package dev.taskhub.airtable;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub talks to AirTable.
 *
 * @param url where the API answers, without {@code /v0}
 * @param token the personal access token; never printed
 * @param baseId the base, {@code app...}
 * @param requestsPerSecond calls allowed per second for the base, all routes together; 0 switches the limit off
 * @param penalty how long to leave the base alone after a 429 that names no time of its own
 * @param pollOverlap how far a poll reaches back behind what was already read, for edits that became visible late
 * @param pollLag how long an edit rests before a poll takes it, because AirTable saves letter by letter
 * @param listEvery how long a poll does without a listing while the webhook's change log tells of what changed
 * @param webhookSecret the key of the plain webhook form's signature, or empty when that form is not used; never printed
 */
@ConfigurationProperties("taskhub.airtable")
public record AirtableSettings(
        @DefaultValue("https://api.airtable.com") String url,
        @DefaultValue("") String token,
        @DefaultValue("") String baseId,
        @DefaultValue("4.9") double requestsPerSecond,
        @DefaultValue("30s") Duration penalty,
        @DefaultValue("60s") Duration pollOverlap,
        @DefaultValue("10s") Duration pollLag,
        @DefaultValue("5m") Duration listEvery,
        @DefaultValue("") String webhookSecret) {

    public AirtableSettings {
        if (!(requestsPerSecond >= 0) || requestsPerSecond > 1000) {
            throw new IllegalArgumentException(
                    "taskhub.airtable.requests-per-second is " + requestsPerSecond + ", must be from 0 (off) to 1000");
        }
        // AirTable shows whole seconds and IS_AFTER is strict: below one second of overlap, edits would be missed.
        if (pollOverlap.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "taskhub.airtable.poll-overlap is " + pollOverlap + ", must be 1s or more");
        }
        if (penalty.isNegative() || pollLag.isNegative()) {
            throw new IllegalArgumentException("taskhub.airtable.penalty and poll-lag must not be negative");
        }
    }

    @Override
    public String toString() {
        return "AirtableSettings[url=" + url + ", baseId=" + baseId + ", requestsPerSecond=" + requestsPerSecond + "]";
    }
}
