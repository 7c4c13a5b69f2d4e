package dev.taskhub.claude.command;

import dev.taskhub.claude.Session;
import dev.taskhub.claude.command.CommandLine.Named;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.WorkDesk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the task that a command means. */
@Component
class CurrentTask {

    private final TaskDesk desk;
    private final WorkDesk work;
    private final TaskStore tasks;
    private final Links links;

    CurrentTask(TaskDesk desk, WorkDesk work, TaskStore tasks, Links links) {
        this.desk = desk;
        this.work = work;
        this.tasks = tasks;
        this.links = links;
    }

    /**
     * The task that is named, or else the one that the session works on.
     *
     * @throws IllegalArgumentException when none is named and the session works on none
     */
    Task of(Named named, Session session) {
        if (named.id() != null) {
            return desk.get(named.id());
        }
        return of(session)
                .orElseThrow(() -> new IllegalArgumentException(
                        "This session works on no task: name one, as T-12, or begin one with /task start."));
    }

    /** What the session has started, what its agent has claimed last, or the one item in progress of its todo list. */
    private Optional<Task> of(Session session) {
        return Optional.ofNullable(session.taskId())
                .flatMap(desk::find)
                .filter(Task::isOpen)
                .or(() -> Optional.ofNullable(session.agent()).flatMap(work::current))
                .or(() -> listed(session));
    }

    private Optional<Task> listed(Session session) {
        List<String> ids = Stream.of(session.id() + ":main", session.id())
                .flatMap(list -> links.ofContainer("claude", list).stream())
                .filter(link -> link.state() == Link.State.LINKED)
                .map(Link::taskId)
                .toList();
        List<Task> running = tasks.find(ids).values().stream()
                .filter(task -> !task.isDeleted() && "in_progress".equals(task.status()))
                .toList();
        return running.size() == 1 ? Optional.of(running.get(0)) : Optional.empty();
    }

    /** Who does something with a task: the session's agent, or else whoever the task is assigned to. */
    static String actor(Task task, Session session) {
        return session.agent() != null || task.assignedTo() == null ? session.actor() : task.assignedTo();
    }
}
