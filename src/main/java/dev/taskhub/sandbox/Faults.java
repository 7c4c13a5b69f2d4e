package dev.taskhub.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The misbehaviour that is switched on. Which request is struck is drawn from a seeded source, so that runs repeat. */
public final class Faults {

    private static final Set<String> PING_KINDS = Set.of("drop-ping", "double-ping");
    private static final Set<String> REQUEST_KINDS = Set.of(
            "429",
            "500",
            "500-after-commit",
            "502",
            "503",
            "timeout",
            "reset",
            "reset-after-commit",
            "slow",
            "cut-body",
            "cut-json",
            "html",
            "repeated-answer");

    /**
     * One kind of misbehaviour.
     *
     * @param rate the share of requests it strikes, 0 to 1
     * @param seconds how long {@code timeout} and {@code slow} hold a request; how long {@code 429} and {@code 503} ask to be
     *     left alone, which they do not say unless told
     */
    public record Fault(String remote, String kind, double rate, Double seconds) {

        public Fault {
            if (remote == null || remote.isBlank()) {
                throw new IllegalArgumentException("a fault needs a remote, airtable or convex");
            } else if (!REQUEST_KINDS.contains(kind) && !PING_KINDS.contains(kind)) {
                throw new IllegalArgumentException(
                        "fault kind " + kind + " is not one of " + REQUEST_KINDS + " and " + PING_KINDS);
            } else if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("fault " + kind + ": rate " + rate + " is not from 0 to 1");
            } else if (seconds != null && !(seconds >= 0 && seconds <= 120)) {
                throw new IllegalArgumentException("fault " + kind + ": seconds " + seconds + " are not from 0 to 120");
            }
        }

        /** How long to hold a request, in milliseconds: 30 s for a timeout and 2 s for slowness unless told otherwise. */
        long holdMillis() {
            double standard = kind.equals("timeout") ? 30 : 2;
            return Math.round(1000 * (seconds == null ? standard : seconds));
        }
    }

    private List<Fault> faults = List.of();
    private long seed = 1;
    private Random random = new Random(seed);

    synchronized List<Fault> all() {
        return faults;
    }

    synchronized long seed() {
        return seed;
    }

    /** Replaces the faults; the draws begin anew from {@code newSeed}. */
    synchronized void set(List<Fault> newFaults, long newSeed) {
        faults = List.copyOf(newFaults);
        seed = newSeed;
        random = new Random(newSeed);
    }

    /** Whether a ping of {@code remote} meets the fault {@code kind}. */
    public synchronized boolean strikes(String remote, String kind) {
        return faults.stream()
                .anyMatch(fault ->
                        fault.kind.equals(kind) && fault.remote.equals(remote) && random.nextDouble() < fault.rate);
    }

    /** Whether requests to {@code remote} may meet the fault {@code kind}. */
    synchronized boolean has(String remote, String kind) {
        return faults.stream().anyMatch(fault -> fault.kind.equals(kind) && fault.remote.equals(remote));
    }

    /** The fault that the next request to {@code remote} meets. */
    synchronized Optional<Fault> next(String remote) {
        return faults.stream()
                .filter(fault -> fault.remote.equals(remote) && REQUEST_KINDS.contains(fault.kind))
                .filter(fault -> random.nextDouble() < fault.rate)
                .findFirst();
    }
}
