package dev.taskhub.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** How often the routes poll each remote. */
@ConfigurationProperties("taskhub")
public record PollSettings(Reader airtable, Reader convex) {

    /** @param pollEvery the time from one poll to the next */
    public record Reader(Duration pollEvery) {}
}
