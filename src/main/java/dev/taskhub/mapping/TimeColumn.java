package dev.taskhub.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A moment in one of three spellings, rounded down to what the spelling holds; see {@link Times} for the range. */
enum TimeColumn implements Column {
    DATE("a date such as 2026-01-05") {
        @Override
        Object write(Instant instant) {
            return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
        }
    },
    DATETIME("a date and time such as 2026-01-05T09:30:00.000Z") {
        @Override
        Object write(Instant instant) {
            return Times.write(instant);
        }
    },
    MILLIS("a time in milliseconds since 1970, of the years 1 to 9999") {
        @Override
        Object write(Instant instant) {
            return (double) instant.toEpochMilli();
        }

        @Override
        Instant read(Object remote) {
            if (!(remote instanceof Number number)) {
                return null;
            }
            double millis = Math.floor(number.doubleValue());
            return Math.abs(millis) <= MAX_EXACT ? Times.shared(Instant.ofEpochMilli((long) millis)) : null;
        }
    };

    private static final double MAX_EXACT = 1L << 53;

    private final String expected;

    TimeColumn(String expected) {
        this.expected = expected;
    }

    abstract Object write(Instant instant);

    /** The moment {@code remote} stands for, or {@code null} when it stands for none. */
    Instant read(Object remote) {
        return remote instanceof String text ? Times.read(text) : null;
    }

    @Override
    public Object normalise(Object raw) {
        if (raw instanceof String text && text.isBlank()) {
            return null;
        }
        Instant instant = read(raw);
        return instant == null ? NONE : write(instant);
    }

    @Override
    public Object toHub(Object normal) {
        return read(normal);
    }

    @Override
    public Object toRemote(Object hub) {
        Instant instant = hub instanceof Instant moment ? Times.shared(moment) : null;
        return instant == null ? NONE : write(instant);
    }

    @Override
    public String expected() {
        return expected;
    }
}
