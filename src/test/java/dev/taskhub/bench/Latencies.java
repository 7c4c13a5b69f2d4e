package dev.taskhub.bench;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** Durations, counted in buckets that are at most 1/64 wide: exact enough for percentiles, cheap enough for a hot loop. */
public final class Latencies {

    private static final int SUB = 64;

    private final AtomicLongArray buckets = new AtomicLongArray(SUB * 60);

    public void add(long nanos) {
        buckets.incrementAndGet(bucket(Math.max(0, nanos)));
    }

    long count() {
        long count = 0;
        for (int i = 0; i < buckets.length(); i++) {
            count += buckets.get(i);
        }
        return count;
    }

    /** The upper edge of the bucket below which {@code share} of the durations lie, in milliseconds. */
    double millis(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < buckets.length(); i++) {
            seen += buckets.get(i);
            if (seen >= wanted) {
                return upperEdge(i) / 1e6;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, most %.1f ms",
                millis(0.5),
                millis(0.9),
                millis(0.99),
                millis(1));
    }

    /** The value's highest seven bits: below 64 one bucket a nanosecond, above it 64 buckets for each power of two. */
    private static int bucket(long nanos) {
        if (nanos < SUB) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - 6;
        return (shift + 1) * SUB + (int) (nanos >>> shift) - SUB;
    }

    private static long upperEdge(int bucket) {
        if (bucket < SUB) {
            return bucket + 1;
        }
        int shift = bucket / SUB - 1;
        return (long) (bucket % SUB + SUB + 1) << shift;
    }
}
