package dev.taskhub.plan;

/** Where a task stands in the order of work, by names; {@code null} for what is unknown or has no name. */
public record Place(String project, String phase, String stage) {

    /** Nowhere that is known. */
    public static final Place NONE = new Place(null, null, null);
}
