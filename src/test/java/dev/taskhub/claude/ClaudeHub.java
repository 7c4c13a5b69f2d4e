package dev.taskhub.claude;

import dev.taskhub.sync.Database;
import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.TestHub;
import dev.taskhub.task.Task;
import dev.taskhub.work.TaskDesk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A hub that hears of sessions of Claude Code, without its door. */
final class ClaudeHub implements AutoCloseable {

    final TestHub hub;
    final ClaudeHooks hooks;
    final TaskDesk desk;
    final Sessions sessions;
    private final HookInbox inbox;
    private long messages;

    ClaudeHub(Database database) {
        this(database, Map.of());
    }

    ClaudeHub(Database database, Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        all.put("taskhub.agent.file", "config/agents.yaml");
        all.put("taskhub.agent.inboxes", "target/agents");
        all.put("taskhub.conversations.file", "config/conversations.yaml");
        all.putIfAbsent("taskhub.claude.tell-within", "0ms");
        hub = TestHub.with(
                database,
                all,
                "dev.taskhub.claude",
                "dev.taskhub.agent",
                "dev.taskhub.plan",
                "dev.taskhub.quick",
                "dev.taskhub.comment",
                "dev.taskhub.time",
                "dev.taskhub.work");
        hooks = hub.bean(ClaudeHooks.class);
        desk = hub.bean(TaskDesk.class);
        sessions = hub.bean(Sessions.class);
        inbox = hub.bean(HookInbox.class);
    }

    /** Tells of an event, has it worked off, and returns what is answered. */
    Map<String, Object> tell(Map<String, String> headers, String event) {
        HookEvent read = hooks.read(event.getBytes(StandardCharsets.UTF_8), headers);
        Map<String, Object> answer = hooks.answer(read);
        if (hooks.isKept(read)) {
            hooks.expect(read);
            var message =
                    new InboxMessage(++messages, HookInbox.SOURCE, hooks.key(read), read.stored(), hub.clock.instant());
            hub.transaction.executeWithoutResult(status -> inbox.apply(List.of(message)));
        }
        return hooks.outcome(read, answer);
    }

    Map<String, Object> tell(String event) {
        return tell(Map.of(), event);
    }

    Optional<Task> task(String title) {
        return hub
                .jdbc
                .queryForList("SELECT id FROM task WHERE title = ? AND deleted_at IS NULL", String.class, title)
                .stream()
                .findFirst()
                .map(desk::get);
    }

    /** What the model is told. */
    static String context(Map<String, Object> answer) {
        return answer.get("hookSpecificOutput") instanceof Map<?, ?> output
                ? String.valueOf(output.get("additionalContext"))
                : "";
    }

    @Override
    public void close() {
        hub.close();
    }
}
