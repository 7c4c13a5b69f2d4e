package dev.taskhub.comment;

import dev.taskhub.sync.Link;
import dev.taskhub.sync.TaskCompanion;
import dev.taskhub.task.TaskStore;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Has comments follow their tasks: they go along when tasks are joined, and out where a task gets an item. */
@Component
final class CommentsOfTasks implements TaskCompanion {

    private final Comments comments;
    private final CommentLinks links;
    private final CommentLanguages languages;
    private final TaskStore tasks;
    private final CommentWorks works;

    CommentsOfTasks(
            Comments comments, CommentLinks links, CommentLanguages languages, TaskStore tasks, CommentWorks works) {
        this.comments = comments;
        this.links = links;
        this.languages = languages;
        this.tasks = tasks;
        this.works = works;
    }

    @Override
    public void joined(String newerId, String olderId) {
        comments.move(newerId, olderId);
    }

    @Override
    public void linked(List<Link> items, long change) {
        var commented =
                items.stream().filter(item -> languages.knows(item.system())).toList();
        if (commented.isEmpty()) {
            return;
        }
        commented.stream()
                .collect(Collectors.groupingBy(item -> List.of(item.system(), item.container())))
                .forEach((place, there) -> attach(place.get(0), place.get(1), there, change));
        CommentWork work =
                works.ofTasks(commented.stream().map(Link::taskId).distinct().toList(), change);
        works.tell(work, work.comments());
    }

    /** Comments that were read before the item they are on. */
    private void attach(String system, String container, List<Link> items, long change) {
        var taskByItem = items.stream().collect(Collectors.toMap(Link::externalId, Link::taskId));
        var waiting = links.withoutTask(system, container, taskByItem.keySet());
        if (!waiting.isEmpty()) {
            var work = new CommentWork(change);
            work.load(comments.find(waiting), links.ofComments(waiting));
            for (Comment comment : work.comments()) {
                String item = work.linkOf(comment.id(), system, container)
                        .orElseThrow()
                        .itemId();
                work.change(comment.ofTask(taskByItem.get(item)));
                tasks.moveEvents(comment.id(), taskByItem.get(item));
            }
            works.write(work);
        }
    }
}
