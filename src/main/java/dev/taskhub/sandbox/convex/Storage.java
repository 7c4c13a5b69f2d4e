package dev.taskhub.sandbox.convex;

import java.util.Map;
import java.util.function.Supplier;

/** What a deployment keeps its tables in. */
interface Storage {

    /** Runs {@code query} on one state of the tables. */
    <T> T read(Supplier<T> query);

    /** All tables by name, as lists of rows. */
    Map<String, Object> state();

    /** The commit time up to which a reader sees everything, in nanoseconds. */
    long snapshotTs();

    /** Has {@code listener} told of every change to the tables; it must not take long. */
    void onChange(Runnable listener);

    /** Forgets all rows. */
    void clear();
}
