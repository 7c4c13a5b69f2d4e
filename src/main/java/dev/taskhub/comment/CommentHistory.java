package dev.taskhub.comment;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskEvent.Type;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskIds;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Notes in a task's history what happened to its comments. While nobody knows what task a comment is about, it has a history of
 * its own, under its own id.
 */
@Component
final class CommentHistory {

    private final TaskIds ids;
    private final Clock clock;

    CommentHistory(TaskIds ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** A new comment. */
    void added(CommentWork work, Comment comment) {
        log(work, Type.COMMENT_ADDED, comment, comment.origin(), null, comment.body(), comment.author());
    }

    /** @param system where it was brought about; who did it there, no system tells */
    void log(CommentWork work, Type type, Comment comment, String system, String before, String after) {
        log(work, type, comment, system, before, after, null);
    }

    private void log(
            CommentWork work, Type type, Comment comment, String system, String before, String after, String actor) {
        work.log(new TaskEvent(
                ids.get(),
                comment.taskId() == null ? comment.id() : comment.taskId(),
                clock.instant(),
                type,
                actor,
                system,
                null,
                List.of(new FieldChange(
                        TaskField.COMMENTS, comments(comment.id(), before), comments(comment.id(), after)))));
    }

    private static List<Object> comments(String id, String text) {
        return text == null ? null : List.of(Map.of("id", id, "text", text));
    }
}
