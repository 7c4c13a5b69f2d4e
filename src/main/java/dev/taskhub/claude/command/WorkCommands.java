package dev.taskhub.claude.command;

import dev.taskhub.claude.Session;
import dev.taskhub.claude.Sessions;
import dev.taskhub.claude.TaskLine;
import dev.taskhub.claude.command.CommandLine.Named;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.task.Task;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.WorkDesk;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What a person does with one task: begins, finishes and annotates it. */
@Component
@Order(2)
class WorkCommands implements Command {

    private static final int LONGEST_DESCRIPTION = 2000;

    private final TaskDesk desk;
    private final WorkDesk work;
    private final CurrentTask current;
    private final Sessions sessions;
    private final CommentSync comments;

    WorkCommands(TaskDesk desk, WorkDesk work, CurrentTask current, Sessions sessions, CommentSync comments) {
        this.desk = desk;
        this.work = work;
        this.current = current;
        this.sessions = sessions;
        this.comments = comments;
    }

    @Override
    public List<String> verbs() {
        return List.of("next", "start", "complete", "done", "block", "review", "comment", "artifact");
    }

    @Override
    public List<String> help() {
        return List.of(
                "next                     what is to be done next",
                "start [T-12]             begin a task, or the next one",
                "complete [T-12] [result] finish it",
                "block [T-12] why         it cannot go on",
                "review [T-12] [words]    hand it over to be looked at",
                "comment [T-12] words     say something about it",
                "artifact [T-12] address  attach a file or an address");
    }

    @Override
    public String run(String verb, String words, Caller caller) {
        Session session = caller.session();
        if (verb.equals("next")) {
            return next(session)
                    .map(task -> TaskLine.of(task) + details(task) + "\nBegin it with /task start " + task.alias())
                    .orElse(nothing(session));
        }
        Named named = CommandLine.named(words);
        return switch (verb) {
            case "start" -> start(named, session);
            case "complete", "done" -> {
                Task task =
                        work.complete(id(named, session), actor(named, session), emptyToNull(named.text()), List.of());
                leave(task, session);
                yield TaskLine.named(task) + " is completed.";
            }
            case "block" -> {
                Task task = work.block(
                        id(named, session),
                        actor(named, session),
                        required(named, "why it cannot go on", "block T-12 the API key has expired"));
                leave(task, session);
                yield TaskLine.named(task) + " is blocked: " + named.text();
            }
            case "review" -> {
                Task task = work.review(id(named, session), actor(named, session), emptyToNull(named.text()));
                leave(task, session);
                yield TaskLine.named(task) + " is to be reviewed.";
            }
            case "comment" -> {
                Task task = current.of(named, session);
                comments.add(
                        task.id(),
                        session.actor(),
                        required(named, "what there is to say", "comment T-12 see the log"));
                yield "Said about " + TaskLine.named(task) + ".";
            }
            default -> {
                String address = required(named, "what to attach", "artifact T-12 docs/report.md");
                Task task = work.attach(id(named, session), actor(named, session), List.of(address));
                yield "Attached to " + TaskLine.named(task) + ": " + address;
            }
        };
    }

    private String start(Named named, Session session) {
        Task task = named.id() == null ? next(session).orElse(null) : desk.get(named.id());
        if (!named.text().isEmpty()) {
            throw new IllegalArgumentException(
                    "start takes a task, as T-12, or nothing; to make a new one: /task add " + named.text());
        }
        if (task == null) {
            return nothing(session);
        }
        var claim = work.claim(task.id(), CurrentTask.actor(task, session), null);
        sessions.setCurrent(session.id(), task.id());
        return "Begun: %s, until %s%s"
                .formatted(TaskLine.of(claim.task()), claim.lease().endsAt(), details(claim.task()));
    }

    /** Of the session's project first, where it has one. */
    private Optional<Task> next(Session session) {
        return work.next(session.agent(), session.projectId())
                .or(() -> session.agent() == null ? Optional.empty() : work.next(session.agent(), null));
    }

    private static String nothing(Session session) {
        return "There is nothing to do%s. /task list all shows every open task."
                .formatted(
                        session.agent() != null
                                ? " for " + session.agent()
                                : session.projectId() != null ? " in this project" : "");
    }

    private void leave(Task task, Session session) {
        if (task.id().equals(session.taskId())) {
            sessions.setCurrent(session.id(), null);
        }
    }

    private String id(Named named, Session session) {
        return current.of(named, session).id();
    }

    private String actor(Named named, Session session) {
        return CurrentTask.actor(current.of(named, session), session);
    }

    static String required(Named named, String what, String example) {
        if (named.text().isEmpty()) {
            throw new IllegalArgumentException("Say %s: /task %s".formatted(what, example));
        }
        return named.text();
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String details(Task task) {
        String text = task.description();
        return text == null
                ? ""
                : "\n" + (text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) + " ..." : text);
    }
}
