package dev.taskhub.sync;

import dev.taskhub.task.TaskStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes care of columns that a system has thrown away and made anew: their being empty says nothing about the tasks. */
@Component
public class ReplacedColumns {

    private static final int AT_ONCE = 500;

    private final Links links;
    private final Outbox outbox;
    private final TaskStore tasks;
    private final WakeUp wakeUp;
    private final TransactionTemplate transaction;

    ReplacedColumns(
            Links links, Outbox outbox, TaskStore tasks, WakeUp wakeUp, PlatformTransactionManager transactions) {
        this.links = links;
        this.outbox = outbox;
        this.tasks = tasks;
        this.wakeUp = wakeUp;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Forgets what the container's items showed in {@code column}, and has the hub's values written there. */
    public void forget(String system, String container, String column) {
        String last = "";
        List<Link> page;
        do {
            page = forget(system, container, column, last);
            last = page.isEmpty() ? last : page.get(page.size() - 1).externalId();
        } while (page.size() == AT_ONCE);
    }

    private List<Link> forget(String system, String container, String column, String last) {
        return transaction.execute(status -> {
            long change = tasks.lock();
            List<Link> page = links.page(system, container, last, AT_ONCE);
            var mentioning = page.stream().filter(link -> link.mentions(column)).toList();
            links.save(mentioning.stream().map(link -> link.without(column)).toList());
            var due = mentioning.stream()
                    .filter(link -> link.state() == Link.State.LINKED)
                    .map(Link::taskId)
                    .distinct()
                    .collect(Collectors.toMap(Function.identity(), task -> Duration.ZERO));
            outbox.add(system, due, change);
            wakeUp.tellAfterCommit();
            return page;
        });
    }
}
