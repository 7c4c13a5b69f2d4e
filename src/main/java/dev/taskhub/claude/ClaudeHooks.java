package dev.taskhub.claude;

import dev.taskhub.security.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Understands what Claude Code's hooks tell, as Claude Code 2.1 writes it: JSON with {@code hook_event_name}, {@code session_id} and
 * what belongs to the event. Events that are no concern of the hub pass.
 */
@Component
@EnableConfigurationProperties(SessionSettings.class)
public final class ClaudeHooks {

    static final String[] ITEM_TOOLS = {"TodoWrite", TaskCall.CREATE, TaskCall.UPDATE};

    private static final Set<String> OF_SESSIONS =
            Set.of("SessionStart", "SessionEnd", "UserPromptSubmit", "Stop", "SubagentStop");

    private final List<HookEffect> effects;
    private final List<HookAnswer> answers;
    private final CallAnswers calls;
    private final Outcomes outcomes;
    private final SessionSettings settings;
    private final Clock clock;

    ClaudeHooks(
            List<HookEffect> effects,
            List<HookAnswer> answers,
            CallAnswers calls,
            Outcomes outcomes,
            SessionSettings settings,
            Clock clock) {
        this.effects = effects;
        this.answers = answers;
        this.calls = calls;
        this.outcomes = outcomes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The event that a hook tells of.
     *
     * @param headers by their names in lower case
     * @throws InvalidTodoFile when it is none, or one that cannot be taken in
     */
    public HookEvent read(byte[] body, Map<String, String> headers) {
        HookEvent event = HookEvent.arriving(body, headers, clock.instant());
        if (isKept(event)) {
            event.session();
            effects.stream().filter(effect -> effect.isFor(event)).forEach(effect -> effect.check(event));
        }
        return event;
    }

    /** Whether the event does something to the task list, or to what is known of its session. */
    public boolean isKept(HookEvent event) {
        boolean ofItems = event.isCalled(ITEM_TOOLS) || event.name().equals("TaskCompleted");
        return ofItems ? settings.syncFromTodoWrite() : OF_SESSIONS.contains(event.name());
    }

    /** What tells the event from all others, and is the same when it is told once more. */
    public String key(HookEvent event) {
        String stored = event.stored();
        return event.callKey() == null ? Sha256.hex(stored.getBytes(StandardCharsets.UTF_8)) : event.callKey();
    }

    /** Call it before an event is kept of which {@link #outcome} is to tell what became. */
    public void expect(HookEvent event) {
        if (event.isCalled(ITEM_TOOLS)
                && event.callKey() != null
                && !event.origin().spooled()) {
            outcomes.expect(event.callKey());
        }
    }

    /** The event was not kept after all. */
    public void forget(HookEvent event) {
        if (event.callKey() != null) {
            outcomes.forget(event.callKey());
        }
    }

    /**
     * What to answer to the hook, as hook JSON. Ask before the event is kept: some of it is what has changed since the last one.
     * Nothing is answered to an event that was kept back, for nobody waits for it.
     */
    public Map<String, Object> answer(HookEvent event) {
        return event.origin().spooled()
                ? Map.of()
                : answers.stream()
                        .filter(answer -> answer.isFor(event))
                        .findFirst()
                        .map(answer -> answer.answer(event))
                        .orElse(Map.of());
    }

    /** What to answer once the event is kept, if that may be known in a moment: what became of it; else {@code answer}. */
    public Map<String, Object> outcome(HookEvent event, Map<String, Object> answer) {
        return isKept(event) && event.isCalled(ITEM_TOOLS) && !event.origin().spooled() ? calls.answer(event) : answer;
    }

    /** An answer that gives the model {@code text} to read; none when it is empty. */
    static Map<String, Object> context(String event, String text) {
        return text.isEmpty()
                ? Map.of()
                : Map.of("hookSpecificOutput", Map.of("hookEventName", event, "additionalContext", text));
    }
}
