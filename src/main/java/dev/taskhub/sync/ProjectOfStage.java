package dev.taskhub.sync;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Keeps a task's project that of its stage, whatever else a system says: the project follows from the stage, so nobody can
 * argue about it. A task without a stage has the project that somebody gave it. Before the first contact nothing follows: till
 * then a project tells tasks of one title apart, and each system's own counts.
 */
@Component
final class ProjectOfStage {

    static final String ACTOR = "stage";

    private static final Stamp UNSTAMPED = new Stamp(0, TaskSync.HUB);

    private final List<StageProjects> sources;
    private final Acquaintance acquaintance;
    private final History history;

    /** @param sources one, or none where nothing is known of stages */
    ProjectOfStage(List<StageProjects> sources, Acquaintance acquaintance, History history) {
        this.sources = sources;
        this.acquaintance = acquaintance;
        this.history = history;
    }

    /** Brings the changed tasks in line with their stages. */
    void follow(Workspace work) {
        if (sources.isEmpty()) {
            return;
        }
        List<Task> changed =
                work.changedTasks().stream().filter(task -> !task.isDeleted()).toList();
        Map<String, String> left = stagesLeft(work);
        Set<String> stages = changed.stream()
                .map(task -> stage(task, left))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        if (stages.isEmpty() || !acquaintance.isMade()) {
            return;
        }
        Map<String, String> projects = sources.get(0).of(stages);
        Set<String> known = projects.containsValue("")
                ? sources.get(0)
                        .known(changed.stream()
                                .map(ProjectOfStage::project)
                                .filter(Objects::nonNull)
                                .toList())
                : Set.of();
        for (Task task : changed) {
            String stage = stage(task, left);
            if (stage != null && projects.containsKey(stage)) {
                set(work, task, target(task, projects.get(stage), known));
            }
        }
    }

    private static String target(Task task, String projectOfStage, Set<String> known) {
        String current = project(task);
        if (task.value(TaskField.STAGE_ID) == null) {
            // It has just left the stage, and the project with it.
            return projectOfStage.equals(current) ? null : current;
        }
        if (projectOfStage.isEmpty()) {
            return known.contains(current) ? null : current;
        }
        return projectOfStage;
    }

    private void set(Workspace work, Task task, String project) {
        String current = project(task);
        if (Objects.equals(current, project)) {
            return;
        }
        Stamp stamp = task.stamps().getOrDefault(TaskField.STAGE_ID, UNSTAMPED);
        work.change(task.with(TaskField.PROJECT_ID, project, stamp));
        var change = new FieldChange(TaskField.PROJECT_ID, current, project);
        if (!work.addToEvent(task.id(), TaskField.STAGE_ID, change)) {
            history.log(work, task.id(), TaskEvent.Type.UPDATED, ACTOR, List.of(change));
        }
    }

    /** The stage that tells the task's project: the one it has, or has just left. */
    private static String stage(Task task, Map<String, String> left) {
        Object stage = task.value(TaskField.STAGE_ID);
        return stage == null ? left.get(task.id()) : (String) stage;
    }

    /** By task, the stage it had before this transaction changed that. */
    private static Map<String, String> stagesLeft(Workspace work) {
        var left = new HashMap<String, String>();
        for (TaskEvent event : work.events()) {
            for (FieldChange change : event.tellsOf(TaskField.STAGE_ID) ? event.changes() : List.<FieldChange>of()) {
                if (change.field() == TaskField.STAGE_ID && change.before() != null) {
                    left.putIfAbsent(event.taskId(), (String) change.before());
                }
            }
        }
        return left;
    }

    private static String project(Task task) {
        return (String) task.value(TaskField.PROJECT_ID);
    }
}
