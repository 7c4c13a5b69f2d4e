package dev.taskhub.mcp;

import dev.taskhub.agent.Agents;
import dev.taskhub.comment.Comment;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.Comments;
import dev.taskhub.quick.QuickAdd;
import dev.taskhub.quick.QuickTask;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskFilter;
import dev.taskhub.work.TaskFilter.Order;
import dev.taskhub.work.TaskInput;
import dev.taskhub.work.TaskPage;
import dev.taskhub.work.TaskSearch;
import dev.taskhub.work.TaskView;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Making, changing and finding tasks, and commenting on them. */
@Component
class TaskTools implements ToolGroup {

    private static final Set<String> NO_FIELDS = Set.of("task", "version", "agent", "line", "clear");
    private static final List<String> IN_SHORT =
            List.of("alias", "version", "title", "status", "priority", "assignedTo", "dueDate", "tags", "projectId");
    private static final int USUAL_LIMIT = 25;
    private static final int COMMENTS = 50;

    private final TaskDesk desk;
    private final TaskSearch search;
    private final TaskStore tasks;
    private final CommentSync commentSync;
    private final Comments comments;
    private final QuickAdd quickAdd;
    private final Agents agents;

    TaskTools(
            TaskDesk desk,
            TaskSearch search,
            TaskStore tasks,
            CommentSync commentSync,
            Comments comments,
            QuickAdd quickAdd,
            Agents agents) {
        this.desk = desk;
        this.search = search;
        this.tasks = tasks;
        this.commentSync = commentSync;
        this.comments = comments;
        this.quickAdd = quickAdd;
        this.agents = agents;
    }

    @Override
    public Map<String, Function<ToolCall, Map<String, Object>>> tools() {
        return Map.of(
                "create_task", this::create,
                "update_task", this::update,
                "get_task", this::get,
                "list_tasks", this::list,
                "add_comment", this::comment);
    }

    private Map<String, Object> create(ToolCall call) {
        var values = new EnumMap<TaskField, Object>(TaskField.class);
        var result = new LinkedHashMap<String, Object>();
        if (call.has("line")) {
            QuickTask quick = quickAdd.read(call.text("line"), agents.names());
            values.putAll(quick.values());
            result.put("understood", quick.understood());
            result.put("notes", quick.notes());
        }
        values.putAll(TaskInput.read(fields(call)));
        Task task = desk.createOf(values, call.who(), call.requestKey());
        result.put("task", TaskView.of(task));
        return result;
    }

    private Map<String, Object> update(ToolCall call) {
        Map<String, Object> fields = fields(call);
        call.texts("clear").forEach(name -> fields.put(name, null));
        return Map.of("task", TaskView.of(desk.edit(call.text("task"), fields, call.number("version"), call.who())));
    }

    /** The arguments that are fields, with the parent as the store names it. */
    private Map<String, Object> fields(ToolCall call) {
        var fields = new HashMap<>(call.arguments());
        fields.keySet().removeAll(NO_FIELDS);
        if (fields.remove("parent") instanceof String parent) {
            fields.put(TaskField.PARENT_ID.jsonName(), desk.get(parent).id());
        }
        return fields;
    }

    private Map<String, Object> get(ToolCall call) {
        Task task = desk.get(call.text("task"));
        var result = new LinkedHashMap<String, Object>();
        result.put("task", TaskView.of(task));
        result.put("comments", latestComments(task.id()));
        result.put(
                "waitsFor",
                tasks.find(task.dependencies().stream().map(String::valueOf).toList()).values().stream()
                        .filter(Task::isOpen)
                        .map(TaskTools::inShort)
                        .toList());
        return result;
    }

    private List<Map<String, Object>> latestComments(String taskId) {
        List<Comment> all = comments.ofTasks(List.of(taskId)).stream()
                .filter(comment -> !comment.isDeleted())
                .toList();
        return all.subList(Math.max(0, all.size() - COMMENTS), all.size()).stream()
                .map(TaskTools::view)
                .toList();
    }

    private static Map<String, Object> view(Comment comment) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", comment.id());
        if (comment.author() != null) {
            view.put("author", comment.author());
        }
        view.put("text", comment.body());
        view.put("createdAt", comment.createdAt().toString());
        return view;
    }

    private Map<String, Object> list(ToolCall call) {
        Order order = call.has("order") ? Order.valueOf(call.text("order").toUpperCase(Locale.ROOT)) : Order.RANK;
        TaskPage page = search.list(new TaskFilter(
                call.text("text"),
                call.has("status") ? call.texts("status") : List.copyOf(Task.OPEN),
                call.text("assignedTo"),
                call.texts("priority"),
                call.text("projectId"),
                call.text("tag"),
                call.time("dueBefore"),
                call.time("updatedSince"),
                order,
                call.has("limit") ? call.number("limit").intValue() : USUAL_LIMIT,
                call.text("cursor")));
        var result = new LinkedHashMap<String, Object>();
        result.put("tasks", page.tasks().stream().map(TaskTools::inShort).toList());
        result.put("total", page.total());
        result.put("hasMore", page.next() != null);
        if (page.next() != null) {
            result.put("cursor", page.next());
        }
        return result;
    }

    private static Map<String, Object> inShort(Task task) {
        Map<String, Object> view = TaskView.of(task);
        view.keySet().retainAll(IN_SHORT);
        return view;
    }

    private Map<String, Object> comment(ToolCall call) {
        Task task = desk.get(call.text("task"));
        Comment comment =
                commentSync.add(task.id(), call.who(), call.text("text").strip());
        return Map.of("id", comment.id(), "task", task.alias());
    }
}
