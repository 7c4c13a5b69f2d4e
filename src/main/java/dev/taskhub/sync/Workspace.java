package dev.taskhub.sync;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one transaction works on: the tasks, links and open conflicts that a batch of changes touches, in memory. {@link
 * Workspaces} reads it in a few queries and writes back what changed in a few statements.
 */
final class Workspace {

    private final long change;
    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<Link.Key, Link> links = new HashMap<>();
    private final Map<String, Set<Link.Key>> linksByTask = new HashMap<>();
    private final Map<String, List<Conflict>> openConflicts = new HashMap<>();

    private final Set<String> touched = new LinkedHashSet<>();
    private final Set<String> created = new LinkedHashSet<>();
    private final Set<String> recovered = new HashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<Link.Key> changedLinks = new LinkedHashSet<>();
    private final Set<Link.Key> removedLinks = new LinkedHashSet<>();
    private final Set<Link.Key> newlyLinked = new LinkedHashSet<>();
    private final List<TaskEvent> events = new ArrayList<>();
    private final Map<String, Conflict> changedConflicts = new LinkedHashMap<>();
    private final Map<String, List<String>> resolvedConflicts = new HashMap<>();
    private final Map<String, String> movedEvents = new LinkedHashMap<>();
    private final Map<String, List<Proposal>> proposals = new HashMap<>();

    /** @param change the number of this transaction */
    Workspace(long change) {
        this.change = change;
    }

    void load(Collection<Task> loadedTasks, Collection<Link> loadedLinks, Collection<Conflict> loadedConflicts) {
        loadedTasks.forEach(task -> tasks.put(task.id(), task));
        loadedLinks.forEach(this::index);
        loadedConflicts.forEach(conflict -> openConflicts
                .computeIfAbsent(conflict.taskId(), id -> new ArrayList<>())
                .add(conflict));
    }

    void load(Set<Proposal> openProposals) {
        for (Proposal proposal : openProposals) {
            for (String taskId : List.of(proposal.olderTask(), proposal.newerTask())) {
                proposals.computeIfAbsent(taskId, id -> new ArrayList<>()).add(proposal);
            }
        }
    }

    /** The proposals that wait for a person and are about this task, one of those that were loaded. */
    List<Proposal> proposals(String taskId) {
        return proposals.getOrDefault(taskId, List.of());
    }

