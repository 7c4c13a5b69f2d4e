package dev.taskhub.airtable;

import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.InboxReader;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.JsonColumn;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what came through AirTable's door: tasks in the plain form. A ping is kept for nothing but its repeats. */
@Component
public final class AirtableInbox implements InboxReader {

    /** Where a message of the plain form waits in the inbox. */
    public static final String PLAIN = "airtable-task";

    /** Where a ping of AirTable's own webhook is kept, so that a repeat of it is known. */
    public static final String PING = "airtable-ping";

    private final AirtablePlainMessage messages;
    private final Sync sync;

    AirtableInbox(AirtablePlainMessage messages, Sync sync) {
        this.messages = messages;
        this.sync = sync;
    }

    @Override
    public List<String> sources() {
        return List.of(PLAIN, PING);
    }

    @Override
    public void apply(List<InboxMessage> kept) {
        sync.accept(kept.stream()
                .filter(message -> message.source().equals(PLAIN))
                .map(message -> messages.read(JsonColumn.message(message.payload()), message.messageKey()))
                .toList());
    }

    @Override
    public String remedy() {
        return "correct what sends these messages; the records themselves are read again by polling";
    }
}
