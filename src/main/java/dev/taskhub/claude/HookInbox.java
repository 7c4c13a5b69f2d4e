package dev.taskhub.claude;

import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.InboxReader;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the events that came through the door for Claude Code's hooks. */
@Component
public final class HookInbox implements InboxReader {

    /** Where an event waits in the inbox. */
    public static final String SOURCE = "claude-hook";

    private static final Duration MOMENT = Duration.ofMillis(10);

    private final Sessions sessions;
    private final List<HookEffect> effects;
    private final Outcomes outcomes;

    HookInbox(Sessions sessions, List<HookEffect> effects, Outcomes outcomes) {
        this.sessions = sessions;
        this.effects = effects;
        this.outcomes = outcomes;
    }

    @Override
    public List<String> sources() {
        return List.of(SOURCE);
    }

    @Override
    public void apply(List<InboxMessage> messages) {
        for (InboxMessage message : messages) {
            HookEvent event = HookEvent.stored(message.payload(), message.receivedAt());
            sessions.see(event);
            effects.stream().filter(effect -> effect.isFor(event)).forEach(effect -> effect.apply(event));
        }
    }

    /** Only a moment while Claude Code waits to hear what became of its calls. */
    @Override
    public Duration rest() {
        return outcomes.wereExpectedLately() ? MOMENT : InboxReader.super.rest();
    }

    @Override
    public String remedy() {
        return "of a TodoWrite, save the payload as a file in inbox/todowrite, mended; of another event, mend what the"
                + " cause names and send the payload to /hooks/claude once more";
    }
}
