package dev.taskhub.airtable;

import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.Parked;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.JsonColumn;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Works off the kept messages; their effect and their being done are one transaction. */
@Component("airtableInbox")
public final class AirtableInbox {

    private static final Logger LOG = LoggerFactory.getLogger(AirtableInbox.class);
    private static final int BATCH = 1000;

    private final Inbox inbox;
    private final AirtablePlainMessage messages;
    private final Sync sync;
    private final Parked parked;
    private final TransactionTemplate transaction;

    AirtableInbox(
            Inbox inbox,
            AirtablePlainMessage messages,
            Sync sync,
            Parked parked,
            PlatformTransactionManager transactions) {
        this.inbox = inbox;
        this.messages = messages;
        this.sync = sync;
        this.parked = parked;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Works off the oldest messages and says whether there may be more; one that cannot be applied is parked. */
    public boolean workOff() {
        List<InboxMessage> batch = inbox.pending(BATCH);
        if (batch.isEmpty()) {
            return false;
        }
        try {
            apply(batch);
        } catch (RuntimeException e) {
            LOG.warn("{} messages were not applied together, now one by one: {}", batch.size(), e.toString());
            batch.forEach(this::applyOrPark);
        }
        return batch.size() == BATCH;
    }

    private void apply(List<InboxMessage> batch) {
        transaction.executeWithoutResult(status -> {
            sync.accept(batch.stream()
                    .filter(message -> !message.payload().isEmpty())
                    .map(message -> messages.read(JsonColumn.message(message.payload()), message.messageKey()))
                    .toList());
            inbox.done(batch.get(batch.size() - 1));
        });
    }

    private void applyOrPark(InboxMessage message) {
        try {
            apply(List.of(message));
        } catch (TransientDataAccessException | RecoverableDataAccessException | TransactionException e) {
            // The store's trouble, not the message's: it stays where it is.
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("message {} from {} is parked: {}", message.messageKey(), message.source(), e.toString());
            transaction.executeWithoutResult(status -> {
                parked.park(
                        message,
                        String.valueOf(e.getMessage()),
                        "correct what sends these messages; the records themselves are read again by polling");
                inbox.done(message);
            });
        }
    }
}
