package dev.taskhub.claude;

import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.InboxReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the todo lists that came through the door for Claude Code's hooks. */
@Component
public final class HookInbox implements InboxReader {

    /** Where a written todo list waits in the inbox. */
    public static final String TODO_LIST = "claude-hook";

    private final ClaudeHooks hooks;
    private final TodoSync todos;

    HookInbox(ClaudeHooks hooks, TodoSync todos) {
        this.hooks = hooks;
        this.todos = todos;
    }

    @Override
    public List<String> sources() {
        return List.of(TODO_LIST);
    }

    @Override
    public void apply(List<InboxMessage> messages) {
        messages.forEach(message -> todos.apply(hooks.todoList(message.payload())));
    }

    @Override
    public String remedy() {
        return "save the payload as a file in inbox/todowrite, mended";
    }
}
