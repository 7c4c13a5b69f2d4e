package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;
import java.util.function.Supplier;

/**
 * A place in an outside system where every task of the hub is to be shown.
 *
 * @param inForce gives the mapping for the columns that the system has now
 */
public record Remote(String system, String container, Supplier<Mapping> inForce) {

    /** A place whose columns do not change. */
    public Remote(String system, String container, Mapping mapping) {
        this(system, container, () -> mapping);
    }

    Mapping mapping() {
        return inForce.get();
    }
}
