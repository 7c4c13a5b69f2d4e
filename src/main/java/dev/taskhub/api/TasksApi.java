package dev.taskhub.api;

import dev.taskhub.comment.Comment;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.Comments;
import dev.taskhub.sync.NotFound;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskEvents;
import dev.taskhub.task.TaskField;
import dev.taskhub.work.InvalidTask;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskInput;
import dev.taskhub.work.TaskPage;
import dev.taskhub.work.TaskSearch;
import dev.taskhub.work.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The task list as callers of the API see and change it. A task is named by its id or alias, and shown as {@link TaskView} does.
 * {@code ifMatch} is the version that a change was decided on, as {@code 3}, or {@code null} or {@code *} for whatever it is by then.
 */
@Component("tasksApi")
public class TasksApi {

    private static final Set<String> NAMES_OF_A_TASK = Set.of("id", "alias", "version");
    private static final int LONGEST_COMMENT = 100_000;

    /**
     * One page.
     *
     * @param total how many there are in all
     * @param totalIsExact whether there are no more than {@code total}, which counts up to 10,000 found words
     * @param next what to give as {@code cursor} for the next page, or {@code null} when this is the last
     */
    public record Listing(List<Map<String, Object>> tasks, long total, boolean totalIsExact, String next) {}

    /** @param deleted the alias of the task that is gone */
    public record Deletion(String deleted) {}

    /** @param author as the system it was written in names them */
    public record Said(String id, String author, String text, Instant createdAt, Instant updatedAt, String origin) {

        static Said of(Comment comment) {
            return new Said(
                    comment.id(),
                    comment.author(),
                    comment.body(),
                    comment.createdAt(),
                    comment.updatedAt(),
                    comment.origin());
        }
    }

    /** @param next what to give as {@code after} for the next page, or {@code null} when this is the last */
    public record Conversation(String taskId, String alias, List<Said> comments, String next) {}

    /** What one field went through; {@code null} stands for empty. */
    public record Changed(String field, Object before, Object after) {}

    /** @param type as the event log names it, {@code UPDATED} */
    public record Happened(String id, Instant at, String type, String actor, String system, List<Changed> changes) {

        static Happened of(TaskEvent event) {
            return new Happened(
                    event.id(),
                    event.at(),
                    event.type().name(),
                    event.actor(),
                    event.system(),
                    event.changes().stream()
                            .map(change -> new Changed(change.field().jsonName(), change.before(), change.after()))
                            .toList());
        }
    }

    /** @param next what to give as {@code after} for the next page, or {@code null} when this is the last */
    public record History(String taskId, String alias, List<Happened> events, String next) {}

    private final TaskDesk desk;
    private final TaskSearch search;
    private final TaskEvents events;
    private final CommentSync commentSync;
    private final Comments comments;

    TasksApi(TaskDesk desk, TaskSearch search, TaskEvents events, CommentSync commentSync, Comments comments) {
        this.desk = desk;
        this.search = search;
        this.events = events;
        this.commentSync = commentSync;
        this.comments = comments;
    }

    /**
     * @param query as {@link TaskQuery#read} takes it
     * @throws IllegalArgumentException naming what cannot be meant
     */
    public Listing list(Map<String, String> query) {
        TaskPage page = search.list(TaskQuery.read(query));
        Set<String> fields = fields(query.get("fields"));
        return new Listing(
                page.tasks().stream().map(task -> view(task, fields)).toList(),
                page.total(),
                !page.isCountedInPart(),
                page.next());
    }

    /**
     * @param fields names of fields separated by commas, besides id, alias and version; {@code null} for all
     * @throws NotFound when there is no such task
     */
    public Map<String, Object> show(String task, String fields) {
        return view(desk.get(task), fields(fields));
    }

    /**
     * Makes a task.
     *
     * @param idempotencyKey the same for a repetition of the request, which then makes no second task; {@code null} for none
     * @throws InvalidTask naming every fault
     */
    public Map<String, Object> create(Map<String, Object> json, String idempotencyKey, String caller) {
        return TaskView.of(
                desk.create(json, caller, idempotencyKey == null ? null : "api " + caller + " " + idempotencyKey));
    }

    /**
     * Changes the fields that {@code json} names, as a JSON merge patch: {@code null} empties one.
     *
     * @throws NotFound when there is no such task
     * @throws InvalidTask naming every fault
     */
    public Map<String, Object> edit(String task, Map<String, Object> json, String ifMatch, String caller) {
        return TaskView.of(desk.edit(task, json, version(ifMatch), caller));
    }

    /**
     * Replaces all that callers may write of a task: what is left out is emptied. What they may not write may be there, as it
     * was shown.
     *
     * @throws NotFound when there is no such task
     * @throws InvalidTask naming every fault
     */
    public Map<String, Object> replace(String task, Map<String, Object> json, String ifMatch, String caller) {
        Map<String, Object> shown = TaskView.of(desk.get(task));
        var written = new LinkedHashMap<String, Object>();
        TaskInput.WRITABLE.forEach(field -> written.put(field.jsonName(), null));
        written.put(TaskField.STATUS.jsonName(), TaskField.STATUS.choices().get(0));
        json.forEach((name, value) -> {
            boolean asShown = !written.containsKey(name)
                    && Objects.equals(String.valueOf(shown.get(name)), String.valueOf(value));
            if (!asShown) {
                written.put(name, value);
            }
        });
        return edit(task, written, ifMatch, caller);
    }

