package dev.taskhub.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How agents take tasks.
 *
 * @param lease how long a claimed task stays its claimer's when nothing is heard of it
 * @param longestLease the longest that a claimer may ask for
 */
@ConfigurationProperties("taskhub.work")
public record WorkSettings(@DefaultValue("30m") Duration lease, @DefaultValue("24h") Duration longestLease) {}
