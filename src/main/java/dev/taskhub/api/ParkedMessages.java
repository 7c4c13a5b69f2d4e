package dev.taskhub.api;

import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.Parked;
import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a remote has refused, as an operator sees it. */
@Component("parkedMessages")
public class ParkedMessages {

    /**
     * One refused message.
     *
     * @param alias what people call the task, {@code T-124}; {@code null} when it is gone
     * @param columns what was to be written, in the system's own terms
     * @param cause the system's name for the error
     * @param hint what was wrong and what to do
     */
    public record Message(
            String id,
            String system,
            String taskId,
            String alias,
            String title,
            Map<String, Object> columns,
            String cause,
            String hint,
            Instant parkedAt) {}

    /** @param waiting how many wait, of which {@code parked} shows the oldest */
    public record Listing(long waiting, List<Message> parked) {}

    /** @param state {@code retry}: it is sent again within seconds; {@code dropped}: it is not */
    public record Decision(String id, String state) {}

    private final Parked parked;
    private final TaskStore tasks;

    ParkedMessages(Parked parked, TaskStore tasks) {
        this.parked = parked;
        this.tasks = tasks;
    }

    /**
     * The messages that wait for a decision, oldest first.
     *
     * @param limit as {@link Limit#of} takes it
     */
    public Listing waiting(String limit) {
        var found = parked.waiting(Limit.of(limit));
        var named = tasks.find(found.stream().map(Parked.Message::taskId).toList());
        return new Listing(
                parked.countWaiting(),
                found.stream()
                        .map(message -> message(message, named.get(message.taskId())))
                        .toList());
    }

    /**
     * The answer to a decision that changed {@code rows} messages.
     *
     * @throws NotFound when it changed none
     */
    public Decision decided(String id, String state, int rows) {
        if (rows == 0) {
            throw new NotFound("no message \"" + id + "\" waits for a decision; GET /api/parked lists those that do");
        }
        return new Decision(id, state);
    }

    private static Message message(Parked.Message message, Task task) {
        return new Message(
                message.id(),
                message.system(),
                message.taskId(),
                task == null ? null : task.alias(),
                task == null ? null : task.title(),
                JsonColumn.map(message.payload()),
                message.cause(),
                message.hint(),
                message.parkedAt());
    }
}
