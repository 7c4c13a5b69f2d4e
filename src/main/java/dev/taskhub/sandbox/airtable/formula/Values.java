package dev.taskhub.sandbox.airtable.formula;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.stream.Collectors;

/** How AirTable reads a value of one kind as another. Times are UTC. */
public final class Values {

    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .toFormatter();

    private Values() {}

    /** An instant as AirTable writes it: {@code 2026-01-05T09:30:00.000Z}. */
    public static String wire(Instant instant) {
        return WIRE.format(instant);
    }

    /**
     * The instant of an ISO date or date and time, UTC where it names no zone.
     *
     * @throws DateTimeParseException when it is neither
     */
    public static Instant instant(String text) {
        TemporalAccessor parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof OffsetDateTime time) {
            return time.toInstant();
        } else if (parsed instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        return ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** How a value shows as text: blank is empty, lists are joined by a comma. */
    public static String text(Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Boolean yes) {
            return yes ? "1" : "0";
        } else if (value instanceof Double number) {
            return number.isNaN() || number.isInfinite()
                    ? number.toString()
                    : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        } else if (value instanceof Instant time) {
            return wire(time);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Values::text).collect(Collectors.joining(", "));
        }
        return value.toString();
    }

    static boolean truthy(Object value) {
        if (value instanceof Boolean yes) {
            return yes;
        } else if (value instanceof Double number) {
            return number != 0 && !number.isNaN();
        }
        return !isBlank(value);
    }

    static boolean isBlank(Object value) {
        return value == null || "".equals(value) || value instanceof List<?> list && list.isEmpty();
    }

    static double number(Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof Double number) {
            return number;
        } else if (value instanceof Boolean yes) {
            return yes ? 1 : 0;
        } else if (value instanceof List<?> list && list.size() == 1) {
            return number(list.get(0));
        } else if (value instanceof String text) {
            try {
                return Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw new FormulaError("not a number: " + text);
            }
        }
        throw new FormulaError("not a number");
    }

    /** The value as a time, {@code null} when blank. */
    static Instant date(Object value) {
        if (isBlank(value)) {
            return null;
        } else if (value instanceof Instant time) {
            return time;
        } else if (value instanceof String text) {
            try {
                return instant(text.strip());
            } catch (DateTimeParseException e) {
                throw new FormulaError("not a date: " + text);
            }
        }
        throw new FormulaError("not a date");
    }

    static boolean same(Object left, Object right) {
        if (isBlank(left) || isBlank(right)) {
            return !truthy(left) && !truthy(right);
        } else if (isNumeric(left) || isNumeric(right)) {
            return isNumeric(left) && isNumeric(right) && number(left) == number(right);
        }
        return text(left).equals(text(right));
    }

    /** Less than, equal to or greater than zero, as {@code left} comes before, with or after {@code right}. */
    static int compare(Object left, Object right) {
        if (left instanceof Instant || right instanceof Instant) {
            Instant first = date(left);
            Instant second = date(right);
            if (first == null || second == null) {
                return Boolean.compare(first != null, second != null);
            }
            return first.compareTo(second);
        } else if (left instanceof String && right instanceof String) {
            return text(left).compareTo(text(right));
        }
        return Double.compare(number(left), number(right));
    }

    private static boolean isNumeric(Object value) {
        return value instanceof Double || value instanceof Boolean;
    }
}
