package dev.taskhub.dashboard;

import dev.taskhub.dashboard.DashboardPage.TaskLine;
import dev.taskhub.dashboard.DashboardQueries.Row;
import dev.taskhub.task.Task;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of the store in the words and figures people read. */
final class TaskLines {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT);
    private static final int TITLE_LENGTH = 120;
    private static final int REASON_LENGTH = 300;

    private final ZoneId zone;

    /** @param zone the one in which times are told; a due date is a day, the same everywhere */
    TaskLines(ZoneId zone) {
        this.zone = zone;
    }

    List<TaskLine> of(List<Row> rows) {
        return rows.stream().map(this::task).toList();
    }

    String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    /** {@code in_progress} as {@code In progress}. */
    static String label(String status) {
        return switch (status == null ? "" : status) {
            case "" -> "(none)";
            case "todo" -> "To do";
            default -> Character.toUpperCase(status.charAt(0))
                    + status.substring(1).replace('_', ' ');
        };
    }

    /** With one decimal; 0.0 of nothing. */
    static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f", whole == 0 ? 0.0 : 100.0 * part / whole);
    }

    /** Why a task is blocked: the last line of its notes that begins with "Error:", or else the last line. */
    static String reason(String notes) {
        List<String> lines = notes == null
                ? List.of()
                : notes.lines()
                        .map(MarkdownText::oneLine)
                        .filter(line -> !line.isEmpty())
                        .toList();
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, "Error:", 0, 6))
                .reduce((former, latter) -> latter)
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1)))
                .map(line -> shorten(line, REASON_LENGTH))
                .orElse("no reason given");
    }

    private TaskLine task(Row row) {
        return new TaskLine(
                Task.alias(row.number()),
                shorten(orElse(row.title(), "(untitled)"), TITLE_LENGTH),
                label(row.status()),
                orElse(row.assignedTo(), ""),
                row.priorityScore() == null
                        ? ""
                        : BigDecimal.valueOf(row.priorityScore())
                                .stripTrailingZeros()
                                .toPlainString(),
                row.dueDate() == null
                        ? ""
                        : LocalDate.ofInstant(row.dueDate(), ZoneOffset.UTC).toString(),
                row.completedAt() == null ? "" : time(row.completedAt()),
                reason(row.notes()));
    }

    /** {@code text} on one line, or {@code instead} when that is empty. */
    static String orElse(String text, String instead) {
        String line = text == null ? "" : MarkdownText.oneLine(text);
        return line.isEmpty() ? instead : line;
    }

    /** As long as a name or title is shown. */
    static String shortened(String line) {
        return shorten(line, TITLE_LENGTH);
    }

    private static String shorten(String line, int length) {
        return line.codePointCount(0, line.length()) <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
    }
}
