package dev.taskhub.api;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.Conflict;
import dev.taskhub.sync.Conflicts;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvents;
import dev.taskhub.task.TaskField;
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
    private static final String WRITE = "write";
    private static final String WRITTEN = "written";

    /**
     * One disagreement; its values are in the system's own terms.
     *
     * @param alias what people call the task, {@code T-124}; {@code null} when it is gone
     * @param field the task's field, or {@code life} when one side deleted what the other changed
     * @param base what both sides last agreed on
     * @param hubSet when the hub's value was set and by whom
     * @param remoteSet when the system's value was set and by whom
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
            Origin hubSet,
            Origin remoteSet,
            Instant openedAt) {}

    /**
     * Where one side of a disagreement comes from; {@code null} for what nobody told.
     *
     * @param at when it was set, as the system it came from says
     * @param by the person or agent, as that system names them
     * @param through the system it came from
     */
    public record Origin(Instant at, String by, String through) {}

    /** @param open how many are open, of which {@code conflicts} shows the oldest */
    public record Listing(long open, List<Disagreement> conflicts) {}

    /** @param taken what now stands: the value of {@code hub} or {@code remote}, or the one {@code written} */
    public record Resolution(String id, String taken) {}

    private final Conflicts conflicts;
    private final TaskStore tasks;
    private final TaskEvents events;
    private final Sync sync;

    OpenConflicts(Conflicts conflicts, TaskStore tasks, TaskEvents events, Sync sync) {
        this.conflicts = conflicts;
        this.tasks = tasks;
        this.events = events;
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
     * @param request {@code {"take": "hub"}}, {@code {"take": "remote"}}, or {@code {"write": ...}} with a value of the field's
     *     kind, where {@code null} empties the field
     * @param person who decides, for the event log
     * @throws IllegalArgumentException when the request says none of these or two, or there is no value to write
     * @throws Untranslatable when the field cannot hold the value written, or the hub the system's
     * @throws NotFound when no open conflict has this id
     */
    public Resolution resolve(String id, Map<String, Object> request, String person) {
        Object take = request.get("take");
        if (request.containsKey(WRITE) && take == null) {
            sync.resolveWith(id, request.get(WRITE), person);
            return new Resolution(id, WRITTEN);
        }
        if (request.containsKey(WRITE) || !HUB.equals(take) && !REMOTE.equals(take)) {
            throw new IllegalArgumentException(
                    "send {\"take\": \"hub\"} to keep the hub's value, {\"take\": \"remote\"} for the system's,"
                            + " or {\"write\": ...} for another; one of these"
                            + (take == null ? "" : "; take was \"" + take + "\""));
        }
        sync.resolve(id, REMOTE.equals(take), person);
        return new Resolution(id, take.toString());
    }

    private Disagreement disagreement(Conflict conflict, Task task) {
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
                hubOrigin(conflict, task),
                new Origin(conflict.remoteAt(), conflict.remoteBy(), conflict.system()),
                conflict.openedAt());
    }

    private Origin hubOrigin(Conflict conflict, Task task) {
        TaskField field = TaskField.named(conflict.field()).orElse(null);
        TaskEvents.Entry event = (field == null
                        ? events.last(conflict.taskId())
                        : events.lastChange(conflict.taskId(), field))
                .orElse(null);
        Stamp stamp = task == null || field == null ? null : task.stamps().get(field);
        // An edit of the hub that yields to any other carries no time of its own.
        boolean stamped = stamp != null && stamp.epochMillis() > 0;
        if (!stamped) {
            return event == null ? null : new Origin(event.at(), event.actor(), event.system());
        }
        String by = event == null || !event.system().equals(stamp.system()) ? null : event.actor();
        return new Origin(Instant.ofEpochMilli(stamp.epochMillis()), by, stamp.system());
    }
}
