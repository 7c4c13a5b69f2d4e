package dev.taskhub.sync;

import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How long a changed value rests before it travels on, so that half-typed words do not: off unless configured. */
@Component
class Settling {

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

    /** For each task the longest rest that one of its just changed fields asks for. */
    Map<String, Duration> delays(Collection<String> taskIds, Workspace work) {
        var delays = none(taskIds);
        if (!byField.isEmpty()) {
            work.events().forEach(event -> event.changes()
                    .forEach(change -> delays.computeIfPresent(event.taskId(), (id, delay) -> {
                        Duration rest = byField.getOrDefault(change.field(), Duration.ZERO);
                        return rest.compareTo(delay) > 0 ? rest : delay;
                    })));
        }
        return delays;
    }

    Map<String, Duration> none(Collection<String> taskIds) {
        var delays = new HashMap<String, Duration>();
        taskIds.forEach(id -> delays.put(id, Duration.ZERO));
        return delays;
    }
}
