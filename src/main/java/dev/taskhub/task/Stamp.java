package dev.taskhub.task;

/**
 * When and through which system a field got its value.
 *
 * @param time a hybrid logical clock: milliseconds since the epoch in the upper 48 bits, a counter in the lower 16
 * @param system the system the value came from: {@code airtable}, {@code convex}, {@code claude}, {@code hub}
 */
public record Stamp(long time, String system) {

    private static final int COUNTER_BITS = 16;

    /** The stamp of a wall-clock time, with the counter at zero. */
    public static Stamp at(long epochMillis, String system) {
        return new Stamp(epochMillis << COUNTER_BITS, system);
    }

    /** The wall-clock part, in milliseconds since the epoch. */
    public long epochMillis() {
        return time >>> COUNTER_BITS;
    }
}
