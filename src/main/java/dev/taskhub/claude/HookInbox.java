package dev.taskhub.claude;

import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.InboxReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the events that came through the door for Claude Code's hooks. */
@Component
public final class HookInbox implements InboxReader {

    /** Where an event waits in the inbox. */
    public static final String SOURCE = "claude-hook";

    private final Sessions sessions;
    private final List<HookEffect> effects;

    HookInbox(Sessions sessions, List<HookEffect> effects) {
        this.sessions = sessions;
        this.effects = effects;
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

    @Override
    public String remedy() {
        return "of a TodoWrite, save the payload as a file in inbox/todowrite, mended; of another event, mend what the"
                + " cause names and send the payload to /hooks/claude once more";
    }
}
