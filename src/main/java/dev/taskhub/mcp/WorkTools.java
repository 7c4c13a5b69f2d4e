package dev.taskhub.mcp;

import dev.taskhub.agent.Agents;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.time.TimeEntry;
import dev.taskhub.time.TimeInput;
import dev.taskhub.time.TimeSheet;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskView;
import dev.taskhub.work.WorkDesk;
import dev.taskhub.work.WorkDesk.Claim;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Taking tasks, and finishing them. */
@Component
class WorkTools implements ToolGroup {

    private static final List<String> OF_AN_ENTRY = List.of("minutes", "startedAt", "note");

    private final WorkDesk desk;
    private final TaskDesk tasks;
    private final TimeSheet times;
    private final Agents agents;

    WorkTools(WorkDesk desk, TaskDesk tasks, TimeSheet times, Agents agents) {
        this.desk = desk;
        this.tasks = tasks;
        this.times = times;
        this.agents = agents;
    }

    @Override
    public Map<String, Function<ToolCall, Map<String, Object>>> tools() {
        return Map.of(
                "next_task", this::next,
                "claim_task", this::claim,
                "complete_task", this::complete,
                "block_task", this::block,
                "log_time", this::log,
                "add_artifact", this::attach);
    }

    private Map<String, Object> next(ToolCall call) {
        Optional<Map<String, Object>> next = call.flag("claim")
                ? desk.claimNext(call.who(), call.lease()).map(WorkTools::view)
                : desk.next(call.who()).map(WorkTools::view);
        return next.orElseGet(() -> Map.of("message", nothingFor(call.who())));
    }

    private String nothingFor(String who) {
        return agents.names().contains(who)
                ? "nothing is to be done by " + who
                        + " now: list_tasks shows what is blocked, or not assigned to anybody"
                : "nothing is assigned to " + who + ": say which agent you are, one of "
                        + String.join(", ", agents.names());
    }

    private Map<String, Object> claim(ToolCall call) {
        return call.flag("release")
                ? view(desk.release(call.text("task"), call.who(), call.text("reason")))
                : view(desk.claim(call.text("task"), call.who(), call.lease()));
    }

    private Map<String, Object> complete(ToolCall call) {
        return view(desk.complete(call.text("task"), call.who(), call.text("result"), call.texts("artifacts")));
    }

    private Map<String, Object> block(ToolCall call) {
        return view(desk.block(call.text("task"), call.who(), call.text("reason")));
    }

    private Map<String, Object> log(ToolCall call) {
        String task = tasks.get(call.text("task")).id();
        var input = new HashMap<>(call.arguments());
        input.keySet().retainAll(OF_AN_ENTRY);
        TimeEntry entry = times.log(task, TimeInput.read(input), TimeEntry.Source.HAND, call.who());
        Task logged = tasks.get(task);
        return Map.of(
                "id",
                entry.id(),
                "task",
                logged.alias(),
                "startedAt",
                entry.startedAt().toString(),
                "actualHours",
                logged.value(TaskField.ACTUAL_HOURS));
    }

    private Map<String, Object> attach(ToolCall call) {
        return view(desk.attach(call.text("task"), call.who(), call.texts("artifacts")));
    }

    private static Map<String, Object> view(Claim claim) {
        var view = new LinkedHashMap<>(view(claim.task()));
        view.put(
                "lease",
                Map.of(
                        "agent", claim.lease().agent(),
                        "endsAt", claim.lease().endsAt().toString()));
        return view;
    }

    private static Map<String, Object> view(Task task) {
        return Map.of("task", TaskView.of(task));
    }
}
