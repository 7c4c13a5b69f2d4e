package dev.taskhub.sync;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells the listeners of a change once it can be seen, however large the transaction it is part of. */
@Component
public final class WakeUp implements TransactionSynchronization {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUp.class);

    private final List<ChangeListener> listeners;

    WakeUp(List<ChangeListener> listeners) {
        this.listeners = listeners;
    }

    /** Call it within a transaction: the listeners hear once when that commits, and nothing when it does not. */
    public void tellAfterCommit() {
        // The manager keeps a set: many changes in one transaction are one wake-up.
        TransactionSynchronizationManager.registerSynchronization(this);
    }

    @Override
    public void afterCompletion(int status) {
        if (status != STATUS_COMMITTED) {
            return;
        }
        for (ChangeListener listener : listeners) {
            try {
                listener.changed();
            } catch (RuntimeException e) {
                LOG.warn("a follower of the task list could not be woken; it looks by itself before long", e);
            }
        }
    }
}
