package dev.taskhub.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How differences are settled.
 *
 * @param conflict by field ({@code default} for all others): {@code latest}, {@code manual} or {@code authority:<system>}
 * @param order the systems whose word counts more when two changes carry the same stamp, the strongest first
 * @param maxAhead how far a system's clock may run ahead before its times are cut to ours
 * @param settle by field: how long a changed value rests before it travels on
 * @param damperFlips how often a field may flip between two values through different systems within {@code damperWindow}
 * @param matchTitles whether tasks of the same title that several systems held before the hub met them become one
 */
@ConfigurationProperties("taskhub.sync")
public record SyncSettings(
        @DefaultValue Map<String, String> conflict,
        @DefaultValue({"airtable", "convex", "claude", "hub"}) List<String> order,
        @DefaultValue("60s") Duration maxAhead,
        @DefaultValue Map<String, Duration> settle,
        @DefaultValue("3") int damperFlips,
        @DefaultValue("10m") Duration damperWindow,
        @DefaultValue("true") boolean matchTitles) {}
