package dev.taskhub.agent;

import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.TaskChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Follows the task list for the agents: finds who an unassigned task suits, assigns it, and keeps the inboxes. */
@Component("agentDesk")
public final class AgentDesk {

    private static final int BATCH = 200;

    private final AgentSkills skills;
    private final AgentInboxes inboxes;
    private final Sync sync;
    private final TaskStore tasks;
    private Map<String, Integer> workload = Map.of();

    AgentDesk(AgentSkills skills, AgentInboxes inboxes, Sync sync, TaskStore tasks) {
        this.skills = skills;
        this.inboxes = inboxes;
        this.sync = sync;
        this.tasks = tasks;
    }

    /** The next changed tasks, none when all is done; one caller at a time. */
    public synchronized List<TaskChange> claim() {
        List<TaskChange> changes = sync.claimChanges(Sync.AGENTS, BATCH);
        if (changes.stream().anyMatch(change -> needsAgent(change.task()))) {
            workload = new HashMap<>(tasks.openByAssignee());
        }
        return changes;
    }

    /** Who the task suits; a task that is closed, or that somebody was given, keeps who it has. */
    public synchronized Referral refer(TaskChange change) {
        Task task = change.task();
        if (!needsAgent(task)) {
            return new Referral(task.id(), task.version(), null, "is closed or has an assignee");
        }
        AgentMatch match = skills.choose(task, workload);
        workload.merge(match.agent(), 1, Integer::sum);
        return new Referral(task.id(), task.version(), match.agent(), match.reason());
    }

    /** The edit that gives the task to {@code agent}, unless somebody was given it by hand meanwhile. */
    public HubEdit assign(Referral referral, String agent) {
        return new HubEdit(
                referral.taskId(),
                referral.version(),
                Map.of(TaskField.ASSIGNED_TO, agent),
                "router: " + referral.reason(),
                true);
    }

    /**
     * Makes the assignments among {@code results} and brings the inboxes up to date with {@code changes}. A task whose
     * branch came to no result is chosen for again when its claim ends.
     */
    public void finish(List<TaskChange> changes, List<?> results) {
        List<HubEdit> edits = results.stream()
                .filter(HubEdit.class::isInstance)
                .map(HubEdit.class::cast)
                .toList();
        sync.edit(edits);
        inboxes.update(changes.stream().map(TaskChange::task).toList());
        Set<String> assigned = edits.stream().map(HubEdit::taskId).collect(Collectors.toSet());
        sync.followed(
                Sync.AGENTS,
                changes.stream()
                        .filter(change -> !needsAgent(change.task())
                                || assigned.contains(change.task().id()))
                        .toList());
    }

    /** Makes the inboxes hold exactly the open tasks, as after a start. */
    public void reconcile() {
        inboxes.reconcile(tasks.open());
    }

    private static boolean needsAgent(Task task) {
        return task.isOpen() && task.assignedTo() == null && task.title() != null;
    }
}
