package dev.taskhub.task;

import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Promises an alias to a task before it is made, so that the request that makes it can carry it. A request that is then rejected
 * makes no task: the number stays unused.
 */
@Component
public class PromisedTasks {

    private static final Pattern ALIAS = Pattern.compile("(?:[Tt]-|#)?(\\d{1,18})");

    private final JdbcClient client;
    private final TaskStore tasks;
    private final TaskIds ids;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PromisedTasks(JdbcClient client, TaskStore tasks, TaskIds ids, TransactionTemplate transaction, Clock clock) {
        this.client = client;
        this.tasks = tasks;
        this.ids = ids;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The alias of the task that a request may make, the same however often it is asked for; on disk when it returns. */
    public String promise(String requestKey) {
        return Task.alias(transaction.execute(status -> {
            tasks.lock();
            return promised(requestKey).orElseGet(() -> {
                long number = tasks.takeNumbers(1);
                client.sql("INSERT INTO promised_task (task_id, number, request_key, promised_at) VALUES (?, ?, ?, ?)")
                        .params(ids.get(), number, requestKey, clock.millis())
                        .update();
                return number;
            });
        }));
    }

    /** The id of the task that {@code idOrAlias} names, made or only promised; empty when there is none, or it is deleted. */
    public Optional<String> taskId(String idOrAlias) {
        Matcher alias = ALIAS.matcher(idOrAlias);
        if (!alias.matches()) {
            return tasks.find(idOrAlias).filter(task -> !task.isDeleted()).map(Task::id);
        }
        long number = Long.parseLong(alias.group(1));
        Optional<Task> made = tasks.findByNumber(number);
        return made.isPresent()
                ? made.filter(task -> !task.isDeleted()).map(Task::id)
                : client.sql("SELECT task_id FROM promised_task WHERE number = ?")
                        .param(number)
                        .query(String.class)
                        .optional();
    }

    /** The id of the task that was promised to a request. */
    public Optional<String> ofRequest(String requestKey) {
        return requestKey == null
                ? Optional.empty()
                : client.sql("SELECT task_id FROM promised_task WHERE request_key = ?")
                        .param(requestKey)
                        .query(String.class)
                        .optional();
    }

    private Optional<Long> promised(String requestKey) {
        return client.sql("SELECT number FROM promised_task WHERE request_key = ?")
                .param(requestKey)
                .query(Long.class)
                .optional();
    }
}
