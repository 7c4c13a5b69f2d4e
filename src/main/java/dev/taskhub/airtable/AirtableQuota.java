package dev.taskhub.airtable;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether the workspace has used up its API calls of the month, which AirTable tells with each call it refuses for that. It is
 * not said by when it ends: the next month, or a larger plan, shows in a call that is served.
 */
@Component("airtableQuota")
public class AirtableQuota {

    private static final Logger LOG = LoggerFactory.getLogger(AirtableQuota.class);

    /** These calls are served whatever the quota. */
    private static final String FREE = "/v0/meta/";

    private final Clock clock;
    private Instant spentSince;

    AirtableQuota(Clock clock) {
        this.clock = clock;
    }

    /** A call was refused because the month's are used up. */
    synchronized void spent() {
        if (spentSince == null) {
            spentSince = clock.instant();
            LOG.error("{}", AirtableQuotaSpent.MESSAGE);
        }
    }

    /** The call to {@code path} was served. */
    public synchronized void served(String path) {
        if (spentSince != null && !path.startsWith(FREE)) {
            LOG.info("AirTable serves calls again, which it refused since {}", spentSince);
            spentSince = null;
        }
    }

    /** Since when all calls are refused; empty while they are served. */
    public synchronized Optional<Instant> spentSince() {
        return Optional.ofNullable(spentSince);
    }
}
