package dev.taskhub.dashboard;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A sprint's remaining work day by day, beside the straight line to none.
 *
 * @param lines one per day of the sprint
 * @param top the end of the chart's upright axis, at least 1
 */
record Burndown(List<Line> lines, long top) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);
    private static final int BAR_LENGTH = 20;

    /**
     * @param remaining tasks left when the day ended, or empty for a day to come
     * @param ideal what the straight line says, with one decimal
     * @param bar {@code remaining} drawn as blocks
     */
    record Line(String day, String remaining, String ideal, String bar) {}

    /** @param work how much was left at the end of the sprint's first days, up to today */
    static Burndown of(Sprint sprint, DashboardQueries.SprintWork work) {
        long top = Math.max(
                1,
                Math.max(
                        work.toDo(),
                        work.remaining().stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElse(0)));
        List<Line> lines = new ArrayList<>();
        List<LocalDate> days = sprint.days();
        for (int i = 0; i < days.size(); i++) {
            double ideal = work.toDo() * (days.size() - 1.0 - i) / days.size();
            Long remaining = i < work.remaining().size() ? work.remaining().get(i) : null;
            lines.add(new Line(
                    DAY.format(days.get(i)),
                    remaining == null ? "" : remaining.toString(),
                    String.format(Locale.ROOT, "%.1f", ideal),
                    remaining == null ? "" : "█".repeat(Math.round((float) remaining * BAR_LENGTH / top))));
        }
        return new Burndown(lines, top);
    }

    /** The days as Mermaid wants them: quoted, separated by commas. */
    public String days() {
        return lines.stream().map(line -> "\"" + line.day() + "\"").collect(Collectors.joining(", "));
    }

    /** A chart cannot leave a value out; a bar of no height looks like none. */
    public String remaining() {
        return lines.stream()
                .map(line -> line.remaining().isEmpty() ? "0" : line.remaining())
                .collect(Collectors.joining(", "));
    }

    public String ideal() {
        return lines.stream().map(Line::ideal).collect(Collectors.joining(", "));
    }
}
