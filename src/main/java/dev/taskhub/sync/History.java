package dev.taskhub.sync;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskIds;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Notes in a workspace what happened to its tasks: the events, and the conflicts that wait for a person. */
@Component
final class History {

    private final TaskIds ids;
    private final Clock clock;

    History(TaskIds ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** Something that a system brought about. */
    void log(Workspace work, String taskId, TaskEvent.Type type, ItemChange change, List<FieldChange> changes) {
        log(work, taskId, type, change.actor(), change.system(), change.messageKey(), changes);
    }

    /** Something that was decided in the hub. */
    void log(Workspace work, String taskId, TaskEvent.Type type, String actor, List<FieldChange> changes) {
        log(work, taskId, type, actor, TaskSync.HUB, null, changes);
    }

    /** A disagreement with what {@code change} showed: on a field or, with {@link Conflict#LIFE}, on whether the task is there. */
    void dispute(Workspace work, Link link, String field, Object base, Object hub, Object remote, ItemChange change) {
        work.open(new Conflict(
                String.join(":", link.system(), link.taskId(), field, ids.get()),
                link.taskId(),
                link.system(),
                link.container(),
                link.externalId(),
                field,
                base,
                hub,
                remote,
                change.changedAt(),
                change.actor(),
                clock.instant(),
                null));
    }

    private void log(
            Workspace work,
            String taskId,
            TaskEvent.Type type,
            String actor,
            String system,
            String messageKey,
            List<FieldChange> changes) {
        work.log(new TaskEvent(ids.get(), taskId, clock.instant(), type, actor, system, messageKey, changes));
    }
}
