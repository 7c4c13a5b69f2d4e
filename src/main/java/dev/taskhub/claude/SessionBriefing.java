package dev.taskhub.claude;

import dev.taskhub.sync.Conflicts;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskEvents;
import dev.taskhub.task.TaskEvents.Happening;
import dev.taskhub.task.TaskStore;
import dev.taskhub.work.TaskFilter;
import dev.taskhub.work.TaskSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the model of a session what there is to do when it begins, and with a prompt what has changed since. */
@Component
class SessionBriefing implements HookAnswer {

    private static final int NEXT = 5;
    private static final int MOST_EVENTS = 200;
    private static final int MOST_NEWS = 8;

    private final Sessions sessions;
    private final TaskSearch search;
    private final TaskStore tasks;
    private final TaskEvents events;
    private final Links links;
    private final Conflicts conflicts;

    private final ProposedTasks proposals;

    SessionBriefing(
            Sessions sessions,
            TaskSearch search,
            TaskStore tasks,
            TaskEvents events,
            Links links,
            Conflicts conflicts,
            ProposedTasks proposals) {
        this.proposals = proposals;
        this.sessions = sessions;
        this.search = search;
        this.tasks = tasks;
        this.events = events;
        this.links = links;
        this.conflicts = conflicts;
    }

    /** Whether the session is told, with this event, what changed. A command is none of the model's prompts. */
    static boolean isHeard(HookEvent event) {
        boolean prompt = event.name().equals("UserPromptSubmit")
                && !event.text("prompt").stripLeading().startsWith("/");
        return !event.origin().spooled() && (prompt || event.name().equals("SessionStart"));
    }

    @Override
    public boolean isFor(HookEvent event) {
        return isHeard(event);
    }

    @Override
    public Map<String, Object> answer(HookEvent event) {
        Session session = sessions.of(event);
        String text = event.name().equals("SessionStart") ? start(session) : news(session, event);
        return ClaudeHooks.context(event.name(), text);
    }

    private String start(Session session) {
        List<Task> running = open(session, "in_progress");
        List<Task> next = open(session, "todo");
        var lines = new ArrayList<String>();
        running.forEach(task -> lines.add("In progress: " + TaskLine.of(task)));
        next.forEach(task -> lines.add("To do: " + TaskLine.of(task)));
        long disputed = conflicts.countOpen();
        if (disputed > 0) {
            lines.add("%d conflict%s for a person to decide: /task conflicts"
                    .formatted(disputed, disputed == 1 ? " waits" : "s wait"));
        }
        int proposed = proposals.open().size();
        if (proposed > 0) {
            lines.add("%d piece%s of work that conversations named: /task proposals"
                    .formatted(proposed, proposed == 1 ? "" : "s"));
        }
        if (lines.isEmpty()) {
            return "";
        }
        lines.add(0, "TaskHub holds the shared task list. Open work%s:".formatted(whose(session)));
        if (!running.isEmpty() || !next.isEmpty()) {
            lines.add("To work on one of these, put its alias into the todo, as in \"[%s] ...\"."
                    .formatted((running.isEmpty() ? next : running).get(0).alias()));
        }
        return String.join("\n", lines);
    }

    private static String whose(Session session) {
        return (session.agent() == null ? "" : " of " + session.agent())
                + (session.projectId() == null ? "" : " in this project");
    }

    private List<Task> open(Session session, String status) {
        return search.list(new TaskFilter(
                        null,
                        List.of(status),
                        session.agent(),
                        List.of(),
                        session.projectId(),
                        null,
                        null,
                        null,
                        TaskFilter.Order.RANK,
                        NEXT,
                        null))
                .tasks();
    }

    private String news(Session session, HookEvent event) {
        if (session.heardAt() == null) {
            return "";
        }
        Map<String, List<Happening>> byTask = events.since(session.heardAt(), MOST_EVENTS).stream()
                .filter(happening -> !isOwn(happening, session))
                .collect(Collectors.groupingBy(Happening::taskId, LinkedHashMap::new, Collectors.toList()));
        Map<String, Task> found = tasks.find(byTask.keySet());
        Set<String> listed = links.ofTasks(byTask.keySet()).stream()
                .filter(link -> isOf(link, session, event.origin().taskList()))
                .map(Link::taskId)
                .collect(Collectors.toSet());
        List<String> lines = byTask.entrySet().stream()
                .filter(entry -> found.containsKey(entry.getKey()))
                .filter(entry -> listed.contains(entry.getKey())
                        || entry.getKey().equals(session.taskId())
                        || session.agent() != null
                                && session.agent()
                                        .equals(found.get(entry.getKey()).assignedTo()))
                .map(entry -> line(found.get(entry.getKey()), entry.getValue()))
                .toList();
        if (lines.isEmpty()) {
            return "";
        }
        var told = new ArrayList<>(lines.subList(0, Math.min(lines.size(), MOST_NEWS)));
        if (lines.size() > told.size()) {
            told.add("and %d more".formatted(lines.size() - told.size()));
        }
        return "Changed in TaskHub meanwhile:\n" + String.join("\n", told);
    }

    private static boolean isOwn(Happening happening, Session session) {
        boolean told = happening.messageKey() != null && happening.messageKey().startsWith(session.id() + ":");
        boolean done = happening.system().equals("hub") && session.actor().equals(happening.actor());
        return told || done;
    }

    private static boolean isOf(Link link, Session session, String taskList) {
        return link.system().equals(TodoChanges.SYSTEM)
                && (link.container().equals(session.id())
                        || link.container().equals(taskList)
                        || link.container().startsWith(session.id() + ":"));
    }

    private static String line(Task task, List<Happening> happenings) {
        if (task.isDeleted()) {
            return TaskLine.named(task) + " was deleted";
        }
        boolean isNew = happenings.get(0).type() == TaskEvent.Type.CREATED;
        var changes = new LinkedHashMap<String, String>();
        for (Happening happening : happenings) {
            happening.after().forEach((field, value) -> {
                if (field.equals("status") || field.equals("assignedTo") || field.equals("priority")) {
                    changes.put(field, "%s is now %s".formatted(field, TaskLine.oneLine(value)));
                } else {
                    changes.put(field, field + " changed");
                }
            });
        }
        String by = happenings.get(happenings.size() - 1).actor();
        return "%s: %s%s"
                .formatted(
                        TaskLine.named(task),
                        isNew ? "new" : String.join(", ", changes.values()),
                        by == null ? "" : " (by %s)".formatted(TaskLine.oneLine(by)));
    }
}
