package dev.taskhub.sync;

import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How long a changed value rests before it travels on, so that half-typed words do not: off unless configured. */
@Component
final class Settling {

    private final Map<TaskField, Duration> byField = new EnumMap<>(TaskField.class);

    /** @throws IllegalArgumentException naming a field that does not exist */
    Settling(SyncSettings settings) {
        settings.settle()
                .forEach((name, delay) -> byField.put(
                        TaskField.named(name)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "taskhub.sync.settle." + name + ": there is no task field of this name")),
                        delay));
    }

    /** For each task, by id, the longest rest that one of its just changed fields asks for. */
    Map<String, Duration> delays(Collection<Task> tasks, List<TaskEvent> events) {
        Map<String, Duration> delays = none(tasks);
        if (!byField.isEmpty()) {
            events.forEach(event -> event.changes()
                    .forEach(change -> delays.computeIfPresent(event.taskId(), (id, delay) -> {
                        Duration rest = byField.getOrDefault(change.field(), Duration.ZERO);
                        return rest.compareTo(delay) > 0 ? rest : delay;
                    })));
        }
        return delays;
    }

    /** No rest for any of these tasks. */
    static Map<String, Duration> none(Collection<Task> tasks) {
        var delays = new TreeMap<String, Duration>();
        tasks.forEach(task -> delays.put(task.id(), Duration.ZERO));
        return delays;
    }
}
