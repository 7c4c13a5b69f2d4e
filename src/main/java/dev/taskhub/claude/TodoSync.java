package dev.taskhub.claude;

import dev.taskhub.sync.Sync;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings the lists of Claude Code into the task list, what one call of TodoWrite wrote but once. */
@Component
public class TodoSync {

    private static final Logger LOG = LoggerFactory.getLogger(TodoSync.class);

    private final TodoChanges changes;
    private final Sync sync;
    private final AppliedCalls applied;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TodoSync(
            TodoChanges changes,
            Sync sync,
            AppliedCalls applied,
            JdbcClient client,
            TransactionTemplate transaction,
            Clock clock) {
        this.changes = changes;
        this.sync = sync;
        this.applied = applied;
        this.client = client;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Applies {@code list}, wholly or not at all. One that was applied before says nothing any more: the agent has
     * written others since.
     */
    public void apply(TodoList list) {
        transaction.executeWithoutResult(status -> {
            if (isNew(list, clock.instant())) {
                sync.accept(changes.of(list));
            }
        });
    }

    /** Whether {@code list} was not applied yet, nor one that was written after it; notes it as applied. */
    boolean isNew(TodoList list, Instant writtenAt) {
        if (!applied.isNew(list.messageKey())) {
            LOG.info("the list {} of {} was applied before and is skipped", list.toolUseId(), list.container());
            return false;
        }
        boolean newest = client.sql("INSERT INTO claude_list (container, written_at) VALUES (?, ?)"
                                + " ON CONFLICT (container) DO UPDATE SET written_at = excluded.written_at"
                                + " WHERE claude_list.written_at <= excluded.written_at")
                        .params(list.container(), writtenAt.toEpochMilli())
                        .update()
                == 1;
        if (!newest) {
            LOG.info("the list {} of {} is older than the last one and is skipped", list.toolUseId(), list.container());
        }
        return newest;
    }
}
