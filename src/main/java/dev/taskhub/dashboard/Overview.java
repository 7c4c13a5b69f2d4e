package dev.taskhub.dashboard;

import dev.taskhub.dashboard.DashboardPage.AgentLine;
import dev.taskhub.dashboard.DashboardPage.Share;
import dev.taskhub.dashboard.DashboardQueries.Work;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All tasks in figures, by status and by agent. */
record Overview(List<Work> work) {

    private static final Comparator<AgentLine> BUSIEST_FIRST = Comparator.comparingLong(AgentLine::open)
            .thenComparingLong(AgentLine::completed)
            .reversed()
            .thenComparing(AgentLine::name);

    long total() {
        return work.stream().mapToLong(Work::tasks).sum();
    }

    long tasks(String status) {
        return sum(work, Work::tasks, status::equals);
    }

    /** When a task last changed; nothing when none ever did. */
    Optional<Instant> changedAt() {
        return work.stream().map(Work::changedAt).filter(Objects::nonNull).max(Comparator.naturalOrder());
    }

    /** All statuses in their natural order, then those of tasks that hold another or none. */
    List<Share> statuses() {
        List<String> known = TaskField.STATUS.choices();
        Stream<String> others = work.stream()
                .filter(part -> part.tasks() > 0 && !known.contains(part.status()))
                .map(Work::status)
                .distinct()
                .sorted();
        return Stream.concat(known.stream(), others).map(this::share).toList();
    }

    Share share(String status) {
        return new Share(TaskLines.label(status), tasks(status), TaskLines.percent(tasks(status), total()));
    }

    /** Those who have or had a task, the one with most open tasks first. */
    List<AgentLine> agents() {
        return work.stream()
                .filter(part -> part.tasks() > 0)
                .collect(Collectors.groupingBy(Work::agent))
                .entrySet()
                .stream()
                .map(Overview::agent)
                .sorted(BUSIEST_FIRST)
                .toList();
    }

    private static AgentLine agent(Map.Entry<String, List<Work>> entry) {
        List<Work> parts = entry.getValue();
        return new AgentLine(
                TaskLines.orElse(entry.getKey(), "(unassigned)"),
                sum(parts, Work::tasks, Task.OPEN::contains),
                sum(parts, Work::tasks, "in_progress"::equals),
                sum(parts, Work::tasks, "blocked"::equals),
                sum(parts, Work::finished, "completed"::equals));
    }

    private static long sum(List<Work> parts, ToLongFunction<Work> figure, Predicate<String> status) {
        return parts.stream()
                .filter(part -> status.test(part.status()))
                .mapToLong(figure)
                .sum();
    }
}
