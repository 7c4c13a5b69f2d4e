package dev.taskhub.claude;

import dev.taskhub.sync.Sync;
import java.time.Clock;
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
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TodoSync(TodoChanges changes, Sync sync, JdbcClient client, TransactionTemplate transaction, Clock clock) {
        this.changes = changes;
        this.sync = sync;
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
            if (isNew(list.messageKey())) {
                sync.accept(changes.of(list));
            } else {
                LOG.info("the list {} of {} was applied before and is skipped", list.toolUseId(), list.container());
            }
        });
    }

    /** Whether no list of this key was applied before. */
    private boolean isNew(String messageKey) {
        if (messageKey == null) {
            return true;
        }
        return client.sql("INSERT INTO applied_list (message_key, applied_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(messageKey, clock.millis())
                        .update()
                == 1;
    }
}
