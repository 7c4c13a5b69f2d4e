package dev.taskhub.plan;

import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** All stages and projects by name, as they stood at one time: small enough to be held, so that no task asks for its own. */
public final class Places {

    /**
     * A plan, a phase or a stage.
     *
     * @param parent the id of the part above it, or {@code null}
     * @param project the id of the plan it belongs to, or {@code null}
     */
    public record Named(String id, Level level, String name, String parent, String project) {}

    private final Map<String, String> projects = new HashMap<>();
    private final Map<String, Place> stages = new HashMap<>();

    /** @param parts those that are not deleted */
    public Places(Collection<Named> parts) {
        Map<String, Named> byId = parts.stream().collect(Collectors.toMap(Named::id, part -> part));
        for (Named part : parts) {
            if (part.level() == Level.PLAN) {
                projects.put(part.id(), part.name());
            } else if (part.level() == Level.STAGE) {
                stages.put(part.id(), new Place(name(byId, part.project()), phase(byId, part), part.name()));
            }
        }
    }

    /** Nothing is known of any plan. */
    public static Places none() {
        return new Places(Set.of());
    }

    /** Where {@code task} stands: where its stage does, or else in its project. */
    public Place of(Task task) {
        Place stage = stages.get((String) task.value(TaskField.STAGE_ID));
        return stage != null ? stage : new Place(projects.get((String) task.value(TaskField.PROJECT_ID)), null, null);
    }

    /** The stages and projects whose tasks stand elsewhere, by name, than they did in {@code before}. */
    Set<String> differingFrom(Places before) {
        Set<String> differing = differing(stages, before.stages);
        differing.addAll(differing(projects, before.projects));
        return differing;
    }

    private static <V> Set<String> differing(Map<String, V> now, Map<String, V> before) {
        var ids = new HashSet<>(now.keySet());
        ids.addAll(before.keySet());
        ids.removeIf(
                id -> now.containsKey(id) == before.containsKey(id) && Objects.equals(now.get(id), before.get(id)));
        return ids;
    }

    private static String phase(Map<String, Named> byId, Named stage) {
        Named above = stage.parent() == null ? null : byId.get(stage.parent());
        return above != null && above.level() == Level.PHASE ? above.name() : null;
    }

    private static String name(Map<String, Named> byId, String id) {
        Named part = id == null ? null : byId.get(id);
        return part == null ? null : part.name();
    }
}
