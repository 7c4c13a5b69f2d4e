package dev.taskhub.camel;

import dev.taskhub.claude.ClaudeHooks;
import dev.taskhub.claude.ClaudeSettings;
import dev.taskhub.claude.HookEvent;
import dev.taskhub.claude.HookInbox;
import dev.taskhub.claude.InvalidTodoFile;
import dev.taskhub.sync.Inbox;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The door for Claude Code's hooks: keeps what they tell, and answers with hook JSON. */
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
     * Replaces the body's stream by the event in it.
     *
     * @throws MessageTooLarge when there are too many bytes, having read no more than needed to know
     * @throws IllegalArgumentException when it is no event of a hook, or one that cannot be meant, saying what is wrong
     */
    void read(Exchange exchange) {
        byte[] body = LimitedBody.read(
                exchange, Math.toIntExact(settings.maxFileSize().toBytes()));
        Map<String, String> headers = new TreeMap<>();
        for (String name : exchange.getMessage().getHeaders().keySet()) {
            DoorHeaders.all(exchange, name).stream()
                    .findFirst()
                    .ifPresent(value -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        try {
            exchange.getMessage().setBody(hooks.read(body, headers));
        } catch (InvalidTodoFile e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Whether the event is to be kept before it is answered. */
    boolean isKept(HookEvent event) {
        return hooks.isKept(event);
    }

    /** Returns when the event is on disk. */
    void keep(HookEvent event) {
        hooks.expect(event);
        try {
            inbox.accept(HookInbox.SOURCE, hooks.key(event), event.stored());
        } catch (RuntimeException e) {
            hooks.forget(event);
            throw e;
        }
    }

    /** What to answer to the hook, asked before the event is kept. */
    Map<String, Object> answer(HookEvent event) {
        try {
            return hooks.answer(event);
        } catch (InvalidTodoFile e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What to answer once the event is kept: {@code answer}, or what became of the event. */
    Map<String, Object> outcome(HookEvent event, Map<String, Object> answer) {
        return hooks.outcome(event, answer);
    }
}
