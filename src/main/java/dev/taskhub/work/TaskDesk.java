package dev.taskhub.work;

import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes, changes and deletes tasks for a caller of the hub, who names them by id or alias ({@code T-124}, in any case, the number
 * alone as well). Every call is one transaction, or part of the caller's.
 */
@Component("taskDesk")
public class TaskDesk {

    private static final Pattern ALIAS = Pattern.compile("(?:[Tt]-|#)?(\\d{1,18})");

    private final TaskStore tasks;
    private final Sync sync;
    private final Dependencies dependencies;
    private final JoinedTasks joined;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TaskDesk(
            TaskStore tasks,
            Sync sync,
            Dependencies dependencies,
            JoinedTasks joined,
            JdbcClient client,
            TransactionTemplate transaction,
            Clock clock) {
        this.tasks = tasks;
        this.sync = sync;
        this.dependencies = dependencies;
        this.joined = joined;
        this.client = client;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The task of this id or alias, or the one it became part of; a deleted one is not there. */
    public Optional<Task> find(String idOrAlias) {
        String name = idOrAlias.strip();
        Matcher alias = ALIAS.matcher(name);
        if (alias.matches()) {
            long number = Long.parseLong(alias.group(1));
            return there(tasks.findByNumber(number)).or(() -> there(joined.into(number)));
        }
        return there(tasks.find(name)).or(() -> there(joined.into(name)));
    }

    private static Optional<Task> there(Optional<Task> task) {
        return task.filter(found -> !found.isDeleted());
    }

    /** @throws NotFound when there is no task of this id or alias, or it is deleted */
    public Task get(String idOrAlias) {
        return find(idOrAlias)
                .orElseThrow(() -> new NotFound("there is no task \"" + idOrAlias + "\": give an alias such as T-124,"
                        + " or an id, of a task that is not deleted"));
    }

    /**
     * Makes a task.
     *
     * @param json as {@link TaskInput#read} takes it, with a {@code title}; dependencies may be aliases
     * @param requestKey tells the request apart, so that its repetition returns the task it made; {@code null} for none
     * @throws InvalidTask naming every fault
     */
    public Task create(Map<String, Object> json, String actor, String requestKey) {
        return createOf(TaskInput.read(json), actor, requestKey);
    }

    /** As {@link #create}, of canonical values. */
    public Task createOf(Map<TaskField, Object> values, String actor, String requestKey) {
        if (values.get(TaskField.TITLE) == null) {
            throw new InvalidTask(List.of("title is missing; every task has one"));
        }
        return transaction.execute(status -> {
            tasks.lock();
            Optional<Task> made = requestKey == null ? Optional.empty() : madeBy(requestKey);
            return made.orElseGet(() -> {
                var written = new EnumMap<TaskField, Object>(TaskField.class);
                written.putAll(values);
                written.values().removeIf(Objects::isNull);
                written.computeIfPresent(
                        TaskField.DEPENDENCIES, (field, on) -> dependencies.resolve((List<?>) on, this));
                String id = sync.create(List.of(written), actor).get(0);
                if (requestKey != null) {
                    client.sql("INSERT INTO task_request (request_key, task_id, asked_at) VALUES (?, ?, ?)")
                            .params(requestKey, id, clock.millis())
                            .update();
                }
                return tasks.find(id).orElseThrow();
            });
        });
    }

    /**
     * Changes a task.
     *
     * @param json as {@link TaskInput#read} takes it; what is left out stays
     * @param version the version the change was decided on, or {@code null} for whatever it is now
     * @throws InvalidTask naming every fault
     * @throws StaleVersion when the task is at another version
     * @throws Refused when its dependencies would go in a circle
     */
    public Task edit(String idOrAlias, Map<String, Object> json, Long version, String actor) {
        var values = TaskInput.read(json);
        return edit(idOrAlias, version, actor, task -> values);
    }

    /** As {@link #edit(String, Map, Long, String)}, to the canonical values that {@code change} makes of the task as it is now. */
    Task edit(String idOrAlias, Long version, String actor, Function<Task, Map<TaskField, Object>> change) {
        return transaction.execute(status -> {
            tasks.lock();
            Task task = current(idOrAlias, version);
            var written = new EnumMap<TaskField, Object>(TaskField.class);
            written.putAll(change.apply(task));
            written.computeIfPresent(TaskField.DEPENDENCIES, (field, on) -> {
                List<String> ids = dependencies.resolve((List<?>) on, this);
                dependencies.refuseCircle(task, ids);
                return ids;
            });
            sync.edit(List.of(new HubEdit(task.id(), task.version(), written, actor)));
            return tasks.find(task.id()).orElseThrow();
        });
    }

    /**
     * Has a task wait for others as well, by their ids.
     *
     * @return those for which it would wait in a circle; they are left out
     */
    public List<String> await(String taskId, Collection<String> on, String actor) {
        return transaction.execute(status -> {
            tasks.lock();
            Task task = get(taskId);
            var all = new TreeSet<String>();
            task.dependencies().forEach(known -> all.add(known.toString()));
            var refused = new ArrayList<String>();
            for (String other : on) {
                if (dependencies.closesCircle(task, other)) {
                    refused.add(other);
                } else {
                    all.add(other);
                }
            }
            sync.edit(List.of(new HubEdit(
                    task.id(), task.version(), Map.of(TaskField.DEPENDENCIES, List.<Object>copyOf(all)), actor)));
            return refused;
        });
    }

    /**
     * Deletes a task, in every system.
     *
     * @throws StaleVersion when the task is at another version than {@code version}, unless that is {@code null}
     */
    public void delete(String idOrAlias, Long version, String actor) {
        transaction.executeWithoutResult(status -> {
            tasks.lock();
            sync.delete(List.of(current(idOrAlias, version).id()), actor);
        });
    }

    private Task current(String idOrAlias, Long version) {
        Task task = get(idOrAlias);
        if (version != null && task.version() != version) {
            throw new StaleVersion(task.alias(), task.version(), version);
        }
        return task;
    }

    private Optional<Task> madeBy(String requestKey) {
        return client.sql("SELECT task_id FROM task_request WHERE request_key = ?")
                .param(requestKey)
                .query(String.class)
                .optional()
                .flatMap(tasks::find);
    }
}
