package dev.taskhub.remote;

/** What a remote is shown with every call, so that it lets the hub in. */
@FunctionalInterface
public interface RemoteAuthorization {

    /**
     * The value of the header {@code Authorization}, or {@code null} for none.
     *
     * @throws RemoteUnavailable when none can be had just now
     * @throws RemoteClosed when none can be had before an operator has done something
     */
    String header();

    /** The remote took the last one. */
    default void accepted() {}

    /** The remote did not take the last one. Returns whether the next one is another, which it may take. */
    default boolean refused() {
        return false;
    }

    /** Always the same, {@code null} for none. */
    static RemoteAuthorization of(String header) {
        return () -> header;
    }
}
