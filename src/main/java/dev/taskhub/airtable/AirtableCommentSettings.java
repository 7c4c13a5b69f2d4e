package dev.taskhub.airtable;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub looks for comments, of which no webhook tells.
 *
 * @param commentsEvery how long after one look at all records the next one begins; zero for never
 */
@ConfigurationProperties("taskhub.airtable")
public record AirtableCommentSettings(@DefaultValue("5m") Duration commentsEvery) {

    public AirtableCommentSettings {
        if (commentsEvery.isNegative()) {
            throw new IllegalArgumentException("taskhub.airtable.comments-every is " + commentsEvery
                    + ", must not be negative; 0 switches it off");
        }
    }
}
