package dev.taskhub.claude.command;

import dev.taskhub.claude.TaskLine;
import dev.taskhub.sync.ChangeListener;
import dev.taskhub.sync.Conflict;
import dev.taskhub.sync.Conflicts;
import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import dev.taskhub.work.TaskDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The state of the sync, and its conflicts. */
@Component
@Order(4)
class SyncCommands implements Command {

    private static final int SHOWN = 20;
    private static final int SEARCHED = 1000;

    private final Inbox inbox;
    private final JdbcClient client;
    private final Conflicts conflicts;
    private final TaskStore tasks;
    private final TaskDesk desk;
    private final Sync sync;
    private final List<ChangeListener> followers;

    SyncCommands(
            Inbox inbox,
            JdbcClient client,
            Conflicts conflicts,
            TaskStore tasks,
            TaskDesk desk,
            Sync sync,
            List<ChangeListener> followers) {
        this.inbox = inbox;
        this.client = client;
        this.conflicts = conflicts;
        this.tasks = tasks;
        this.desk = desk;
        this.sync = sync;
        this.followers = followers;
    }

    @Override
    public List<String> verbs() {
        return List.of("sync", "conflicts", "resolve");
    }

    @Override
    public List<String> help() {
        return List.of(
                "sync                     send what waits, and show what that is",
                "conflicts                where the hub and a system differ",
                "resolve T-12 status hub  keep the hub's value; with the system's name in its place, take the system's");
    }

    @Override
    public String run(String verb, String words, Caller caller) {
        return switch (verb) {
            case "sync" -> sync();
            case "conflicts" -> conflicts();
            default -> resolve(words.strip(), caller.session().actor());
        };
    }

    private String sync() {
        followers.forEach(ChangeListener::changed);
        var lines = new ArrayList<String>();
        client.sql("SELECT system, COUNT(*) FROM outbox GROUP BY system ORDER BY system")
                .query(row -> {
                    lines.add("%d to be sent to %s".formatted(row.getLong(2), row.getString(1)));
                });
        add(lines, inbox.countPending(), "received and not yet taken in");
        add(
                lines,
                client.sql("SELECT COUNT(*) FROM parked_message WHERE state = 'parked'")
                        .query(Long.class)
                        .single(),
                "parked, which wait for an operator");
        add(lines, conflicts.countOpen(), "conflicts: /task conflicts");
        return lines.isEmpty() ? "Everything is in sync." : String.join("\n", lines);
    }

    private static void add(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(count + " " + what);
        }
    }

    private String conflicts() {
        List<Conflict> open = conflicts.open(SHOWN);
        if (open.isEmpty()) {
            return "There are no conflicts.";
        }
        Map<String, Task> found = tasks.find(open.stream().map(Conflict::taskId).toList());
        var lines = new ArrayList<String>();
        for (Conflict conflict : open) {
            Task task = found.get(conflict.taskId());
            lines.add("%s %s: the hub has \"%s\", %s has \"%s\""
                    .formatted(
                            task == null ? conflict.taskId() : TaskLine.named(task),
                            conflict.field(),
                            TaskLine.oneLine(conflict.hub()),
                            conflict.system(),
                            TaskLine.oneLine(conflict.remote())));
        }
        long more = conflicts.countOpen() - open.size();
        if (more > 0) {
            lines.add("and %d more".formatted(more));
        }
        Conflict first = open.get(0);
        Task task = found.get(first.taskId());
        lines.add("Decide with /task resolve %s %s hub, or %s in place of hub"
                .formatted(task == null ? first.taskId() : task.alias(), first.field(), first.system()));
        return String.join("\n", lines);
    }

    private String resolve(String words, String actor) {
        String[] parts = words.split("\\s+");
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "Name task, field and whose value stands: /task resolve T-12 status hub");
        }
        String taskId = desk.find(parts[0]).map(Task::id).orElse(parts[0]);
        List<Conflict> about = conflicts.open(SEARCHED).stream()
                .filter(conflict ->
                        conflict.taskId().equals(taskId) && conflict.field().equalsIgnoreCase(parts[1]))
                .filter(conflict -> parts[2].equals("hub") || conflict.system().equals(parts[2]))
                .toList();
        if (about.isEmpty()) {
            throw new IllegalArgumentException("There is no such conflict; /task conflicts lists them.");
        }
        about.forEach(conflict -> sync.resolve(conflict.id(), !parts[2].equals("hub"), actor));
        return "%s %s: the value of %s stands.".formatted(parts[0], parts[1], parts[2]);
    }
}
