package dev.taskhub.sandbox.convex;

import java.util.Map;
import java.util.function.Supplier;

/** What a deployment keeps its tables in. */
interface Storage {

    /** Runs {@code query} on one state of the tables. */
    <T> T read(Supplier<T> query);

    /** All tables by name, as lists of rows. */
    Map<String, Object> state();

    /** Forgets all rows. */
    void clear();
}
