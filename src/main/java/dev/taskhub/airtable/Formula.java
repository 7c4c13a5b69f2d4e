package dev.taskhub.airtable;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the few AirTable formulas the hub filters by (reference: AirTable's formula field reference). */
final class Formula {

    // As AirTable itself writes times.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Formula() {}

    static String column(String name) {
        return "{" + name.replace("}", "\\}") + "}";
    }

    static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Records with one of {@code ids}. A single id goes without OR, whose one-argument form is not documented. */
    static String ids(List<String> ids) {
        String tests = ids.stream().map(id -> "RECORD_ID()=" + text(id)).collect(Collectors.joining(", "));
        return ids.size() == 1 ? tests : "OR(" + tests + ")";
    }

    /**
     * Records changed after {@code from} and, unless {@code upper} is {@code null}, before it. A record that was never
     * edited may have no last-modified time; its creation counts then.
     */
    static String changed(String modifiedColumn, Instant from, Instant upper) {
        String modified = column(modifiedColumn);
        String edited = within(modified, from, upper);
        String untouched = modified + "=BLANK(), " + within("CREATED_TIME()", from, upper);
        return "OR(" + (upper == null ? edited : "AND(" + edited + ")") + ", AND(" + untouched + "))";
    }

    private static String within(String time, Instant from, Instant upper) {
        String after = "IS_AFTER(" + time + ", " + text(TIME.format(from)) + ")";
        return upper == null ? after : after + ", IS_BEFORE(" + time + ", " + text(TIME.format(upper)) + ")";
    }
}
