package dev.taskhub.convex;

import dev.taskhub.remote.RemoteRefused;

/**
 * The sync kit refused one call with an error of its own. {@link #type()} is the kit's code: {@code VERSION_CONFLICT} (the row
 * changed since it was last read: read it again, merge, send again), {@code VALIDATION}, or {@code
 * TOO_MANY_ITEMS}.
 */
public final class ConvexRefused extends RemoteRefused {

    /** A row is no longer at the version that was expected. */
    public static final String VERSION_CONFLICT = "VERSION_CONFLICT";

    private final String externalId;

    ConvexRefused(int status, String code, String message, String externalId) {
        super(status, code, message);
        this.externalId = externalId;
    }

    /** The item the error is about, or {@code null} when it is about the whole call. */
    public String externalId() {
        return externalId;
    }

    public boolean isVersionConflict() {
        return VERSION_CONFLICT.equals(type());
    }
}
