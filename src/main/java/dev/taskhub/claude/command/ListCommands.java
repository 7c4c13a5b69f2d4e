package dev.taskhub.claude.command;

import dev.taskhub.agent.Agents;
import dev.taskhub.claude.Session;
import dev.taskhub.claude.TaskLine;
import dev.taskhub.quick.QuickAdd;
import dev.taskhub.quick.QuickTask;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskFilter;
import dev.taskhub.work.TaskPage;
import dev.taskhub.work.TaskSearch;
import dev.taskhub.work.TaskView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Finding, showing and making tasks. */
@Component
@Order(1)
class ListCommands implements Command {

    private static final int SHOWN = 20;
    private static final List<String> OPEN = TaskField.STATUS.choices().subList(0, 4);

    private final TaskDesk desk;
    private final TaskSearch search;
    private final Agents agents;
    private final QuickAdd quickAdd;

    ListCommands(TaskDesk desk, TaskSearch search, Agents agents, QuickAdd quickAdd) {
        this.desk = desk;
        this.search = search;
        this.agents = agents;
        this.quickAdd = quickAdd;
    }

    @Override
    public List<String> verbs() {
        return List.of("list", "show", "add");
    }

    @Override
    public List<String> help() {
        return List.of(
                "list                     the open tasks of this session's agent and project",
                "list all | blocked | ... every open task, or those of a status",
                "list words               the open tasks that hold these words",
                "show T-12                all there is to a task",
                "add words                make a task: /task add Fix the login by Friday, high, #backend, @BA, ~4h");
    }

    @Override
    public String run(String verb, String words, Caller caller) {
        return switch (verb) {
            case "list" -> list(words.strip(), caller.session());
            case "show" -> show(CommandLine.named(words.strip()).id());
            default -> add(words, caller);
        };
    }

    private String list(String words, Session session) {
        String status = words.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
        if (words.isEmpty()) {
            return page(filter(null, OPEN, session.agent(), session.projectId()));
        }
        if (status.equals("all")) {
            return page(filter(null, OPEN, null, null));
        }
        if (status.equals("done")) {
            status = "completed";
        }
        return TaskField.STATUS.choices().contains(status)
                ? page(filter(null, List.of(status), session.agent(), session.projectId()))
                : page(filter(words, OPEN, null, null));
    }

    private static TaskFilter filter(String words, List<String> statuses, String agent, String projectId) {
        return new TaskFilter(
                words, statuses, agent, List.of(), projectId, null, null, null, TaskFilter.Order.RANK, SHOWN, null);
    }

    private String page(TaskFilter filter) {
        TaskPage page = search.list(filter);
        if (page.tasks().isEmpty()) {
            return "No such task. /task list all shows every open one.";
        }
        var lines = new ArrayList<>(page.tasks().stream().map(TaskLine::of).toList());
        if (page.next() != null) {
            lines.add("and %d more".formatted(page.total() - page.tasks().size()));
        }
        return String.join("\n", lines);
    }

    private String show(String id) {
        if (id == null) {
            throw new IllegalArgumentException("Name a task: /task show T-12");
        }
        var lines = new ArrayList<String>();
        TaskView.of(desk.get(id)).forEach((name, value) -> lines.add(name + ": " + value));
        return String.join("\n", lines);
    }

    private String add(String words, Caller caller) {
        if (words.isBlank()) {
            throw new IllegalArgumentException("Say what is to be done: /task add Fix the login by Friday, high");
        }
        QuickTask read = quickAdd.read(words, agents.names());
        Map<TaskField, Object> values = new EnumMap<>(TaskField.class);
        values.putAll(read.values());
        if (caller.session().projectId() != null) {
            values.put(TaskField.PROJECT_ID, caller.session().projectId());
        }
        Task task = desk.createOf(values, caller.session().actor(), caller.requestKey());
        var lines = new ArrayList<>(List.of(TaskLine.named(task)));
        lines.addAll(read.understood());
        lines.addAll(read.notes());
        return String.join("\n", lines);
    }
}
