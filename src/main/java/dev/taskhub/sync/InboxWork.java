package dev.taskhub.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Works off the kept messages; their effect and their being done are one transaction. */
@Component("inboxWork")
public final class InboxWork {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWork.class);
    private static final int BATCH = 1000;

    private final Inbox inbox;
    private final Map<String, InboxReader> readers = new HashMap<>();
    private final Parked parked;
    private final TransactionTemplate transaction;

    InboxWork(
            Inbox inbox, ObjectProvider<InboxReader> readers, Parked parked, PlatformTransactionManager transactions) {
        this.inbox = inbox;
        readers.stream().forEach(reader -> reader.sources().forEach(source -> this.readers.put(source, reader)));
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

    /** How many milliseconds to let messages gather: as the most impatient reader says. */
    public long rest() {
        return readers.values().stream()
                .mapToLong(reader -> reader.rest().toMillis())
                .min()
                .orElse(0);
    }

    /** In the order in which they came, as many together as one reader takes. */
    private void apply(List<InboxMessage> batch) {
        transaction.executeWithoutResult(status -> {
            var together = new ArrayList<InboxMessage>();
            for (InboxMessage message : batch) {
                if (!together.isEmpty() && reader(message) != reader(together.get(0))) {
                    reader(together.get(0)).apply(List.copyOf(together));
                    together.clear();
                }
                together.add(message);
            }
            reader(together.get(0)).apply(together);
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
                parked.park(message, String.valueOf(e.getMessage()), remedy(message));
                inbox.done(message);
            });
        }
    }

    private String remedy(InboxMessage message) {
        InboxReader reader = readers.get(message.source());
        return reader == null ? "start a hub that knows this door, then retry" : reader.remedy();
    }

    private InboxReader reader(InboxMessage message) {
        InboxReader reader = readers.get(message.source());
        if (reader == null) {
            throw new IllegalStateException("nobody reads messages from " + message.source());
        }
        return reader;
    }
}
