package dev.taskhub.quick;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The day that a phrase in lower case names, as seen from {@code today}: {@code friday}, {@code in 3 days}, {@code end of
 * month}, {@code 4 december}. A week begins on Monday and ends, for work, on Friday.
 */
record DueDay(LocalDate today) {

    /** One group: the name of a month, whole or as its first letters. */
    static final String MONTHS =
            "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
                    + "|nov(?:ember)?|dec(?:ember)?)\\.?";

    private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private static final Pattern WEEKDAY = Pattern.compile("(this |coming |next )?"
            + "(mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)");
    private static final Pattern SPAN = Pattern.compile(
            "(?:in|within) (?:(\\d{1,3})|(an?)|(" + String.join("|", NUMBERS) + "))" + " (days?|weeks?|months?)");
    private static final Pattern END =
            Pattern.compile("(?:the )?end of (?:the |this )?(next )?(week|month|quarter|year)");
    private static final Pattern ISO = Pattern.compile("([12]\\d{3})[-/](\\d{1,2})[-/](\\d{1,2})");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.([12]\\d{3})?");
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})/(\\d{1,2})(?:/([12]\\d{3}))?");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?:the )?" + DAY + "\\.?(?: of)? " + MONTHS + "(?:,? ([12]\\d{3}))?");
    private static final Pattern MONTH_FIRST = Pattern.compile(MONTHS + " (?:the )?" + DAY + "(?:,? ([12]\\d{3}))?");
    private static final Pattern DAY_OF_MONTH = Pattern.compile("the (\\d{1,2})(?:st|nd|rd|th)");

    /** The day, or nothing when {@code phrase} names none, or one that the calendar lacks. */
    Optional<LocalDate> of(String phrase) {
        try {
            return Optional.ofNullable(day(phrase));
        } catch (DateTimeException e) {
            // 31 February: the caller says that it was not understood
            return Optional.empty();
        }
    }

    private LocalDate day(String phrase) {
        return switch (phrase) {
            case "today", "tonight", "eod", "end of day", "the end of the day", "end of the day" -> today;
            case "tomorrow" -> today.plusDays(1);
            case "the day after tomorrow", "day after tomorrow" -> today.plusDays(2);
            case "next week" -> nextMonday();
            case "next month" -> today.with(TemporalAdjusters.firstDayOfNextMonth());
            case "eow" -> end("week", false);
            case "eom" -> end("month", false);
            case "eoy" -> end("year", false);
            default -> written(phrase);
        };
    }

    private LocalDate written(String phrase) {
        MatchResult found;
        if ((found = match(WEEKDAY, phrase)) != null) {
            return weekday(found.group(2), "next ".equals(found.group(1)));
        }
        if ((found = match(SPAN, phrase)) != null) {
            return span(found);
        }
        if ((found = match(END, phrase)) != null) {
            return end(found.group(2), found.group(1) != null);
        }
        if ((found = match(ISO, phrase)) != null) {
            return LocalDate.of(number(found.group(1)), number(found.group(2)), number(found.group(3)));
        }
        if ((found = match(DOTTED, phrase)) != null) {
            return date(found.group(3), number(found.group(2)), number(found.group(1)));
        }
        if ((found = match(SLASHED, phrase)) != null) {
            return slashed(found);
        }
        if ((found = match(DAY_FIRST, phrase)) != null) {
            return date(found.group(3), month(found.group(2)), number(found.group(1)));
        }
        if ((found = match(MONTH_FIRST, phrase)) != null) {
            return date(found.group(3), month(found.group(1)), number(found.group(2)));
        }
        if ((found = match(DAY_OF_MONTH, phrase)) != null) {
            return dayOfMonth(number(found.group(1)));
        }
        return null;
    }

    private static MatchResult match(Pattern pattern, String phrase) {
        Matcher matcher = pattern.matcher(phrase);
        return matcher.matches() ? matcher : null;
    }

    private LocalDate weekday(String name, boolean ofNextWeek) {
        DayOfWeek day = List.of(DayOfWeek.values()).stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).startsWith(name.substring(0, 3)))
                .findFirst()
                .orElseThrow();
        return ofNextWeek
                ? nextMonday().with(TemporalAdjusters.nextOrSame(day))
                : today.with(TemporalAdjusters.next(day));
    }

    private LocalDate span(MatchResult found) {
        int count = found.group(1) != null
                ? number(found.group(1))
                : found.group(2) != null ? 1 : NUMBERS.indexOf(found.group(3)) + 1;
        return switch (found.group(4).charAt(0)) {
            case 'd' -> today.plusDays(count);
            case 'w' -> today.plusWeeks(count);
            default -> today.plusMonths(count);
        };
    }

    private LocalDate end(String period, boolean ofNext) {
        int later = ofNext ? 1 : 0;
        return switch (period) {
            case "week" -> today.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY))
                    .plusWeeks(later);
            case "month" -> today.plusMonths(later).with(TemporalAdjusters.lastDayOfMonth());
            case "quarter" -> today.withDayOfMonth(1)
                    .plusMonths(2 - (today.getMonthValue() - 1) % 3 + 3L * later)
                    .with(TemporalAdjusters.lastDayOfMonth());
            default -> today.plusYears(later).with(TemporalAdjusters.lastDayOfYear());
        };
    }

    /** A date that is one thing in London and another in New York is none. */
    private LocalDate slashed(MatchResult found) {
        int first = number(found.group(1));
        int second = number(found.group(2));
        if (first <= 12 && second <= 12 && first != second) {
            return null;
        }
        return first > 12 ? date(found.group(3), second, first) : date(found.group(3), first, second);
    }

    /** Without a year, the next such day; today is one. */
    private LocalDate date(String year, int month, int day) {
        if (year != null) {
            return LocalDate.of(number(year), month, day);
        }
        MonthDay date = MonthDay.of(month, day);
        int next = today.getYear();
        while (!date.isValidYear(next) || date.atYear(next).isBefore(today)) {
            next++;
        }
        return date.atYear(next);
    }

    private LocalDate dayOfMonth(int day) {
        if (day < 1 || day > 31) {
            return null;
        }
        LocalDate month = today.getDayOfMonth() <= day ? today : today.plusMonths(1);
        while (month.lengthOfMonth() < day) {
            month = month.plusMonths(1);
        }
        return month.withDayOfMonth(day);
    }

    private LocalDate nextMonday() {
        return today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    private static int month(String name) {
        return List.of(Month.values()).stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).startsWith(name.substring(0, 3)))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
