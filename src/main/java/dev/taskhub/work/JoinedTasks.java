package dev.taskhub.work;

import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.TaskCompanion;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Leads from tasks that became part of another one to that one: who names them, waits for them or belongs to them. */
@Component
class JoinedTasks implements TaskCompanion {

    /** Who changes what nobody asked for. */
    private static final String HUB = "hub";

    private final JdbcClient client;
    private final TaskStore tasks;
    private final Dependencies dependencies;
    private final Sync sync;

    /** @param sync asked for late, for it tells of what is joined */
    JoinedTasks(JdbcClient client, TaskStore tasks, Dependencies dependencies, @Lazy Sync sync) {
        this.client = client;
        this.tasks = tasks;
        this.dependencies = dependencies;
        this.sync = sync;
    }

    /** The task that the one of this id became part of. */
    Optional<Task> into(String id) {
        return client.sql("SELECT into_task FROM joined_task WHERE task_id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .flatMap(tasks::find);
    }

    /** The task that the one of this number became part of. */
    Optional<Task> into(long number) {
        return client.sql("SELECT into_task FROM joined_task WHERE number = ?")
                .param(number)
                .query(String.class)
                .optional()
                .flatMap(tasks::find);
    }

    @Override
    public void joined(String newerId, String olderId) {
        client.sql("INSERT INTO joined_task (task_id, number, into_task) SELECT id, number, ? FROM task WHERE id = ?")
                .params(olderId, newerId)
                .update();
        client.sql("UPDATE joined_task SET into_task = ? WHERE into_task = ?")
                .params(olderId, newerId)
                .update();
        client.sql("UPDATE task_request SET task_id = ? WHERE task_id = ?")
                .params(olderId, newerId)
                .update();
        client.sql(
                        "UPDATE lease SET task_id = ? WHERE task_id = ? AND NOT EXISTS (SELECT 1 FROM lease WHERE task_id = ?)")
                .params(olderId, newerId, olderId)
                .update();
        client.sql("DELETE FROM lease WHERE task_id = ?").param(newerId).update();
        for (String id : dependencies.naming(newerId)) {
            tasks.find(id).filter(task -> !task.isDeleted()).ifPresent(task -> lead(task, newerId, olderId));
        }
        tasks.find(olderId).ifPresent(this::openCircles);
    }

    /** What the newer task waited for may wait for the older one. */
    private void openCircles(Task older) {
        var free = older.dependencies().stream()
                .filter(on -> !dependencies.closesCircle(older, on.toString()))
                .toList();
        if (free.size() < older.dependencies().size()) {
            edit(older, Map.of(TaskField.DEPENDENCIES, free));
        }
    }

    private void edit(Task task, Map<TaskField, Object> values) {
        sync.edit(List.of(new HubEdit(task.id(), task.version(), values, HUB)));
    }

    private void lead(Task task, String newerId, String olderId) {
        var values = new EnumMap<TaskField, Object>(TaskField.class);
        if (newerId.equals(task.value(TaskField.PARENT_ID))) {
            values.put(TaskField.PARENT_ID, task.id().equals(olderId) ? null : olderId);
        }
        if (task.dependencies().contains(newerId)) {
            values.put(TaskField.DEPENDENCIES, led(task, newerId, olderId));
        }
        if (!values.isEmpty()) {
            edit(task, values);
        }
    }

    /** What the task waits for now. Nothing waits for itself, by whatever way. */
    private List<Object> led(Task task, String newerId, String olderId) {
        var ids = new TreeSet<Object>(task.dependencies());
        ids.remove(newerId);
        if (!dependencies.closesCircle(task, olderId)) {
            ids.add(olderId);
        }
        return List.copyOf(ids);
    }

    @Override
    public void linked(List<Link> links, long change) {
        // items of remotes name no other task
    }
}
