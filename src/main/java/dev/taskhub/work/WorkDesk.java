package dev.taskhub.work;

import dev.taskhub.mapping.WrittenValue;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands out tasks to agents. A claimed task is in progress and its claimer's alone until it is finished, given back, or its
 * lease runs out. Tasks are named as at the {@link TaskDesk}.
 */
@Component("workDesk")
public class WorkDesk {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDesk.class);

    private static final int ENDED_AT_ONCE = 100;

    private static final String HUB = "hub";
    private static final String TODO = "todo";
    private static final String IN_PROGRESS = "in_progress";

    /** A claimed task, with the lease under which it is its claimer's. */
    public record Claim(Task task, Lease lease) {}

    private final TaskDesk desk;
    private final TaskStore tasks;
    private final Leases leases;
    private final Dependencies dependencies;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WorkSettings settings;

    WorkDesk(
            TaskDesk desk,
            TaskStore tasks,
            Leases leases,
            Dependencies dependencies,
            JdbcClient client,
            TransactionTemplate transaction,
            Clock clock,
            WorkSettings settings) {
        this.desk = desk;
        this.tasks = tasks;
        this.leases = leases;
        this.dependencies = dependencies;
        this.client = client;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * What an agent is to do next: of the tasks to do that are assigned to it and wait for no other, the one with the highest
     * score, then the oldest.
     */
    public Optional<Task> next(String agent) {
        return next(agent, null);
    }

    /** As {@link #next(String)}, of one project; {@code null} stands for anybody, or any project. */
    public Optional<Task> next(String agent, String projectId) {
        return client.sql("SELECT id FROM task WHERE status = 'todo' AND deleted_at IS NULL"
                        + (agent == null ? "" : " AND assigned_to = :agent")
                        + (projectId == null ? "" : " AND project_id = :project")
                        + " AND NOT EXISTS (SELECT 1 FROM task_dependency JOIN task AS other"
                        + " ON other.id = task_dependency.on_task WHERE task_dependency.task_id = task.id"
                        + " AND other.deleted_at IS NULL AND other.status IN (:open))"
                        + " ORDER BY " + TaskFilter.Order.RANK.key() + ", number LIMIT 1")
                .params(given("agent", agent, "project", projectId))
                .param("open", Task.OPEN)
                .query(String.class)
                .optional()
                .flatMap(tasks::find);
    }

    /** Claims {@link #next}, empty when there is none. */
    public Optional<Claim> claimNext(String agent, Duration lease) {
        return transaction.execute(status -> {
            tasks.lock();
            return next(agent).map(task -> claim(task, agent, lease));
        });
    }

    /**
     * Claims a task for an agent. Claimed again by the same one, the lease begins anew.
     *
     * @param lease how long it is to last, or {@code null} for the usual time
     * @throws Refused when somebody else has it, it is not to be done, or it waits for another task
     */
    public Claim claim(String idOrAlias, String agent, Duration lease) {
        return transaction.execute(status -> {
            tasks.lock();
            return claim(desk.get(idOrAlias), agent, lease);
        });
    }

    /** The task that an agent claimed last and still has. */
    public Optional<Task> current(String agent) {
        return leases.ofAgent(agent).stream()
                .map(lease -> tasks.find(lease.taskId()).orElse(null))
                .filter(task -> task != null && !task.isDeleted() && IN_PROGRESS.equals(task.status()))
                .findFirst();
    }

    /**
     * Gives a claimed task back to be done by anybody.
     *
     * @throws Refused when somebody else has it
     */
    public Task release(String idOrAlias, String agent, String reason) {
        return finish(idOrAlias, agent, task -> {
            var values = noted(task, agent, reason);
            values.put(TaskField.STATUS, TODO);
            return values;
        });
    }

    /**
     * Completes a task.
     *
     * @param result what came of it, appended to the notes; {@code null} for nothing
     * @param artifacts addresses or paths, added to its attachments
     * @throws Refused when somebody else has it
     */
    public Task complete(String idOrAlias, String agent, String result, List<String> artifacts) {
        return finish(idOrAlias, agent, task -> completed(task, agent, result, artifacts));
    }

    /** As {@link #complete}, whoever has the task: {@code who} tells of work that is done already. */
    public Task settle(String idOrAlias, String who, String result, List<String> artifacts) {
        return transaction.execute(status -> {
            tasks.lock();
            Task task = desk.get(idOrAlias);
            leases.end(task.id());
            return desk.edit(task.id(), null, who, current -> completed(current, who, result, artifacts));
        });
    }

    /**
     * Hands a task over to be reviewed.
     *
     * @param words what there is to say about it, appended to the notes; {@code null} for nothing
     * @throws Refused when somebody else has it
     */
    public Task review(String idOrAlias, String agent, String words) {
        return finish(idOrAlias, agent, task -> {
            var values = noted(task, agent, words);
            values.put(TaskField.STATUS, "review");
            return values;
        });
    }

    /**
     * Notes that a task cannot go on.
     *
     * @param error why, appended to the notes
     * @throws Refused when somebody else has it
     */
    public Task block(String idOrAlias, String agent, String error) {
        return finish(idOrAlias, agent, task -> {
            var values = new EnumMap<TaskField, Object>(TaskField.class);
            values.put(TaskField.EXECUTION_NOTES, appended(task, "Error: " + error.strip()));
            values.put(TaskField.STATUS, "blocked");
            return values;
        });
    }

    /** Appends a line to a task's notes. */
    public Task note(String idOrAlias, String agent, String text) {
        return desk.edit(idOrAlias, null, agent, task -> noted(task, agent, text));
    }

    /** Adds addresses or paths to a task's attachments. */
    public Task attach(String idOrAlias, String agent, List<String> artifacts) {
        return desk.edit(idOrAlias, null, agent, task -> Map.of(TaskField.ATTACHMENTS, attached(task, artifacts)));
    }

    /** Gives the tasks back whose leases have run out, up to a hundred; returns how many leases ended. */
    public int endLeases() {
        List<Lease> ended = leases.endedBy(clock.instant(), ENDED_AT_ONCE);
        ended.forEach(lease -> transaction.executeWithoutResult(status -> {
            tasks.lock();
            // It may have been renewed, or ended, since it was read.
            leases.of(lease.taskId()).filter(lease::equals).ifPresent(this::end);
        }));
        return ended.size();
    }

    private void end(Lease lease) {
        leases.end(lease.taskId());
        tasks.find(lease.taskId())
                .filter(task -> !task.isDeleted() && IN_PROGRESS.equals(task.status()))
                .ifPresent(task -> {
                    LOG.info(
                            "nothing was heard of {} from {} for too long; it is to be done again",
                            task.alias(),
                            lease.agent());
                    desk.edit(task.id(), null, HUB, current -> {
                        var values = noted(current, HUB, "the claim of %s ran out".formatted(lease.agent()));
                        values.put(TaskField.STATUS, TODO);
                        return values;
                    });
                });
    }

    private static Map<String, Object> given(String name, Object value, String otherName, Object otherValue) {
        var values = new HashMap<String, Object>();
        values.put(name, value);
        values.put(otherName, otherValue);
        values.values().removeIf(Objects::isNull);
        return values;
    }

    private Claim claim(Task task, String agent, Duration wanted) {
        refuseUnlessFree(task, agent);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var lease = new Lease(task.id(), agent, now, now.plus(length(wanted)));
        leases.save(lease);
        Task claimed = desk.edit(
                task.id(), null, agent, current -> Map.of(TaskField.STATUS, IN_PROGRESS, TaskField.ASSIGNED_TO, agent));
        return new Claim(claimed, lease);
    }

    private void refuseUnlessFree(Task task, String agent) {
        refuseIfOthers(task, agent);
        boolean own = agent.equals(task.assignedTo());
        if (task.assignedTo() != null && !own) {
            throw new Refused("%s is assigned to %s: claim one of yours, or assign it to %s first"
                    .formatted(task.alias(), task.assignedTo(), agent));
        }
        if (!TODO.equals(task.status()) && !(own && IN_PROGRESS.equals(task.status()))) {
            throw new Refused("%s is %s and cannot be claimed; set its status to todo first"
                    .formatted(task.alias(), task.status()));
        }
        List<Task> before = dependencies.open(task.id());
        if (!before.isEmpty()) {
            throw new Refused("%s waits for %s: finish %s first, or take it out of its dependencies"
                    .formatted(
                            task.alias(),
                            before.stream()
                                    .map(open -> open.alias() + " \"" + open.title() + "\"")
                                    .collect(Collectors.joining(", ")),
                            before.size() == 1 ? "it" : "them"));
        }
    }

    private void refuseIfOthers(Task task, String agent) {
        leases.of(task.id())
                .filter(lease -> !lease.agent().equals(agent)
                        && lease.endsAt().isAfter(clock.instant())
                        && IN_PROGRESS.equals(task.status()))
                .ifPresent(lease -> {
                    throw new Refused(
                            "%s is claimed by %s until %s".formatted(task.alias(), lease.agent(), lease.endsAt()));
                });
    }

    private Duration length(Duration wanted) {
        Duration length = wanted == null ? settings.lease() : wanted;
        if (length.isNegative() || length.isZero() || length.compareTo(settings.longestLease()) > 0) {
            throw new IllegalArgumentException(
                    "a lease cannot last %s: give up to %s".formatted(length, settings.longestLease()));
        }
        return length;
    }

    private Task finish(String idOrAlias, String agent, Function<Task, Map<TaskField, Object>> change) {
        return transaction.execute(status -> {
            tasks.lock();
            Task task = desk.get(idOrAlias);
            refuseIfOthers(task, agent);
            leases.end(task.id());
            return desk.edit(task.id(), null, agent, change);
        });
    }

    private Map<TaskField, Object> completed(Task task, String who, String result, List<String> artifacts) {
        var values = noted(task, who, result);
        values.put(TaskField.STATUS, "completed");
        if (!artifacts.isEmpty()) {
            values.put(TaskField.ATTACHMENTS, attached(task, artifacts));
        }
        return values;
    }

    private Map<TaskField, Object> noted(Task task, String who, String text) {
        var values = new EnumMap<TaskField, Object>(TaskField.class);
        if (text != null && !text.isBlank()) {
            values.put(
                    TaskField.EXECUTION_NOTES,
                    appended(
                            task,
                            "%s %s: %s".formatted(clock.instant().truncatedTo(ChronoUnit.MINUTES), who, text.strip())));
        }
        return values;
    }

    private static String appended(Task task, String line) {
        Object notes = task.value(TaskField.EXECUTION_NOTES);
        return notes == null ? line : notes + "\n" + line;
    }

    private static Object attached(Task task, List<String> artifacts) {
        var known = task.value(TaskField.ATTACHMENTS) instanceof List<?> list ? list : List.of();
        boolean files = known.stream().anyMatch(Map.class::isInstance);
        var all = new LinkedHashSet<Object>(known);
        artifacts.stream()
                .map(String::strip)
                .filter(artifact -> !artifact.isEmpty())
                .map(artifact -> files ? Map.of("id", artifact) : artifact)
                .forEach(all::add);
        return WrittenValue.of(TaskField.ATTACHMENTS, List.copyOf(all));
    }
}
