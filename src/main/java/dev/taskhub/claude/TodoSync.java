package dev.taskhub.claude;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Sync;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings the lists of Claude Code into the task list, what one call of TodoWrite wrote but once. */
@Component
public class TodoSync {

    private static final Logger LOG = LoggerFactory.getLogger(TodoSync.class);

    private final TodoChanges changes;
    private final Sync sync;
    private final AppliedCalls applied;
    private final WrittenLists written;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TodoSync(
            TodoChanges changes,
            Sync sync,
            AppliedCalls applied,
            WrittenLists written,
            TransactionTemplate transaction,
            Clock clock) {
        this.changes = changes;
        this.sync = sync;
        this.applied = applied;
        this.written = written;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Applies {@code list}, wholly or not at all. One that was applied before says nothing any more: the agent has
     * written others since.
     */
    public void apply(TodoList list) {
        transaction.executeWithoutResult(status -> news(list, clock.instant()).ifPresent(sync::accept));
    }

    /** What {@code list} says, noting it as applied; empty when it was applied before, or one that was written after it. */
    Optional<List<ItemChange>> news(TodoList list, Instant writtenAt) {
        if (!isNew(list, writtenAt)) {
            return Optional.empty();
        }
        ListChanges told = changes.of(list, writtenAt);
        written.keep(list.container(), told.recent());
        return Optional.of(told.items());
    }

    private boolean isNew(TodoList list, Instant writtenAt) {
        if (!applied.isNew(list.messageKey())) {
            LOG.info("the list {} of {} was applied before and is skipped", list.toolUseId(), list.container());
            return false;
        }
        boolean newest = written.isNewest(list.container(), writtenAt);
        if (!newest) {
            LOG.info("the list {} of {} is older than the last one and is skipped", list.toolUseId(), list.container());
        }
        return newest;
    }
}
