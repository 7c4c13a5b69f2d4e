package dev.taskhub.claude;

import java.util.Map;

/**
 * An item of an agent's list that the hub has seen before.
 *
 * @param base the item's columns as the agent last wrote them
 * @param state the link's state: {@code linked} when the item stood in the list or left it completed; {@code dropped} or
 *     {@code deleted} when it comes up only if the agent lists the same words again
 */
public record KnownTodo(String externalId, String taskId, Map<String, Object> base, String state) {

    String text(String column) {
        return base.get(column) instanceof String text ? text : null;
    }

    boolean isLinked() {
        return "linked".equals(state);
    }

    boolean isCompleted() {
        return "completed".equals(base.get("status"));
    }
}
