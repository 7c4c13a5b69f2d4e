package dev.taskhub.api;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.mapping.WrittenValue;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.work.TaskFilter;
import dev.taskhub.work.TaskFilter.Order;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads which tasks a request wants to see: {@code ?q=deploy&status=todo,blocked&sort=due&limit=50}. */
final class TaskQuery {

    static final Set<String> PARAMETERS = new TreeSet<>(Set.of(
            "q",
            "status",
            "assignedTo",
            "priority",
            "projectId",
            "tag",
            "dueBefore",
            "updatedSince",
            "sort",
            "limit",
            "cursor",
            "fields"));

    private static final int USUAL_LIMIT = 50;
    private static final String ANY = "any";
    private static final String NOBODY = "none";

    private TaskQuery() {}

    /**
     * @param query parameters by name, several values separated by commas
     * @throws IllegalArgumentException naming what cannot be meant
     */
    static TaskFilter read(Map<String, String> query) {
        var unknown = query.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("%s is no parameter of this list; there are %s"
                    .formatted(String.join(", ", unknown), String.join(", ", PARAMETERS)));
        }
        String assignedTo = query.get("assignedTo");
        return new TaskFilter(
                query.get("q"),
                statuses(query.get("status")),
                NOBODY.equals(assignedTo) ? "" : assignedTo,
                list(query.get("priority")),
                query.get("projectId"),
                query.get("tag"),
                time("dueBefore", query),
                time("updatedSince", query),
                order(query.getOrDefault("sort", "newest")),
                limit(query.get("limit")),
                query.get("cursor"));
    }

    /** All statuses unless some are named; {@code open} stands for those of open tasks. */
    private static List<String> statuses(String text) {
        return text == null || text.equals(ANY)
                ? List.of()
                : list(text).stream()
                        .flatMap(status -> status.equals("open") ? Task.OPEN.stream() : List.of(status).stream())
                        .distinct()
                        .toList();
    }

    static List<String> list(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private static Order order(String text) {
        return Arrays.stream(Order.values())
                .filter(order -> name(order).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sort is \"%s\": give one of %s"
                        .formatted(
                                text,
                                Arrays.stream(Order.values())
                                        .map(TaskQuery::name)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String name(Order order) {
        return order.name().toLowerCase(Locale.ROOT);
    }

    private static int limit(String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException(
                    "limit is \"" + text + "\": give a whole number from 1 to " + TaskFilter.MOST);
        }
        return Integer.parseInt(text);
    }

    private static Instant time(String name, Map<String, String> query) {
        String text = query.get(name);
        try {
            return text == null ? null : (Instant) WrittenValue.of(TaskField.DUE_DATE, text);
        } catch (Untranslatable e) {
            throw new IllegalArgumentException(
                    name + " is \"" + text + "\": give a time such as 2026-01-05 or 2026-01-05T09:30:00Z", e);
        }
    }
}
