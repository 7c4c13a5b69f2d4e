package dev.taskhub.claude;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One item of a Claude Code todo list.
 *
 * @param number its place in the list, from 1
 * @param id the id that Claude Code gave up to 1.0.85, unique only within one list, or {@code null}
 * @param content what is to be done; never blank, no blanks around it
 * @param status {@code pending}, {@code in_progress} or {@code completed}
 * @param activeForm the same work as it is shown while it is done, or {@code null}
 * @param priority {@code high}, {@code medium}, {@code low} or {@code null}; written up to 1.0.67
 */
public record TodoItem(int number, String id, String content, String status, String activeForm, String priority) {

    /** The hub's alias when the content names exactly one, as {@code T-123} in {@code Add tests [T-123]}. */
    public Optional<String> alias() {
        return TodoText.alias(content);
    }

    /** The columns of the item as Claude writes them; what it does not say is left out. */
    Map<String, Object> columns() {
        var columns = new LinkedHashMap<String, Object>();
        columns.put("content", content);
        columns.put("status", status);
        if (activeForm != null) {
            columns.put("activeForm", activeForm);
        }
        if (priority != null) {
            columns.put("priority", priority);
        }
        return columns;
    }
}
