package dev.taskhub.sync;

/**
 * How the clocks of a world run.
 *
 * @param airtableSkew by how many milliseconds AirTable's clock is ahead of the hub's
 * @param convexSkew by how many Convex's is
 * @param stepMillis how long a step takes by all of them; 0: they stand still
 */
record Clocks(long airtableSkew, long convexSkew, long stepMillis) {

    /** All of them right. */
    static final Clocks RIGHT = new Clocks(0, 0, 37);
}
