package dev.taskhub.work;

import dev.taskhub.task.Chunks;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which tasks wait for which. */
@Component
class Dependencies {

    private record Edge(String from, String to) {}

    private final JdbcClient client;
    private final TaskStore tasks;

    Dependencies(JdbcClient client, TaskStore tasks) {
        this.client = client;
        this.tasks = tasks;
    }

    /**
     * The ids of tasks that a caller names by id or alias, without repeats.
     *
     * @throws InvalidTask naming all that are not there
     */
    List<String> resolve(List<?> names, TaskDesk desk) {
        var ids = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        for (Object name : names) {
            desk.find(name.toString()).ifPresentOrElse(task -> ids.add(task.id()), () -> unknown.add(name.toString()));
        }
        if (!unknown.isEmpty()) {
            throw new InvalidTask(unknown.stream()
                    .map(name -> "dependencies: there is no task \"" + name + "\"")
                    .toList());
        }
        return ids.stream().distinct().sorted().toList();
    }

    /** @throws Refused when {@code task} would wait for itself, naming the tasks of the circle in their order */
    void refuseCircle(Task task, Collection<String> on) {
        var reachedFrom = new HashMap<String, String>();
        on.forEach(id -> reachedFrom.put(id, task.id()));
        Deque<List<String>> levels = new ArrayDeque<>(List.of(List.copyOf(on)));
        while (!levels.isEmpty() && !reachedFrom.containsKey(task.id())) {
            var next = new ArrayList<String>();
            for (Edge edge : from(levels.pop())) {
                if (reachedFrom.putIfAbsent(edge.to(), edge.from()) == null) {
                    next.add(edge.to());
                }
            }
            if (!next.isEmpty()) {
                levels.add(next);
            }
        }
        if (reachedFrom.containsKey(task.id())) {
            throw new Refused("the dependencies would go in a circle: " + circle(task, reachedFrom)
                    + "; take one of them out first");
        }
    }

    /** Whether {@code task} would wait for itself if it waited for {@code other}. */
    boolean closesCircle(Task task, String other) {
        try {
            refuseCircle(task, List.of(other));
            return false;
        } catch (Refused e) {
            return true;
        }
    }

    /** The ids of the tasks that wait for this one, or are parts of it. */
    List<String> naming(String taskId) {
        return client.sql("SELECT task_id FROM task_dependency WHERE on_task = ?"
                        + " UNION SELECT id FROM task WHERE parent_id = ? ORDER BY 1")
                .params(taskId, taskId)
                .query(String.class)
                .list();
    }

    /** The tasks that have to be finished before this one can begin, in the order of their ids. */
    List<Task> open(String taskId) {
        var ids = client.sql("SELECT on_task FROM task_dependency WHERE task_id = ? ORDER BY on_task")
                .param(taskId)
                .query(String.class)
                .list();
        var found = tasks.find(ids);
        return ids.stream()
                .map(found::get)
                .filter(task -> task != null && task.isOpen())
                .toList();
    }

    private List<Edge> from(List<String> ids) {
        return Chunks.of(ids).stream()
                .flatMap(chunk -> client
                        .sql("SELECT task_id, on_task FROM task_dependency WHERE task_id IN (:ids)")
                        .param("ids", chunk)
                        .query((row, index) -> new Edge(row.getString(1), row.getString(2)))
                        .list()
                        .stream())
                .toList();
    }

    private String circle(Task task, Map<String, String> reachedFrom) {
        var circle = new ArrayDeque<String>(List.of(task.id()));
        String id = task.id();
        do {
            id = reachedFrom.get(id);
            circle.addFirst(id);
        } while (!id.equals(task.id()));
        var found = tasks.find(circle);
        return circle.stream()
                .map(one -> found.containsKey(one) ? found.get(one).alias() : one)
                .collect(Collectors.joining(" waits for "));
    }
}
