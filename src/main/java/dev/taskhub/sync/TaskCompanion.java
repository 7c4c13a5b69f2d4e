package dev.taskhub.sync;

import java.util.List;

/** What hangs on tasks and has to follow them. Each call is part of the transaction that changes the list. */
public interface TaskCompanion {

    /** The newer task has become part of the older one. */
    void joined(String newerId, String olderId);

    /**
     * Each of these items is its task's from now on, so that what hangs on the task can be shown there.
     *
     * @param change the number of the transaction
     */
    void linked(List<Link> links, long change);
}
