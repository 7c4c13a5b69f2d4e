package dev.taskhub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.taskhub.sync.Consistency;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the hub stands.
 *
 * @param at when this was read
 * @param systems by name
 * @param work long pieces of work of this run, under way or finished
 * @param consistency the last comparison with the remotes, or {@code null} when there was none yet
 */
public record HubStatus(
        Instant at, Totals totals, Map<String, SystemStatus> systems, List<Work> work, Consistency.Check consistency) {

    /**
     * @param tasks those that are not deleted
     * @param outboxWaiting tasks, over all systems, the agents' inboxes included
     * @param commentsWaiting comments that a system has yet to be told about, over all systems
     * @param inboxWaiting messages kept at the doors and not worked off yet
     */
    public record Totals(
            long tasks,
            Map<String, Long> tasksByStatus,
            long outboxWaiting,
            long commentsWaiting,
            long inboxWaiting,
            long parked,
            long openConflicts) {}

    /**
     * @param left what is still to do; {@code null} where nobody knows, as AirTable does not tell how many records it has
     * @param secondsLeft how long that takes at this rate
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Work(String name, long done, Long left, double perSecond, Long secondsLeft, boolean finished) {}
}
