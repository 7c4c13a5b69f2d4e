package dev.taskhub.sandbox.airtable.formula;

import dev.taskhub.sandbox.airtable.formula.Formula.Expression;
import dev.taskhub.sandbox.airtable.formula.Formula.Literal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What formulas do with times, all in UTC. */
final class DateFunctions {

    private static final Pattern FORMAT_PART =
            Pattern.compile("YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|SSS|A|Z|.");

    private DateFunctions() {}

    /** Whether {@code earlier} is strictly before {@code later}; never, when one of them is blank. */
    static Expression ordered(Expression earlier, Expression later) {
        Expression first = date(earlier);
        Expression second = date(later);
        return row -> {
            var from = (Instant) first.of(row);
            var to = (Instant) second.of(row);
            return from != null && to != null && from.isBefore(to);
        };
    }

    static Expression same(List<Expression> arguments) {
        Expression left = date(arguments.get(0));
        Expression right = date(arguments.get(1));
        return row -> {
            var first = (Instant) left.of(row);
            var second = (Instant) right.of(row);
            if (first == null || second == null) {
                return first == second;
            }
            ChronoUnit unit = arguments.size() == 3 ? unit(arguments.get(2).of(row)) : ChronoUnit.MILLIS;
            return start(first, unit).equals(start(second, unit));
        };
    }

    /** The first minus the second, in whole units; seconds when no unit is given. */
    static Expression difference(List<Expression> arguments) {
        Expression left = date(arguments.get(0));
        Expression right = date(arguments.get(1));
        return row -> {
            var first = (Instant) left.of(row);
            var second = (Instant) right.of(row);
            if (first == null || second == null) {
                throw new FormulaError("no date");
            }
            ChronoUnit unit = arguments.size() == 3 ? unit(arguments.get(2).of(row)) : ChronoUnit.SECONDS;
            return (double) unit.between(second.atOffset(ZoneOffset.UTC), first.atOffset(ZoneOffset.UTC));
        };
    }

    static Expression plus(List<Expression> arguments) {
        Expression date = date(arguments.get(0));
        return row -> {
            var time = (Instant) date.of(row);
            if (time == null) {
                return null;
            }
            long count = (long) Values.number(arguments.get(1).of(row));
            return time.atOffset(ZoneOffset.UTC)
                    .plus(count, unit(arguments.get(2).of(row)))
                    .toInstant();
        };
    }

    static Expression parsed(List<Expression> arguments) {
        if (arguments.size() == 1) {
            return date(arguments.get(0));
        }
        return row -> {
            DateTimeFormatter format = format(Values.text(arguments.get(1).of(row)));
            try {
                var found = format.parseBest(
                        Values.text(arguments.get(0).of(row)),
                        OffsetDateTime::from,
                        LocalDateTime::from,
                        LocalDate::from);
                if (found instanceof OffsetDateTime time) {
                    return time.toInstant();
                } else if (found instanceof LocalDateTime time) {
                    return time.toInstant(ZoneOffset.UTC);
                }
                return ((LocalDate) found).atStartOfDay().toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw new FormulaError(e.getMessage());
            }
        };
    }

    static Expression formatted(List<Expression> arguments) {
        Expression date = date(arguments.get(0));
        return row -> {
            var time = (Instant) date.of(row);
            if (time == null) {
                throw new FormulaError("no date");
            }
            return arguments.size() == 1
                    ? Values.wire(time)
                    : format(Values.text(arguments.get(1).of(row))).format(time.atOffset(ZoneOffset.UTC));
        };
    }

    /** Reads a constant only once: a filter may meet a hundred thousand records. */
    private static Expression date(Expression expression) {
        if (expression instanceof Literal literal) {
            try {
                return new Literal(Values.date(literal.value()));
            } catch (FormulaError error) {
                return row -> {
                    throw error;
                };
            }
        }
        return row -> Values.date(expression.of(row));
    }

    private static Instant start(Instant time, ChronoUnit unit) {
        var moment = time.atOffset(ZoneOffset.UTC);
        return switch (unit) {
            case YEARS -> moment.withDayOfYear(1).truncatedTo(ChronoUnit.DAYS).toInstant();
            case MONTHS -> moment.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).toInstant();
            case WEEKS -> moment.minusDays(moment.getDayOfWeek().getValue() % 7)
                    .truncatedTo(ChronoUnit.DAYS)
                    .toInstant();
            default -> time.truncatedTo(unit);
        };
    }

    private static ChronoUnit unit(Object name) {
        return switch (Values.text(name)) {
            case "milliseconds", "ms" -> ChronoUnit.MILLIS;
            case "seconds", "second", "s" -> ChronoUnit.SECONDS;
            case "minutes", "minute", "m" -> ChronoUnit.MINUTES;
            case "hours", "hour", "h" -> ChronoUnit.HOURS;
            case "days", "day", "d" -> ChronoUnit.DAYS;
            case "weeks", "week", "w" -> ChronoUnit.WEEKS;
            case "months", "month", "M" -> ChronoUnit.MONTHS;
            case "years", "year", "y" -> ChronoUnit.YEARS;
            default -> throw new FormulaError("not a unit: " + name);
        };
    }

    /** AirTable's format letters are those of moment.js. */
    private static DateTimeFormatter format(String letters) {
        String pattern = FORMAT_PART.matcher(letters).replaceAll(part -> switch (part.group()) {
            case "YYYY" -> "yyyy";
            case "YY" -> "yy";
            case "DD" -> "dd";
            case "D" -> "d";
            case "A" -> "a";
            case "Z" -> "xxx";
            case "'" -> "''";
            case "MMMM", "MMM", "MM", "M", "HH", "H", "hh", "h", "mm", "m", "ss", "s", "SSS" -> part.group();
            default -> "'" + Matcher.quoteReplacement(part.group()) + "'";
        });
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