    /**
     * @param json {@code {"status": "review"}}
     * @throws NotFound when there is no such task
     * @throws InvalidTask naming every fault
     */
    public Map<String, Object> setStatus(String task, Map<String, Object> json, String ifMatch, String caller) {
        if (!json.keySet().equals(Set.of(TaskField.STATUS.jsonName()))) {
            throw new IllegalArgumentException("send {\"status\": ...} and nothing else");
        }
        return edit(task, json, ifMatch, caller);
    }

    /** @throws NotFound when there is no such task */
    public Deletion delete(String task, String ifMatch, String caller) {
        String alias = desk.get(task).alias();
        desk.delete(task, version(ifMatch), caller);
        return new Deletion(alias);
    }

    /**
     * What was said about a task, the oldest first.
     *
     * @param after the {@code next} of the page before, or {@code null}
     * @param limit as {@link Limit#of} takes it
     * @throws NotFound when there is no such task
     */
    public Conversation comments(String task, String after, String limit) {
        Task found = desk.get(task);
        List<Said> said = comments.ofTasks(List.of(found.id())).stream()
                .filter(comment -> !comment.isDeleted())
                .filter(comment -> after == null || comment.id().compareTo(after) > 0)
                .map(Said::of)
                .toList();
        List<Said> page = said.subList(0, Math.min(said.size(), Limit.of(limit)));
        return new Conversation(
                found.id(),
                found.alias(),
                page,
                page.size() < said.size() ? page.get(page.size() - 1).id() : null);
    }

    /**
     * @param json {@code {"text": "..."}}
     * @throws NotFound when there is no such task
     * @throws IllegalArgumentException when there is no text in it, or something else
     */
    public Said comment(String task, Map<String, Object> json, String caller) {
        Task found = desk.get(task);
        if (!json.keySet().equals(Set.of("text")) || !(json.get("text") instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException("send {\"text\": \"...\"} with what is to be said, and nothing else");
        }
        if (text.length() > LONGEST_COMMENT) {
            throw new IllegalArgumentException(
                    "text has %d characters; a comment has up to %d".formatted(text.length(), LONGEST_COMMENT));
        }
        return Said.of(commentSync.add(found.id(), caller, text.strip()));
    }

    /**
     * What happened to a task, the newest first.
     *
     * @param after the {@code next} of the page before, or {@code null}
     * @param limit as {@link Limit#of} takes it
     * @throws NotFound when there is no such task
     */
    public History history(String task, String after, String limit) {
        Task found = desk.get(task);
        int most = Limit.of(limit);
        List<TaskEvent> happened = events.ofTask(found.id(), after, most + 1);
        List<Happened> page = happened.stream().limit(most).map(Happened::of).toList();
        return new History(
                found.id(),
                found.alias(),
                page,
                page.size() < happened.size() ? page.get(page.size() - 1).id() : null);
    }

    /**
     * Gives the fields that an event changed the values they had before it.
     *
     * @throws NotFound when there is no such task, or it has no such event
     * @throws IllegalArgumentException when the event changed no field that can be written, or one has been changed since
     */
    public Map<String, Object> undo(String task, String event, String caller) {
        Task found = desk.get(task);
        TaskEvent undone = events.find(found.id(), event)
                .orElseThrow(() -> new NotFound("%s has no event \"%s\"; GET /api/tasks/%s/history lists them"
                        .formatted(found.alias(), event, found.alias())));
        List<FieldChange> changes = undone.type() == TaskEvent.Type.UPDATED
                ? undone.changes().stream()
                        .filter(change -> TaskInput.WRITABLE.contains(change.field()))
                        .toList()
                : List.of();
        if (changes.isEmpty()) {
            throw new IllegalArgumentException(
                    "only changes of a task's own fields can be taken back, and this event is " + undone.type());
        }
        var moved = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        for (FieldChange change : changes) {
            if (!Objects.equals(found.value(change.field()), change.after())) {
                moved.add(change.field().jsonName());
            }
            values.put(
                    change.field().jsonName(),
                    change.before() instanceof Instant time ? time.toString() : change.before());
        }
        if (!moved.isEmpty()) {
            throw new IllegalArgumentException("%s of %s changed since then: write what you want by PATCH /api/tasks/%s"
                    .formatted(String.join(", ", moved), found.alias(), found.alias()));
        }
        return TaskView.of(desk.edit(found.id(), values, found.version(), caller));
    }

    private static Map<String, Object> view(Task task, Set<String> fields) {
        Map<String, Object> view = TaskView.of(task);
        if (!fields.isEmpty()) {
            view.keySet().retainAll(fields);
        }
        return view;
    }

    private static Set<String> fields(String text) {
        if (text == null) {
            return Set.of();
        }
        var fields = new LinkedHashSet<>(NAMES_OF_A_TASK);
        for (String name : TaskQuery.list(text)) {
            if (TaskField.named(name).isEmpty() && !NAMES_OF_A_TASK.contains(name)) {
                throw new IllegalArgumentException("fields: there is no field \"" + name + "\"");
            }
            fields.add(name);
        }
        return fields;
    }

    private static Long version(String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        if (!ifMatch.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "If-Match is %s: send the ETag of the task as it was shown, such as \"3\"".formatted(ifMatch));
        }
        return Long.valueOf(ifMatch);
    }
}
