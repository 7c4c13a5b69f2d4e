package dev.taskhub.sync;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one transaction works on: the tasks, links and open conflicts that a batch of changes touches, read in a few
 * queries, changed in memory and written back in a few statements.
 */
final class Workspace {

    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<Link.Key, Link> links = new HashMap<>();
    private final Map<String, Set<Link.Key>> linksByTask = new HashMap<>();
    private final Map<String, List<Conflict>> openConflicts = new HashMap<>();

    private final Set<String> changedTasks = new LinkedHashSet<>();
    private final Set<String> newTasks = new LinkedHashSet<>();
    private final Set<String> touchedTasks = new LinkedHashSet<>();
    private final Set<Link.Key> changedLinks = new LinkedHashSet<>();
    private final Set<Link.Key> removedLinks = new LinkedHashSet<>();
    private final List<TaskEvent> events = new ArrayList<>();
    private final Map<String, Conflict> changedConflicts = new LinkedHashMap<>();
    private final Map<String, Set<String>> resolvedConflicts = new HashMap<>();

    void load(Collection<Task> loadedTasks, Collection<Link> loadedLinks, Collection<Conflict> loadedConflicts) {
        loadedTasks.forEach(task -> tasks.put(task.id(), task));
        loadedLinks.forEach(this::index);
        loadedConflicts.forEach(conflict -> openConflicts
                .computeIfAbsent(conflict.taskId(), id -> new ArrayList<>())
                .add(conflict));
    }

    Optional<Task> task(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    Optional<Link> link(String system, String container, String externalId) {
        return Optional.ofNullable(links.get(new Link.Key(system, container, externalId)));
    }

    /** The link of a task in a container that stands for its item there: the one in use if there are several. */
    Optional<Link> linkOf(String taskId, String system, String container) {
        return linksByTask.getOrDefault(taskId, Set.of()).stream()
                .filter(key -> key.system().equals(system) && key.container().equals(container))
                .map(links::get)
                .min((a, b) -> Integer.compare(a.state().ordinal(), b.state().ordinal()));
    }

    List<Link> linksOf(String taskId) {
        return linksByTask.getOrDefault(taskId, Set.of()).stream()
                .map(links::get)
                .toList();
    }

    List<Conflict> conflicts(String taskId, String system) {
        return openConflicts.getOrDefault(taskId, List.of()).stream()
                .filter(conflict -> conflict.system().equals(system))
                .toList();
    }

    /** The fields of a task that a person has yet to settle with a system. */
    Set<TaskField> held(String taskId, String system) {
        var held = EnumSet.noneOf(TaskField.class);
        if (openConflicts.containsKey(taskId)) {
            conflicts(taskId, system)
                    .forEach(conflict -> TaskField.named(conflict.field()).ifPresent(held::add));
        }
        return held;
    }

    boolean isLifeHeld(String taskId, String system) {
        return openConflicts.containsKey(taskId)
                && conflicts(taskId, system).stream()
                        .anyMatch(conflict -> conflict.field().equals(Conflict.LIFE));
    }

    void create(Task task) {
        newTasks.add(task.id());
        change(task);
    }

    void change(Task task) {
        tasks.put(task.id(), task);
        changedTasks.add(task.id());
        touchedTasks.add(task.id());
    }

    void change(Link link) {
        index(link);
        changedLinks.add(link.key());
        removedLinks.remove(link.key());
        touchedTasks.add(link.taskId());
    }

    void remove(Link link) {
        links.remove(link.key());
        linksByTask.getOrDefault(link.taskId(), new HashSet<>()).remove(link.key());
        changedLinks.remove(link.key());
        removedLinks.add(link.key());
        touchedTasks.add(link.taskId());
    }

    List<TaskEvent> events() {
        return events;
    }

    void log(TaskEvent event) {
        events.add(event);
    }

    /** Opens a conflict, or brings the open one on the same field up to date. */
    void open(Conflict conflict) {
        var open = openConflicts.computeIfAbsent(conflict.taskId(), id -> new ArrayList<>());
        Conflict current = open.stream()
                .filter(conflict::isAboutTheSameAs)
                .findFirst()
                .map(conflict::inPlaceOf)
                .orElse(conflict);
        open.removeIf(conflict::isAboutTheSameAs);
        open.add(current);
        changedConflicts.put(current.id(), current);
        touchedTasks.add(current.taskId());
    }

    void resolve(Conflict conflict, String resolution) {
        openConflicts.getOrDefault(conflict.taskId(), List.of()).removeIf(other -> other.id()
                .equals(conflict.id()));
        resolvedConflicts
                .computeIfAbsent(resolution, key -> new LinkedHashSet<>())
                .add(conflict.id());
        touchedTasks.add(conflict.taskId());
    }

    boolean isTouched() {
        return !touchedTasks.isEmpty();
    }

    Set<String> changedTasks() {
        return changedTasks;
    }

    int created() {
        return newTasks.size();
    }

    /** Writes everything that changed. */
    void save(TaskStore taskStore, Links linkStore, Conflicts conflictStore, String actor, Instant now) {
        if (!newTasks.isEmpty()) {
            long number = taskStore.takeNumbers(newTasks.size());
            for (String id : newTasks) {
                tasks.put(id, tasks.get(id).withNumber(number++));
            }
        }
        taskStore.save(changedTasks.stream().map(tasks::get).toList());
        taskStore.append(events);
        linkStore.delete(removedLinks);
        linkStore.save(changedLinks.stream().map(links::get).toList());
        conflictStore.save(changedConflicts.values());
        resolvedConflicts.forEach((resolution, ids) -> conflictStore.resolve(ids, resolution, actor, now));
    }

    /** The touched tasks that {@code remote} does not show as they are. */
    List<String> dirty(Remote remote) {
        return touchedTasks.stream()
                .filter(id -> isDirty(tasks.get(id), remote))
                .toList();
    }

    private boolean isDirty(Task task, Remote remote) {
        Link link = linkOf(task.id(), remote.system(), remote.container()).orElse(null);
        if (isLifeHeld(task.id(), remote.system())) {
            return false;
        }
        if (link == null) {
            return !task.isDeleted() && task.title() != null;
        }
        if (link.state() == Link.State.DELETED) {
            return false;
        }
        if (task.isDeleted() || link.state() == Link.State.CREATING) {
            return true;
        }
        try {
            return !SyncRule.difference(task, remote.mapping(), link.base(), held(task.id(), remote.system()), false)
                    .isEmpty();
        } catch (Untranslatable e) {
            // The sender meets the same value again and parks it with its reason.
            return true;
        }
    }

    private void index(Link link) {
        links.put(link.key(), link);
        linksByTask.computeIfAbsent(link.taskId(), id -> new HashSet<>()).add(link.key());
    }
}
