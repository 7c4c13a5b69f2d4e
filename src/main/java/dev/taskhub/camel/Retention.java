package dev.taskhub.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How long rows are kept that nobody needs any more. */
@Component
class Retention {

    private static final Duration MESSAGES = Duration.ofDays(14);
    private static final Duration TOMBSTONES = Duration.ofDays(30);
    private static final Duration DECISIONS = Duration.ofDays(90);

    private final Clock clock;

    Retention(Clock clock) {
        this.clock = clock;
    }

    /**
     * The times before which rows go, as parameters of the statements: epoch milliseconds, and for the column that is a
     * TIMESTAMP a calendar, which alone both databases take for the time it was written with.
     */
    Map<String, Object> cutOffs() {
        Instant now = clock.instant();
        return Map.of(
                "messagesBefore",
                now.minus(MESSAGES).toEpochMilli(),
                "filesBefore",
                GregorianCalendar.from(ZonedDateTime.ofInstant(now.minus(MESSAGES), ZoneId.systemDefault())),
                "tombstonesBefore",
                now.minus(TOMBSTONES).toEpochMilli(),
                "decisionsBefore",
                now.minus(DECISIONS).toEpochMilli());
    }
}
