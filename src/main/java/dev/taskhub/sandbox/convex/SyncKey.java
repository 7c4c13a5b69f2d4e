package dev.taskhub.sandbox.convex;

import java.util.Comparator;

/**
 * A place in a table's change feed: all rows of one mutation share its commit time, so the external id tells them apart.
 * Written as {@code syncTs:externalId}.
 *
 * @param syncTs commit time, nanoseconds since the epoch, strictly in commit order
 */
record SyncKey(long syncTs, String externalId) implements Comparable<SyncKey> {

    static final SyncKey START = new SyncKey(0, "");

    private static final Comparator<SyncKey> ORDER =
            Comparator.comparingLong(SyncKey::syncTs).thenComparing(SyncKey::externalId);

    /** @throws ConvexError when {@code cursor} was not written by {@link #toString} */
    static SyncKey parse(String cursor) {
        if (cursor == null) {
            return START;
        }
        int colon = cursor.indexOf(':');
        try {
            long syncTs = Long.parseLong(cursor, 0, Math.max(0, colon), 10);
            if (syncTs >= 0) {
                return new SyncKey(syncTs, cursor.substring(colon + 1));
            }
        } catch (NumberFormatException foreign) {
            // said below, like every other foreign cursor
        }
        throw ConvexError.validation(null, "cursor \"" + cursor + "\" is not one that changedSince returned");
    }

    @Override
    public int compareTo(SyncKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return syncTs + ":" + externalId;
    }
}
