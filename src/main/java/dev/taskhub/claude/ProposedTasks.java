package dev.taskhub.claude;

import dev.taskhub.claude.conversation.FoundTask;
import dev.taskhub.sync.NotFound;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskFilter;
import dev.taskhub.work.TaskSearch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Work that conversations named, each for a person to accept or dismiss. What was proposed once, in whatever case and punctuation,
 * and what is a task already, is not proposed again.
 */
@Component
public class ProposedTasks {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int ALIKE = 20;

    /** One that waits for a decision; it is called {@code P-<number>}. */
    public record Proposed(long number, String title, String why, String projectId, String priority, String category) {}

    private final JdbcClient client;
    private final TaskStore tasks;
    private final TaskDesk desk;
    private final TaskSearch search;
    private final SessionSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ProposedTasks(
            JdbcClient client,
            TaskStore tasks,
            TaskDesk desk,
            TaskSearch search,
            SessionSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.client = client;
        this.tasks = tasks;
        this.desk = desk;
        this.search = search;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The open ones, the oldest first. */
    public List<Proposed> open() {
        return client.sql("SELECT * FROM task_proposal WHERE status = 'proposed' ORDER BY number")
                .query(ProposedTasks::proposed)
                .list();
    }

    /** Proposes what a turn of a session named; where the settings say so, it becomes a task at once. */
    void propose(Session session, FoundTask found) {
        String words = words(found.title());
        if (words.isEmpty() || isTask(words)) {
            return;
        }
        tasks.lock();
        boolean isNew =
                client.sql("INSERT INTO task_proposal (number, words, title, why, project_id, repository, priority,"
                                        + " category, session_id, status, proposed_at)"
                                        + " SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, 'proposed', ?"
                                        + " FROM task_proposal WHERE TRUE ON CONFLICT (words) DO NOTHING")
                                .params(Arrays.asList(
                                        words,
                                        found.title(),
                                        found.why(),
                                        session.projectId(),
                                        session.repository(),
                                        found.priority(),
                                        found.category(),
                                        session.id(),
                                        clock.millis()))
                                .update()
                        == 1;
        if (isNew && settings.autoCreateTasks()) {
            open().stream()
                    .filter(proposed -> words(proposed.title()).equals(words))
                    .forEach(proposed -> accept(proposed.number(), session.actor()));
        }
    }

    /**
     * Makes a task of one.
     *
     * @throws NotFound when none of this number waits for a decision
     */
    public Task accept(long number, String actor) {
        return transaction.execute(status -> {
            tasks.lock();
            Proposed proposed = decide(number, "accepted", actor);
            var values = new EnumMap<TaskField, Object>(Map.of(TaskField.TITLE, proposed.title()));
            values.put(TaskField.DESCRIPTION, proposed.why());
            values.put(TaskField.PRIORITY, proposed.priority());
            values.put(TaskField.PROJECT_ID, proposed.projectId());
            if (proposed.category() != null) {
                values.put(TaskField.TAGS, List.of(proposed.category()));
            }
            Task task = desk.createOf(values, actor, "proposal " + number);
            client.sql("UPDATE task_proposal SET task_id = ? WHERE number = ?")
                    .params(task.id(), number)
                    .update();
            return task;
        });
    }

    /**
     * Makes nothing of one, now and when it is named again.
     *
     * @throws NotFound when none of this number waits for a decision
     */
    public Proposed dismiss(long number, String actor) {
        return transaction.execute(status -> decide(number, "dismissed", actor));
    }

    private Proposed decide(long number, String decision, String actor) {
        return client.sql("UPDATE task_proposal SET status = ?, decided_at = ?, decided_by = ?"
                        + " WHERE number = ? AND status = 'proposed' RETURNING *")
                .params(decision, clock.millis(), actor, number)
                .query(ProposedTasks::proposed)
                .optional()
                .orElseThrow(() ->
                        new NotFound("no proposal P-" + number + " waits for a decision; /task proposals lists them"));
    }

    private boolean isTask(String words) {
        return search
                .list(new TaskFilter(
                        words,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        TaskFilter.Order.NEWEST,
                        ALIKE,
                        null))
                .tasks()
                .stream()
                .anyMatch(task -> words(task.title()).equals(words));
    }

    private static String words(String title) {
        return title == null
                ? ""
                : BETWEEN.matcher(title).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static Proposed proposed(ResultSet row, int index) throws SQLException {
        return new Proposed(
                row.getLong("number"),
                row.getString("title"),
                row.getString("why"),
                row.getString("project_id"),
                row.getString("priority"),
                row.getString("category"));
    }
}
