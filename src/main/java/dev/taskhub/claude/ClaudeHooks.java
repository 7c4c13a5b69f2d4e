package dev.taskhub.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Understands what Claude Code's hooks tell, as Claude Code 2.1 writes it: JSON with {@code hook_event_name}, {@code session_id} and
 * what belongs to the event. The hub listens to written todo lists, and lets all else pass.
 */
@Component
public final class ClaudeHooks {

    // Claude Code cuts what a hook says at 10,000 characters.
    private static final int MOST_TOLD = 20;

    private final TodoLists lists;

    ClaudeHooks(TodoLists lists) {
        this.lists = lists;
    }

    /**
     * Whether an event tells that a todo list was written.
     *
     * @throws InvalidTodoFile when {@code event} is no JSON object, or no event of a hook
     */
    public boolean isTodoList(byte[] event) {
        JsonNode document = JsonText.parse(event);
        if (!document.isObject() || !document.path("hook_event_name").isTextual()) {
            throw new InvalidTodoFile(
                    "the body has no hook_event_name", "Send the JSON that Claude Code gives to a hook, unchanged.");
        }
        return document.path("hook_event_name").textValue().equals("PostToolUse")
                && document.path("tool_name").asText().equals("TodoWrite");
    }

    /**
     * The list that an event tells of.
     *
     * @throws InvalidTodoFile when it cannot be read, or has no session
     */
    public TodoList todoList(byte[] event) {
        try {
            return lists.read(new ByteArrayInputStream(event), null);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    TodoList todoList(String event) {
        return todoList(event.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What to answer to the hook, as hook JSON: nothing, or what the model has to know because items of its list could not
     * be taken.
     */
    public Map<String, Object> answer(TodoList list) {
        if (list.isWhole()) {
            return Map.of();
        }
        List<String> problems = list.problems();
        return Map.of(
                "hookSpecificOutput",
                Map.of(
                        "hookEventName",
                        "PostToolUse",
                        "additionalContext",
                        "TaskHub took the todo list but for these items: "
                                + String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_TOLD)))));
    }
}