    Optional<Task> task(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** Those of these tasks that there are, in the order given. */
    List<Task> tasks(Collection<String> ids) {
        return ids.stream().map(tasks::get).filter(Objects::nonNull).toList();
    }

    Optional<Link> link(String system, String container, String externalId) {
        return Optional.ofNullable(links.get(new Link.Key(system, container, externalId)));
    }

    /** The link of a task in a container that stands for its item there: the one in use if there are several. */
    Optional<Link> linkOf(String taskId, String system, String container) {
        return linksOf(taskId).stream()
                .filter(link -> link.system().equals(system) && link.container().equals(container))
                .min(Comparator.comparing(Link::state));
    }

    List<Link> linksOf(String taskId) {
        return linksByTask.getOrDefault(taskId, Set.of()).stream()
                .map(links::get)
                .toList();
    }

    /** The open conflicts of a task, as they stand now. */
    List<Conflict> conflicts(String taskId) {
        return List.copyOf(openConflicts.getOrDefault(taskId, List.of()));
    }

    /** The fields of a task that a person has yet to settle with a system. */
    Set<TaskField> held(String taskId, String system) {
        var held = EnumSet.noneOf(TaskField.class);
        for (Conflict conflict : openConflicts.getOrDefault(taskId, List.of())) {
            if (conflict.system().equals(system)) {
                TaskField.named(conflict.field()).ifPresent(held::add);
            }
        }
        return held;
    }

    /** Whether a person has yet to settle with a system that the task is there at all. */
    boolean isLifeHeld(String taskId, Remote remote) {
        return openConflicts.getOrDefault(taskId, List.of()).stream()
                .anyMatch(conflict -> conflict.field().equals(Conflict.LIFE)
                        && conflict.system().equals(remote.system()));
    }

    void create(Task task) {
        created.add(task.id());
        change(task);
    }

    /** The store had lost the task: its items elsewhere may be there, and have yet to be heard of. */
    void recover(String taskId) {
        recovered.add(taskId);
    }

    void change(Task task) {
        tasks.put(task.id(), task);
        changed.add(task.id());
        touched.add(task.id());
    }

    /** Puts a link in place; the one of an item yet to be created makes room for the item's own. */
    void change(Link link) {
        if (link.equals(links.get(link.key()))) {
            return;
        }
        if (link.state() != Link.State.CREATING) {
            linkOf(link.taskId(), link.system(), link.container())
                    .filter(other -> other.state() == Link.State.CREATING)
                    .ifPresent(this::remove);
        }
        if (isNewlyLinked(links.get(link.key()), link)) {
            newlyLinked.add(link.key());
        }
        index(link);
        changedLinks.add(link.key());
        removedLinks.remove(link.key());
        touched.add(link.taskId());
    }

    void remove(Link link) {
        links.remove(link.key());
        linksByTask.get(link.taskId()).remove(link.key());
        changedLinks.remove(link.key());
        removedLinks.add(link.key());
        touched.add(link.taskId());
    }

    /** What was logged of one task so far becomes another's history. */
    void moveEvents(String fromTask, String toTask) {
        movedEvents.put(fromTask, toTask);
    }

    void log(TaskEvent event) {
        events.add(event);
    }

    /** Adds to what the event of a task's change of {@code field} tells; {@code false} when there is no such event. */
    boolean addToEvent(String taskId, TaskField field, FieldChange more) {
        for (int i = events.size() - 1; i >= 0; i--) {
            TaskEvent event = events.get(i);
            if (event.taskId().equals(taskId) && event.tellsOf(field)) {
                events.set(i, event.with(more));
                return true;
            }
        }
        return false;
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
        touched.add(current.taskId());
    }

    void resolve(Conflict conflict, String resolution) {
        openConflicts.get(conflict.taskId()).removeIf(other -> other.id().equals(conflict.id()));
        resolvedConflicts.computeIfAbsent(resolution, key -> new ArrayList<>()).add(conflict.id());
        touched.add(conflict.taskId());
    }

    /** Closes the conflict on a field with a system, if there is one, because it has a value by now. */
    void settle(String taskId, String system, TaskField field) {
        for (Conflict conflict : conflicts(taskId)) {
            if (conflict.system().equals(system) && conflict.field().equals(field.jsonName())) {
                resolve(conflict, Conflict.OVERTAKEN);
            }
        }
    }

    /** Gives the new tasks their numbers. */
    void number(Map<String, Long> numbers) {
        numbers.forEach((id, number) -> tasks.put(id, tasks.get(id).withNumber(number)));
    }

    /** The ids of all tasks that were loaded or made. */
    Set<String> taskIds() {
        return tasks.keySet();
    }

    long change() {
        return change;
    }

    Set<String> created() {
        return created;
    }

    /** Whether anything is different from what was loaded. */
    boolean isTouched() {
        return !touched.isEmpty();
    }

    /** The tasks of which anything changed: a field, a link, a conflict. */
    List<Task> touchedTasks() {
        return touched.stream().map(tasks::get).filter(Objects::nonNull).toList();
    }

    Set<String> recovered() {
        return recovered;
    }

    List<Task> changedTasks() {
        return changed.stream().map(tasks::get).toList();
    }

    /** The links by which an item stands for a task for which it did not stand before. */
    List<Link> newLinks() {
        return newlyLinked.stream()
                .map(links::get)
                .filter(link -> link != null && link.state() == Link.State.LINKED)
                .toList();
    }

    List<Link> changedLinks() {
        return changedLinks.stream().map(links::get).toList();
    }

    Set<Link.Key> removedLinks() {
        return removedLinks;
    }

    Map<String, String> movedEvents() {
        return movedEvents;
    }

    List<TaskEvent> events() {
        return events;
    }

    Collection<Conflict> changedConflicts() {
        return changedConflicts.values();
    }

    Map<String, List<String>> resolvedConflicts() {
        return resolvedConflicts;
    }

    private static boolean isNewlyLinked(Link before, Link link) {
        return link.state() == Link.State.LINKED
                && (before == null
                        || before.state() != Link.State.LINKED
                        || !before.taskId().equals(link.taskId()));
    }

    private void index(Link link) {
        Link before = links.put(link.key(), link);
        if (before != null && !before.taskId().equals(link.taskId())) {
            // Its item became another task's: its own task has none there now.
            linksByTask.get(before.taskId()).remove(link.key());
            touched.add(before.taskId());
        }
        linksByTask.computeIfAbsent(link.taskId(), id -> new LinkedHashSet<>()).add(link.key());
    }
}
