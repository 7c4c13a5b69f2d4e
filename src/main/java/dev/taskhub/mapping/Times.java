package dev.taskhub.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalQueries;

/** Times as texts. What all systems can express are the years 1 to 9999. */
final class Times {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter WRITE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    /**
     * The moment that an ISO 8601 date or date and time names, or {@code null} when it names none. Without a time of day
     * it is midnight, without an offset UTC.
     */
    static Instant read(String text) {
        try {
            var parts = READ.parse(text.strip());
            LocalTime time = parts.query(TemporalQueries.localTime());
            ZoneOffset offset = parts.query(TemporalQueries.offset());
            return shared(LocalDate.from(parts)
                    .atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .toInstant(offset == null ? ZoneOffset.UTC : offset));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code instant}, or {@code null} when the systems cannot express it. */
    static Instant shared(Instant instant) {
        return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
    }

    /** As in {@code 2026-01-05T09:30:00.000Z}; what is below a millisecond is cut off. */
    static String write(Instant instant) {
        return WRITE.format(instant);
    }
}
