package dev.taskhub.sandbox;

import java.util.Map;

/** One imitated remote, as the sandbox's control sees it. */
public interface SandboxRemote {

    /** {@code airtable} or {@code convex}; also the first path segment after {@code /sandbox/}. */
    String name();

    /** Everything the remote holds, in the form {@code GET /sandbox/control/state} shows. */
    Map<String, Object> state();

    /** The remote's own settings in force, such as {@code requestsPerSecond}. */
    Map<String, Object> settings();

    /**
     * Changes the given settings and leaves the others.
     *
     * @throws IllegalArgumentException for an unknown name or a value of the wrong type, naming it
     */
    void change(Map<String, Object> settings);

    /** Goes back to the seed: all data is replaced, settings stay. */
    default void reset() {}
}
