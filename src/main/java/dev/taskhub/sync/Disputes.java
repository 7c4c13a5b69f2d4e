package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks after open conflicts while tasks go on changing: those whose sides agree by now are closed. */
@Component
final class Disputes {

    private final Mappings mappings;

    Disputes(Mappings mappings) {
        this.mappings = mappings;
    }

    void review(Workspace work) {
        for (Task task : work.touchedTasks()) {
            for (Conflict conflict : work.conflicts(task.id())) {
                Optional<Link> link = work.link(conflict.system(), conflict.container(), conflict.externalId());
                if (conflict.field().equals(Conflict.LIFE)) {
                    reviewLife(work, task, link, conflict);
                } else {
                    reviewField(work, task, link, conflict);
                }
            }
        }
    }

    private static void reviewLife(Workspace work, Task task, Optional<Link> link, Conflict conflict) {
        boolean isThere = link.isPresent() && link.get().state() != Link.State.DELETED;
        boolean wasThere = conflict.remote() != null;
        if (isThere != wasThere || isThere != task.isDeleted()) {
            work.resolve(conflict, Conflict.OVERTAKEN);
        }
    }

    private void reviewField(Workspace work, Task task, Optional<Link> link, Conflict conflict) {
        if (link.isEmpty() || link.get().state() == Link.State.DELETED) {
            work.resolve(conflict, Conflict.OVERTAKEN);
            return;
        }
        TaskField field = TaskField.named(conflict.field()).orElseThrow();
        FieldMapping column = mappings.of(conflict.system()).forField(field).orElse(null);
        if (column == null) {
            return;
        }
        Object hub = SyncRule.inRemoteTerms(column, task.value(field));
        if (Objects.equals(hub, link.get().base().get(column.column()))) {
            work.resolve(conflict, Conflict.OVERTAKEN);
        } else if (!Objects.equals(hub, conflict.hub())) {
            work.open(conflict.withHub(hub));
        }
    }
}
