package dev.taskhub.claude;

import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.time.Instant;
import java.util.regex.Pattern;

/** How a task is shown in one line to a person or a model. */
public final class TaskLine {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");
    private static final int LONGEST_TITLE = 120;

    private TaskLine() {}

    /** {@code T-12 Fix the login (in progress, high, BA, due 2026-12-04)}. */
    public static String of(Task task) {
        var line = new StringBuilder(named(task)).append(" (").append(words(task.status()));
        add(line, task.value(TaskField.PRIORITY));
        add(line, task.assignedTo());
        if (task.value(TaskField.DUE_DATE) instanceof Instant due) {
            line.append(", due ").append(due.toString(), 0, 10);
        }
        return line.append(')').toString();
    }

    /** {@code T-12 Fix the login}. */
    public static String named(Task task) {
        return task.alias() + " " + oneLine(task.title());
    }

    /** Text without line breaks, cut when it is long. */
    public static String oneLine(Object text) {
        String line = BREAKS.matcher(text == null ? "" : text.toString())
                .replaceAll(" ")
                .strip();
        return line.length() > LONGEST_TITLE ? line.substring(0, LONGEST_TITLE) + "..." : line;
    }

    private static void add(StringBuilder line, Object value) {
        if (value != null) {
            line.append(", ").append(value);
        }
    }

    private static String words(String status) {
        return status == null ? "no status" : status.replace('_', ' ');
    }
}
