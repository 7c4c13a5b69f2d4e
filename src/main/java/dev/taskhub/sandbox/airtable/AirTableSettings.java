package dev.taskhub.sandbox.airtable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the imitated AirTable behaves; the initial values are properties, {@code PUT /sandbox/control/settings} changes them.
 *
 * @param requestsPerSecond what a base allows; 0 for no limit
 * @param penaltySeconds how long a base refuses everything after too many requests
 * @param iteratorSeconds how long the pages of a listing can be asked for
 * @param errorShape the shape of a 429: C as seen live, A as documented
 * @param retryAfter whether a 429 carries Retry-After
 * @param missingRecordStatus 403 as today, 404 as before 2023
 * @param monthlyQuotaUsedUp whether every call outside the meta API is refused as over the month's quota
 * @param pingRetryMillis the pause before a failed ping's first repetition; it doubles each time
 * @param clockAheadSeconds how far AirTable's clock is ahead, to let webhooks expire
 */
@ConfigurationProperties("taskhub.sandbox.airtable")
record AirTableSettings(
        @DefaultValue("5") int requestsPerSecond,
        @DefaultValue("30") int penaltySeconds,
        @DefaultValue("600") int iteratorSeconds,
        @DefaultValue("C") String errorShape,
        @DefaultValue("false") boolean retryAfter,
        @DefaultValue("403") int missingRecordStatus,
        @DefaultValue("false") boolean monthlyQuotaUsedUp,
        @DefaultValue("10000") long pingRetryMillis,
        @DefaultValue("0") long clockAheadSeconds) {

    static final AirTableSettings DEFAULTS = new AirTableSettings(5, 30, 600, "C", false, 403, false, 10_000, 0);

    AirTableSettings {
        require(requestsPerSecond >= 0, "requestsPerSecond must not be negative, 0 means no limit");
        require(penaltySeconds >= 0, "penaltySeconds must not be negative");
        require(iteratorSeconds >= 0, "iteratorSeconds must not be negative");
        require("A".equals(errorShape) || "C".equals(errorShape), "errorShape must be A or C");
        require(missingRecordStatus == 403 || missingRecordStatus == 404, "missingRecordStatus must be 403 or 404");
        require(pingRetryMillis >= 0, "pingRetryMillis must not be negative");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
