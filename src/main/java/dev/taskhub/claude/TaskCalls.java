package dev.taskhub.claude;

import dev.taskhub.agent.Agents;
import dev.taskhub.claude.TaskCall.Kind;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.ItemChange.Type;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.PromisedTasks;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import dev.taskhub.work.TaskDesk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings what Claude Code's Task tools do to the items of its task lists into the task list. An item is known by its list and its
 * id there, and one that names a task of the hub ({@code metadata.hub_id}) is that task. Only an item that is said to be deleted
 * is: its file may vanish for other reasons.
 */
@Component
class TaskCalls implements HookEffect {

    private static final Logger LOG = LoggerFactory.getLogger(TaskCalls.class);
    private static final String SYSTEM = TodoChanges.SYSTEM;
    private static final Map<String, TaskField> FIELDS = Map.of(
            "content",
            TaskField.TITLE,
            "description",
            TaskField.DESCRIPTION,
            "status",
            TaskField.STATUS,
            "owner",
            TaskField.ASSIGNED_TO);

    private final Links links;
    private final TaskStore tasks;
    private final PromisedTasks promised;
    private final Sync sync;
    private final TaskDesk desk;
    private final Agents agents;
    private final Sessions sessions;
    private final AppliedCalls applied;
    private final Outcomes outcomes;
    private final JdbcClient client;
    private final ClaudeSettings settings;

    TaskCalls(
            Links links,
            TaskStore tasks,
            PromisedTasks promised,
            Sync sync,
            TaskDesk desk,
            Agents agents,
            Sessions sessions,
            AppliedCalls applied,
            Outcomes outcomes,
            JdbcClient client,
            ClaudeSettings settings) {
        this.links = links;
        this.tasks = tasks;
        this.promised = promised;
        this.sync = sync;
        this.desk = desk;
        this.agents = agents;
        this.sessions = sessions;
        this.applied = applied;
        this.outcomes = outcomes;
        this.client = client;
        this.settings = settings;
    }

    @Override
    public boolean isFor(HookEvent event) {
        return TaskCall.isOne(event);
    }

    @Override
    public void check(HookEvent event) {
        TaskCall.of(event, settings.maxContentLength());
    }

    @Override
    public void apply(HookEvent event) {
        if (applied.isNew(event.callKey())) {
            apply(TaskCall.of(event, settings.maxContentLength()), event);
        }
    }

    private void apply(TaskCall call, HookEvent event) {
        Optional<Task> task = linked(call.list(), call.id());
        if (call.kind() == Kind.CREATED && task.isPresent() && isReused(task.get(), event)) {
            setAside(call);
            task = Optional.empty();
        }
        if (call.kind() == Kind.REFUSED) {
            task.filter(known -> call.isCompletion()).ifPresent(known -> takeBack(call, known, event));
        } else if (task.isPresent() || call.columns().containsKey("content")) {
            merge(call, task.orElse(null), event);
        } else {
            LOG.info("item {} of list {} is not known, and what is told of it has no subject", call.id(), call.list());
        }
    }

    private void merge(TaskCall call, Task known, HookEvent event) {
        String taskId = known == null ? named(call, event) : null;
        Map<String, Object> columns = columns(call, known, event.origin().at());
        if (taskId != null && tasks.find(taskId).isPresent()) {
            // Its description is the task's, in Claude's words.
            columns.remove("description");
        }
        boolean deleted = call.kind() == Kind.DELETED;
        if (!deleted || known != null) {
            accept(call, taskId, deleted ? Type.DELETED : Type.PARTIAL, deleted ? Map.of() : columns, event);
        }
        Task task = linked(call.list(), call.id()).filter(Task::isOpen).orElse(null);
        if (!deleted && task != null) {
            sessions.place(List.of(task), event);
            waitFor(call, task);
            if (known == null) {
                outcomes.tell(
                        event.callKey(),
                        "task #%s %s is tracked in TaskHub as %s"
                                .formatted(call.id(), JsonText.quoted(task.title()), task.alias()));
            }
        }
    }

    private void accept(TaskCall call, String taskId, Type type, Map<String, Object> columns, HookEvent event) {
        sync.accept(List.of(new ItemChange(
                SYSTEM,
                call.list(),
                call.id(),
                taskId,
                type,
                columns,
                null,
                event.origin().at(),
                SYSTEM,
                event.callKey())));
    }

    /** The columns that the call sets and that nothing later has set in Claude, in case it was kept back. */
    private Map<String, Object> columns(TaskCall call, Task known, Instant at) {
        var columns = new LinkedHashMap<>(call.columns());
        agents.named(call.owner()).ifPresent(agent -> columns.put("owner", agent));
        if (known != null) {
            columns.keySet().removeIf(column -> {
                Stamp stamp = known.stamps().get(FIELDS.get(column));
                return stamp != null && stamp.system().equals(SYSTEM) && stamp.epochMillis() > at.toEpochMilli();
            });
        }
        return columns;
    }

    private String named(TaskCall call, HookEvent event) {
        return Optional.ofNullable(call.hubId())
                .flatMap(promised::taskId)
                .or(() -> promised.ofRequest(event.callKey()))
                .orElse(null);
    }

    /** Claude Code gives the ids of an emptied list anew: the item made now is not the one that was known by this id. */
    private static boolean isReused(Task known, HookEvent event) {
        return known.value(TaskField.CREATED_AT) instanceof Instant made
                && made.isBefore(event.origin().at());
    }

    private void setAside(TaskCall call) {
        client.sql("UPDATE link SET external_id = external_id || '@' || task_id, state = 'dropped'"
                        + " WHERE system = ? AND container = ? AND external_id = ?")
                .params(SYSTEM, call.list(), call.id())
                .update();
    }

    /** Another hook forbade the completion, of which TaskCompleted had told before it was decided. */
    private void takeBack(TaskCall call, Task task, HookEvent event) {
        Stamp completed = task.stamps().get(TaskField.STATUS);
        if ("completed".equals(task.status()) && completed.system().equals(SYSTEM)) {
            accept(call, null, Type.PARTIAL, Map.of("status", "in_progress"), event);
        }
    }

    private void waitFor(TaskCall call, Task task) {
        var leftOut = new ArrayList<String>();
        List<String> before = call.blockedBy().stream()
                .flatMap(id -> linked(call.list(), id).stream())
                .filter(other -> !other.isDeleted())
                .map(Task::id)
                .toList();
        if (!before.isEmpty()) {
            leftOut.addAll(desk.await(task.id(), before, SYSTEM));
        }
        for (String id : call.blocks()) {
            linked(call.list(), id)
                    .filter(other -> !other.isDeleted())
                    .ifPresent(other -> leftOut.addAll(desk.await(other.id(), List.of(task.id()), SYSTEM)));
        }
        if (!leftOut.isEmpty()) {
            LOG.info("{} of list {} would wait in a circle, so that was left out", task.alias(), call.list());
        }
    }

    private Optional<Task> linked(String list, String id) {
        return links.find(SYSTEM, list, id).map(Link::taskId).flatMap(tasks::find);
    }
}
