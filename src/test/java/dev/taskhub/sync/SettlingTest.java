package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final Task TASK = Task.blank("task", 1);
    private static final Task OTHER = Task.blank("other", 2);

    @Test
    void letsAChangeRestAsLongAsItsSlowestField() {
        var settling = settling(Map.of("title", Duration.ofSeconds(2), "description", Duration.ofSeconds(5)));

        assertThat(settling.delays(
                        List.of(TASK, OTHER),
                        List.of(event(TaskField.TITLE, TaskField.DESCRIPTION), event(TaskField.STATUS))))
                .isEqualTo(Map.of("task", Duration.ofSeconds(5), "other", Duration.ZERO));
    }

    @Test
    void isOffUnlessConfigured() {
        assertThat(settling(Map.of()).delays(List.of(TASK), List.of(event(TaskField.TITLE))))
                .isEqualTo(Map.of("task", Duration.ZERO));
    }

    @Test
    void refusesAFieldThatDoesNotExist() {
        assertThatThrownBy(() -> settling(Map.of("titel", Duration.ofSeconds(1))))
                .hasMessage("taskhub.sync.settle.titel: there is no task field of this name");
    }

    private static TaskEvent event(TaskField... fields) {
        var changes = Stream.of(fields)
                .map(field -> new FieldChange(field, null, "x"))
                .toList();
        return new TaskEvent("e", "task", Instant.EPOCH, TaskEvent.Type.UPDATED, null, "airtable", null, changes);
    }

    private static Settling settling(Map<String, Duration> settle) {
        SyncSettings usual = TestHub.SETTINGS;
        return new Settling(new SyncSettings(
                usual.conflict(),
                usual.order(),
                usual.maxAhead(),
                settle,
                usual.damperFlips(),
                usual.damperWindow(),
                usual.matchTitles()));
    }
}
