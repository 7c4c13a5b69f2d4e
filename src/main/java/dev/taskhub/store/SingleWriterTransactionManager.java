package dev.taskhub.store;

import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Lets one transaction at a time through to SQLite, which has one writer anyway: a queue in memory wakes the next one at
 * once, where SQLite's own busy handler would sleep and look again. Reads outside a transaction do not wait. A
 * transaction within a transaction ({@code REQUIRES_NEW}) can never succeed here and must not be asked for.
 */
final class SingleWriterTransactionManager extends JdbcTransactionManager {

    private final transient ReentrantLock writer = new ReentrantLock(true);

    SingleWriterTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        writer.lock();
        try {
            super.doBegin(transaction, definition);
        } catch (RuntimeException | Error e) {
            writer.unlock();
            throw e;
        }
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        try {
            super.doCleanupAfterCompletion(transaction);
        } finally {
            writer.unlock();
        }
    }
}
