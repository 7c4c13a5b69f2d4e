package dev.taskhub.convex;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How reading from Convex goes, by whichever adapter is in use. */
public interface ConvexReading {

    /** When something was last read with success. */
    Optional<Instant> lastRead();

    /** The commit time up to which changes have been read, where the adapter knows it. */
    default Optional<Instant> cursorTime() {
        return Optional.empty();
    }

    /** How often something should be read, where that is not the poll's period. */
    default Optional<Duration> every() {
        return Optional.empty();
    }

    /** What cannot be read although Convex answers. */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
