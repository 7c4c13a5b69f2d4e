package dev.taskhub.dashboard;

import dev.taskhub.dashboard.DashboardPage.ProjectPart;
import dev.taskhub.dashboard.DashboardPage.StageLine;
import dev.taskhub.dashboard.PlanQueries.PartRow;
import dev.taskhub.dashboard.PlanQueries.PartWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The projects with their stages, and how much of each is done. Cancelled tasks count nowhere: nobody will do them. */
final class ProjectLines {

    /** Stands for the tasks of no stage, and for the stages of no project. */
    private static final String NONE = "";

    /** Tasks, and how many of them are done. */
    private record Count(long done, long tasks) {

        private static final Count ZERO = new Count(0, 0);

        Count plus(Count other) {
            return new Count(done + other.done, tasks + other.tasks);
        }
    }

    private final Map<String, PartRow> parts;
    private final Map<String, Map<String, Count>> counts = new HashMap<>();
    private final Comparator<PartRow> order;

    ProjectLines(List<PartRow> parts, List<PartWork> work) {
        this.parts = parts.stream().collect(Collectors.toMap(PartRow::id, Function.identity()));
        Comparator<PartRow> byPosition =
                Comparator.comparing(PartRow::position, Comparator.nullsLast(Comparator.naturalOrder()));
        Comparator<PartRow> beside =
                byPosition.thenComparing(part -> name(part.name())).thenComparing(PartRow::id);
        this.order =
                Comparator.comparing(this::phase, Comparator.nullsLast(beside)).thenComparing(beside);
        parts.stream().filter(PartRow::isProject).forEach(part -> counts.put(part.id(), new HashMap<>()));
        parts.stream().filter(PartRow::isStage).forEach(stage -> add(projectOf(stage), stage.id(), Count.ZERO));
        work.forEach(this::add);
    }

    /** The projects in their order, at most {@code limit}, each with as many stages at most. */
    List<ProjectPart> of(int limit) {
        return Stream.concat(
                        parts.values().stream().filter(PartRow::isProject).sorted(order), Stream.of((PartRow) null))
                .filter(project -> counts.containsKey(id(project)))
                .limit(limit)
                .map(project -> project(project, limit))
                .toList();
    }

    /** How many projects there are. */
    int size() {
        return counts.size();
    }

    private ProjectPart project(PartRow project, int limit) {
        Map<String, Count> stages = counts.get(id(project));
        Count all = stages.values().stream().reduce(Count.ZERO, Count::plus);
        List<StageLine> lines = new ArrayList<>(stages.keySet().stream()
                .filter(stage -> !stage.equals(NONE))
                .map(parts::get)
                .sorted(order)
                .map(stage -> line(stage, stages.get(stage.id())))
                .toList());
        if (stages.containsKey(NONE)) {
            lines.add(line(null, stages.get(NONE)));
        }
        return new ProjectPart(
                project == null ? "(no project)" : name(project.name()),
                all.done(),
                all.tasks(),
                TaskLines.percent(all.done(), all.tasks()),
                lines.stream().limit(limit).toList(),
                Math.max(0, lines.size() - limit));
    }

    private StageLine line(PartRow stage, Count count) {
        PartRow phase = stage == null ? null : phase(stage);
        return new StageLine(
                stage == null ? "(no stage)" : name(stage.name()),
                phase == null ? "" : name(phase.name()),
                count.done(),
                count.tasks(),
                TaskLines.percent(count.done(), count.tasks()));
    }

    /** A task counts where its stage does; without one that is known, in its project. */
    private void add(PartWork group) {
        PartRow stage = parts.get(group.stage());
        boolean staged = stage != null && stage.isStage();
        String project = staged ? projectOf(stage) : group.project();
        if (staged || counts.containsKey(project)) {
            add(project, staged ? stage.id() : NONE, new Count(group.done(), group.tasks()));
        }
    }

    private void add(String project, String stage, Count count) {
        counts.computeIfAbsent(project, id -> new HashMap<>()).merge(stage, count, Count::plus);
    }

    private String projectOf(PartRow stage) {
        return parts.containsKey(stage.project()) ? stage.project() : NONE;
    }

    private PartRow phase(PartRow part) {
        PartRow above = part.isStage() ? parts.get(part.parent()) : null;
        return above != null && above.isPhase() ? above : null;
    }

    private static String id(PartRow project) {
        return project == null ? NONE : project.id();
    }

    private static String name(String name) {
        return TaskLines.shortened(TaskLines.orElse(name, "(unnamed)"));
    }
}
