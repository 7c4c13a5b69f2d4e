package dev.taskhub.claude;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings the lists of Claude Code into the task list, what one call of TodoWrite wrote but once. */
@Component
public class TodoSync implements HookEffect {

    private static final Logger LOG = LoggerFactory.getLogger(TodoSync.class);
    private static final String SYSTEM = TodoChanges.SYSTEM;

    private final TodoLists lists;
    private final TodoChanges changes;
    private final Sync sync;
    private final Links links;
    private final TaskStore tasks;
    private final Sessions sessions;
    private final AppliedCalls applied;
    private final Outcomes outcomes;
    private final WrittenLists written;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TodoSync(
            TodoLists lists,
            TodoChanges changes,
            Sync sync,
            Links links,
            TaskStore tasks,
            Sessions sessions,
            AppliedCalls applied,
            Outcomes outcomes,
            WrittenLists written,
            TransactionTemplate transaction,
            Clock clock) {
        this.lists = lists;
        this.changes = changes;
        this.sync = sync;
        this.links = links;
        this.tasks = tasks;
        this.sessions = sessions;
        this.applied = applied;
        this.outcomes = outcomes;
        this.written = written;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public boolean isFor(HookEvent event) {
        return event.isCalled("TodoWrite");
    }

    @Override
    public void check(HookEvent event) {
        lists.read(event);
    }

    /**
     * Applies {@code list}, wholly or not at all. One that was applied before says nothing any more: the agent has
     * written others since.
     */
    public void apply(TodoList list) {
        transaction.executeWithoutResult(status -> {
            if (isNew(list, clock.instant())) {
                sync.accept(kept(list, changes.of(list)));
            }
        });
    }

    /** As {@link #apply(TodoList)}; a list that was kept back does not come over one that was written after it. */
    @Override
    public void apply(HookEvent event) {
        TodoList list = lists.read(event);
        if (!isNew(list, event.origin().at())) {
            return;
        }
        List<ItemChange> told = kept(list, changes.of(list, event.origin().at()));
        Set<String> known = linked(list, told).stream().map(Link::externalId).collect(Collectors.toSet());
        sync.accept(told);
        List<Link> links = linked(list, told);
        Map<String, Task> found = tasks.find(links.stream().map(Link::taskId).toList());
        sessions.place(found.values().stream().filter(Task::isOpen).toList(), event);
        outcomes.tell(
                event.callKey(),
                links.stream()
                        .filter(link -> !known.contains(link.externalId()))
                        .map(link -> found.get(link.taskId()))
                        .sorted(Comparator.comparingLong(Task::number))
                        .map(task -> "todo %s is tracked in TaskHub as %s"
                                .formatted(JsonText.quoted(task.title()), task.alias()))
                        .collect(Collectors.joining("; ")));
    }

    private List<ItemChange> kept(TodoList list, ListChanges told) {
        written.keep(list.container(), told.recent());
        return told.items();
    }

    private List<Link> linked(TodoList list, List<ItemChange> told) {
        return links.find(
                SYSTEM,
                list.container(),
                told.stream().map(ItemChange::externalId).toList());
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
