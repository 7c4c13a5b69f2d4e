package dev.taskhub.time;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskEvent.Type;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskIds;
import dev.taskhub.task.TaskStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Notes in a task's history what happened to its time entries. */
@Component
class TimeHistory {

    private final TaskStore tasks;
    private final TaskIds ids;
    private final Clock clock;

    TimeHistory(TaskStore tasks, TaskIds ids, Clock clock) {
        this.tasks = tasks;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param system where it was brought about */
    void log(List<TimeSheet.Change> changes, String system, String actor) {
        tasks.append(changes.stream()
                .filter(change -> change.after().taskId() != null)
                .map(change -> event(change, system, actor))
                .toList());
    }

    private TaskEvent event(TimeSheet.Change change, String system, String actor) {
        TimeEntry after = change.after();
        boolean added = change.before() == null || change.before().isDeleted();
        return new TaskEvent(
                ids.get(),
                after.taskId(),
                clock.instant(),
                after.isDeleted() ? Type.TIME_DELETED : added ? Type.TIME_ADDED : Type.TIME_CHANGED,
                actor,
                system,
                null,
                List.of(new FieldChange(
                        TaskField.TIME_TRACKING,
                        added ? null : said(change.before()),
                        after.isDeleted() ? null : said(after))));
    }

    private static List<Object> said(TimeEntry entry) {
        var said = new LinkedHashMap<String, Object>();
        said.put("id", entry.id());
        said.put("person", entry.person());
        said.put("startedAt", entry.startedAt().toEpochMilli());
        said.put("endedAt", entry.endedAt() == null ? null : entry.endedAt().toEpochMilli());
        said.put("note", entry.note());
        said.put("source", entry.source().name());
        return List.of(said);
    }
}
