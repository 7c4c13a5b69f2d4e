package dev.taskhub.work;

import dev.taskhub.task.TaskField;
import java.time.Instant;
import java.util.List;

/**
 * Which tasks a list shows, and in which order; what is {@code null} or empty narrows nothing.
 *
 * @param text words that title, description or tags hold, each from its beginning, in any order and case; {@code T-124} finds
 *     the task of that alias
 * @param statuses any of these
 * @param assignedTo this one, or {@code ""} for nobody
 * @param priorities any of these
 * @param tag among others
 * @param dueBefore due before this time
 * @param updatedSince changed at or after this time
 * @param limit 1 to {@value #MOST}
 * @param cursor {@link TaskPage#next} of the page before, or {@code null} for the first
 */
public record TaskFilter(
        String text,
        List<String> statuses,
        String assignedTo,
        List<String> priorities,
        String projectId,
        String tag,
        Instant dueBefore,
        Instant updatedSince,
        Order order,
        int limit,
        String cursor) {

    public static final int MOST = 200;

    /** The orders a list may have. RANK: what is to be done first, as {@link WorkDesk#next} goes by. */
    public enum Order {
        NEWEST("-number"),
        OLDEST("number"),
        RANK(
                "(-COALESCE(priority_score, CASE priority WHEN 'urgent' THEN 9 WHEN 'high' THEN 7 WHEN 'low' THEN 3 ELSE 5 END))"),
        DUE("COALESCE(due_date, 8640000000000000)"),
        UPDATED("(-COALESCE(updated_at, 0))");

        private final String key;

        Order(String key) {
            this.key = key;
        }

        /** The SQL of what tasks are sorted by, rising; the number decides among equals. */
        String key() {
            return key;
        }
    }

    /** The open tasks of an agent, what is to be done first at the top. */
    public static TaskFilter openOf(String agent, int limit) {
        return new TaskFilter(
                null,
                TaskField.STATUS.choices().subList(0, 4),
                agent,
                List.of(),
                null,
                null,
                null,
                null,
                Order.RANK,
                limit,
                null);
    }

    public TaskFilter {
        statuses = chosen(TaskField.STATUS, statuses);
        priorities = chosen(TaskField.PRIORITY, priorities);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is %d: give a number from 1 to %d".formatted(limit, MOST));
        }
    }

    private static List<String> chosen(TaskField field, List<String> choices) {
        for (String choice : choices) {
            if (!field.choices().contains(choice)) {
                throw new IllegalArgumentException("%s \"%s\" is not one of %s"
                        .formatted(field.jsonName(), choice, String.join(", ", field.choices())));
            }
        }
        return List.copyOf(choices);
    }
}
