package dev.taskhub.camel;

import dev.taskhub.claude.ClaudeHooks;
import dev.taskhub.claude.ClaudeSettings;
import dev.taskhub.claude.HookInbox;
import dev.taskhub.claude.InvalidTodoFile;
import dev.taskhub.claude.TodoList;
import dev.taskhub.security.Sha256;
import dev.taskhub.sync.Inbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The door for Claude Code's hooks: keeps what they tell of todo lists, and answers with hook JSON. */
@Component("claudeHookDoor")
class ClaudeHookDoor {

    private final ClaudeHooks hooks;
    private final ClaudeSettings settings;
    private final Inbox inbox;

    ClaudeHookDoor(ClaudeHooks hooks, ClaudeSettings settings, Inbox inbox) {
        this.hooks = hooks;
        this.settings = settings;
        this.inbox = inbox;
    }

    /**
     * Replaces the body's stream by its bytes.
     *
     * @throws MessageTooLarge when there are too many, having read no more than needed to know
     */
    void read(Exchange exchange) {
        exchange.getMessage()
                .setBody(LimitedBody.read(
                        exchange, Math.toIntExact(settings.maxFileSize().toBytes())));
    }

    /**
     * Whether the event tells of a todo list.
     *
     * @throws IllegalArgumentException when it is no event of a hook
     */
    boolean isTodoList(byte[] event) {
        try {
            return hooks.isTodoList(event);
        } catch (InvalidTodoFile e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Keeps an event that tells of a todo list, and returns what to answer.
     *
     * @throws IllegalArgumentException when no list can be read from it, saying what is wrong
     */
    Map<String, Object> keep(byte[] event) {
        try {
            TodoList list = hooks.todoList(event);
            String key = list.messageKey() == null ? Sha256.hex(event) : list.messageKey();
            inbox.accept(HookInbox.TODO_LIST, key, new String(event, StandardCharsets.UTF_8));
            return hooks.answer(list);
        } catch (InvalidTodoFile e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Has nothing to say about an event. */
    Map<String, Object> pass() {
        return Map.of();
    }
}
