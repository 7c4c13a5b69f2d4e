package dev.taskhub.comment;

import dev.taskhub.sync.Links;
import dev.taskhub.sync.Remote;
import dev.taskhub.task.TaskStore;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads what a transaction works on from the store and writes back what changed, within the caller's transaction. */
@Component
final class CommentWorks {

    private final Comments comments;
    private final CommentLinks links;
    private final CommentOutbox outbox;
    private final CommentOutbound outbound;
    private final Links items;
    private final TaskStore tasks;
    private final List<Remote> remotes;

    CommentWorks(
            Comments comments,
            CommentLinks links,
            CommentOutbox outbox,
            CommentOutbound outbound,
            Links items,
            TaskStore tasks,
            List<Remote> remotes) {
        this.comments = comments;
        this.links = links;
        this.outbox = outbox;
        this.outbound = outbound;
        this.items = items;
        this.tasks = tasks;
        this.remotes = remotes;
    }

    /** Everything about these comments, for one transaction at a time: the next one waits here. */
    CommentWork of(Collection<String> commentIds) {
        var work = new CommentWork(tasks.lock());
        load(work, commentIds);
        return work;
    }

    /** Where a task stands, for a new comment on it. */
    CommentWork ofTask(String taskId) {
        var work = new CommentWork(tasks.lock());
        work.loadItems(items.ofTasks(List.of(taskId)));
        return work;
    }

    /** Everything about the comments that these are, or may be. */
    CommentWork ofShown(List<ShownComment> shown) {
        var work = new CommentWork(tasks.lock());
        var ids = new LinkedHashSet<String>();
        links.find(shown.stream().map(ShownComment::key).toList()).forEach(link -> ids.add(link.commentId()));
        shown.stream()
                .filter(comment -> comment.itemId() != null)
                .collect(Collectors.groupingBy(comment -> List.of(comment.system(), comment.container())))
                .forEach((place, there) -> {
                    var itemIds =
                            there.stream().map(ShownComment::itemId).distinct().toList();
                    links.creatingOn(place.get(0), place.get(1), itemIds).forEach(link -> ids.add(link.commentId()));
                    var known = items.find(place.get(0), place.get(1), itemIds);
                    work.loadItems(known);
                    work.loadItems(items.ofTasks(
                            known.stream().map(link -> link.taskId()).toList()));
                });
        load(work, ids);
        return work;
    }

    /** Everything about the comments on these tasks. */
    CommentWork ofTasks(Collection<String> taskIds, long change) {
        var work = new CommentWork(change);
        load(work, comments.ofTasks(taskIds).stream().map(Comment::id).toList());
        return work;
    }

    private void load(CommentWork work, Collection<String> ids) {
        if (!ids.isEmpty()) {
            var found = comments.find(ids);
            work.load(found, links.ofComments(ids));
            work.loadItems(items.ofTasks(
                    found.stream().map(Comment::taskId).filter(Objects::nonNull).toList()));
        }
    }

    /** Writes what changed, and notes in the outbox who has yet to be told of it. */
    void save(CommentWork work) {
        write(work);
        tell(work, work.touched());
    }

    /** Writes what changed. */
    void write(CommentWork work) {
        comments.save(work.changed());
        comments.delete(work.removed());
        links.delete(work.removedLinks());
        links.save(work.changedLinks());
        tasks.append(work.events());
    }

    /** Notes in the outbox who has yet to be told of these. */
    void tell(CommentWork work, List<Comment> told) {
        for (Remote remote : remotes) {
            outbox.add(
                    remote.system(),
                    told.stream()
                            .filter(comment -> outbound.due(work, comment, remote, 0) != null)
                            .map(Comment::id)
                            .toList(),
                    work.change());
        }
    }
}
