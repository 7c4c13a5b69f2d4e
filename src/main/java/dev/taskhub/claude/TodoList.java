package dev.taskhub.claude;

import java.util.List;

/**
 * A whole todo list as an agent wrote it: it replaces the agent's list before it. Lists are per session and agent.
 *
 * @param agent {@code main}, or the id of a subagent
 * @param toolUseId the call that wrote the list, or {@code null} when the file does not say
 * @param items the items that can be taken, in the agent's order
 * @param problems one line for each item that cannot, naming it
 */
public record TodoList(String session, String agent, String toolUseId, List<TodoItem> items, List<String> problems) {

    public TodoList {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
    }

    /** What holds the items on Claude's side: {@code <session>:<agent>}. */
    public String container() {
        return session + ":" + agent;
    }

    /** Whether every item of the file can be taken. */
    public boolean isWhole() {
        return problems.isEmpty();
    }

    /**
     * The idempotency key of the call that wrote the list, or {@code null}. A list with problems has none: its mended
     * copy comes from the same call and must not pass for a repeat.
     */
    public String messageKey() {
        return toolUseId == null || !isWhole() ? null : session + ":" + toolUseId;
    }
}
