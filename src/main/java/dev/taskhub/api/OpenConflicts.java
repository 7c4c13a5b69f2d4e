package dev.taskhub.api;

import dev.taskhub.sync.Conflict;
import dev.taskhub.sync.Conflicts;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Disagreements between the hub and a remote, as a person sees and settles them. */
@Component("openConflicts")
public class OpenConflicts {

    private static final String HUB = "hub";
    private static final String REMOTE = "remote";

    /**
     * One disagreement; its values are in the system's own terms.
     *
     * @param alias what people call the task, {@code T-124}; {@code null} when it is gone
     * @param field the task's field, or {@code life} when one side deleted what the other changed
     * @param base what both sides last agreed on
     */
    public record Disagreement(
            String id,
            String system,
            String taskId,
            String alias,
            String title,
            String field,
            Object base,
            Object hub,
            Object remote,
            Instant openedAt) {}

    /** @param open how many are open, of which {@code conflicts} shows the oldest */
    public record Listing(long open, List<Disagreement> conflicts) {}

    /** @param taken whose value now stands: {@code hub} or {@code remote} */
    public record Resolution(String id, String taken) {}

    private final Conflicts conflicts;
    private final TaskStore tasks;
    private final Sync sync;

    OpenConflicts(Conflicts conflicts, TaskStore tasks, Sync sync) {
        this.conflicts = conflicts;
        this.tasks = tasks;
        this.sync = sync;
    }

    /**
     * The conflicts that wait for a person, oldest first.
     *
     * @param limit as {@link Limit#of} takes it
     */
    public Listing open(String limit) {
        var found = conflicts.open(Limit.of(limit));
        var named = tasks.find(found.stream().map(Conflict::taskId).toList());
        return new Listing(
                conflicts.countOpen(),
                found.stream()
                        .map(conflict -> disagreement(conflict, named.get(conflict.taskId())))
                        .toList());
    }

    /**
     * Settles a conflict.
     *
     * @param request {@code {"take": "hub"}} or {@code {"take": "remote"}}
     * @param person who decides, for the event log
     * @throws IllegalArgumentException when the request says neither
     * @throws NotFound when no open conflict has this id
     */
    public Resolution resolve(String id, Map<String, Object> request, String person) {
        Object take = request.get("take");
        if (!HUB.equals(take) && !REMOTE.equals(take)) {
            throw new IllegalArgumentException(
                    "send {\"take\": \"hub\"} to keep the hub's value, or {\"take\": \"remote\"}" + " for the system's"
                            + (take == null ? "" : "; take was \"" + take + "\""));
        }
        sync.resolve(id, REMOTE.equals(take), person);
        return new Resolution(id, take.toString());
    }

    private static Disagreement disagreement(Conflict conflict, Task task) {
        return new Disagreement(
                conflict.id(),
                conflict.system(),
                conflict.taskId(),
                task == null ? null : task.alias(),
                task == null ? null : task.title(),
                conflict.field(),
                conflict.base(),
                conflict.hub(),
                conflict.remote(),
                conflict.openedAt());
    }
}
