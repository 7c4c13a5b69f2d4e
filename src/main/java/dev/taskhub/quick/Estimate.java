package dev.taskhub.quick;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations of work. A day is 8 hours and a week is 5 days. */
final class Estimate {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,3}(?:[.,]\\d{1,2})?) ?"
            + "(?:(m|mins?|minutes?)|(h|hrs?|hours?)(?: ?(\\d{1,2}) ?(?:m|mins?|minutes?))?|(d|days?)|(w|weeks?))");

    private Estimate() {}

    /** The hours in {@code 4h}, {@code 1h30m}, {@code 30 minutes} or {@code 2d}, to two places; nothing for no work. */
    static Optional<Double> hours(String duration) {
        Matcher found = DURATION.matcher(duration);
        if (!found.matches()) {
            return Optional.empty();
        }
        double count = Double.parseDouble(found.group(1).replace(',', '.'));
        double hours;
        if (found.group(2) != null) {
            hours = count / 60;
        } else if (found.group(3) != null) {
            hours = count + (found.group(4) == null ? 0 : Double.parseDouble(found.group(4)) / 60);
        } else {
            hours = count * (found.group(5) != null ? 8 : 40);
        }
        double rounded = Math.round(hours * 100) / 100.0;
        return rounded > 0 ? Optional.of(rounded) : Optional.empty();
    }

    /** As in {@code 4 h} and {@code 0.5 h}. */
    static String text(double hours) {
        return hours == Math.rint(hours) ? String.format(Locale.ROOT, "%.0f h", hours) : String.valueOf(hours) + " h";
    }
}
