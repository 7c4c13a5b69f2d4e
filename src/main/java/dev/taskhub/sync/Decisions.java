package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.mapping.WrittenValue;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Settles conflicts as a person decided: for one side, or for a value of the person's own. What lost stays in the event log. */
@Component
final class Decisions {

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private final TaskSync rule;
    private final Life life;
    private final Mappings mappings;
    private final List<Remote> remotes;
    private final History history;

    Decisions(TaskSync rule, Life life, Mappings mappings, List<Remote> remotes, History history) {
        this.rule = rule;
        this.life = life;
        this.mappings = mappings;
        this.remotes = remotes;
        this.history = history;
    }

    /**
     * The system's value becomes the hub's, or the hub's value goes out over the system's. Of a deletion, {@code takeRemote}
     * takes the system's side: gone if it deleted the item, kept if it changed it.
     *
     * @throws Untranslatable when the system's value cannot be the hub's
     */
    void take(Workspace work, Conflict conflict, boolean takeRemote, String actor) {
        work.resolve(conflict, takeRemote ? Conflict.REMOTE : Conflict.HUB);
        if (conflict.field().equals(Conflict.LIFE)) {
            life.resolve(work, conflict, takeRemote, actor);
            return;
        }
        Task task = work.task(conflict.taskId()).orElseThrow();
        TaskField field = field(conflict);
        if (takeRemote) {
            edit(work, task, field, column(conflict).orElseThrow().toHub(conflict.remote()), actor);
        } else {
            noteLoser(work, conflict, task.value(field), actor);
        }
    }

    /**
     * A value that a person wrote becomes the hub's and goes out to every system.
     *
     * @param json of the field's kind; see {@link WrittenValue}
     * @throws IllegalArgumentException when the conflict is not about a value
     * @throws Untranslatable when the field, or the field's column in a system, does not take the value
     */
    void write(Workspace work, Conflict conflict, Object json, String actor) {
        if (conflict.field().equals(Conflict.LIFE)) {
            throw new IllegalArgumentException("conflict \"" + conflict.id()
                    + "\" is about whether the task is there at all (life): there is no value to write;"
                    + " send {\"take\": \"hub\"} or {\"take\": \"remote\"}");
        }
        TaskField field = field(conflict);
        Object value = WrittenValue.of(field, json);
        for (Remote remote : remotes) {
            mappings.of(remote.system()).forField(field).ifPresent(column -> column.toRemote(value));
        }
        work.resolve(conflict, Conflict.WRITTEN);
        noteLoser(work, conflict, value, actor);
        edit(work, work.task(conflict.taskId()).orElseThrow(), field, value, actor);
    }

    private void edit(Workspace work, Task task, TaskField field, Object value, String actor) {
        rule.apply(work, new HubEdit(task.id(), task.version(), Collections.singletonMap(field, value), actor));
    }

    /** Keeps the system's value, which never was the hub's, in the event log. */
    private void noteLoser(Workspace work, Conflict conflict, Object winner, String actor) {
        FieldMapping column = column(conflict).orElse(null);
        if (column == null) {
            return;
        }
        try {
            Object lost = column.toHub(conflict.remote());
            if (!Objects.equals(lost, winner)) {
                var loss = List.of(new FieldChange(field(conflict), winner, lost));
                history.log(work, conflict.taskId(), TaskEvent.Type.OVERRULED, actor, loss);
            }
        } catch (Untranslatable e) {
            LOG.debug("what no task can hold stays with conflict {} alone: {}", conflict.id(), e.getMessage());
        }
    }

    private static TaskField field(Conflict conflict) {
        return TaskField.named(conflict.field()).orElseThrow();
    }

    private Optional<FieldMapping> column(Conflict conflict) {
        return mappings.of(conflict.system()).forField(field(conflict));
    }
}
