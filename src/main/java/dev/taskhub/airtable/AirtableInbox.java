package dev.taskhub.airtable;

import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.JsonColumn;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Works off the kept messages; their effect and their being done are one transaction. */
@Component("airtableInbox")
public final class AirtableInbox {

    private static final int BATCH = 200;

    private final Inbox inbox;
    private final AirtablePlainMessage messages;
    private final Sync sync;
    private final TransactionTemplate transaction;

    AirtableInbox(Inbox inbox, AirtablePlainMessage messages, Sync sync, PlatformTransactionManager transactions) {
        this.inbox = inbox;
        this.messages = messages;
        this.sync = sync;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Works off the oldest messages and says whether there may be more. */
    public boolean workOff() {
        List<InboxMessage> batch = inbox.pending(BATCH);
        if (!batch.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                sync.accept(batch.stream()
                        .filter(message -> !message.payload().isEmpty())
                        .map(message -> messages.read(JsonColumn.message(message.payload()), message.messageKey()))
                        .toList());
                inbox.done(batch);
            });
        }
        return batch.size() == BATCH;
    }
}
