package dev.taskhub.claude;

import dev.taskhub.sync.Sync;
import dev.taskhub.task.TaskIds;
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
    private final TaskIds ids;
    private final Clock clock;

    TodoSync(
            TodoChanges changes,
            Sync sync,
            JdbcClient client,
            TransactionTemplate transaction,
            TaskIds ids,
            Clock clock) {
        this.changes = changes;
        this.sync = sync;
        this.client = client;
        this.transaction = transaction;
        this.ids = ids;
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

    /** Whether the key is new among the messages that are done; purged with them. */
    private boolean isNew(String messageKey) {
        if (messageKey == null) {
            return true;
        }
        long now = clock.millis();
        return client.sql("INSERT INTO inbox (source, message_key, id, received_at, done_at)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(TodoChanges.SYSTEM, messageKey, ids.get(), now, now)
                        .update()
                == 1;
    }
}
