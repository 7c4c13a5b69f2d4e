package dev.taskhub.fullstack;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells what a page of tasks brings that the hub does not know: most of what a scan reads is as it was. Tasks that the hub
 * has deleted, which stand there cancelled, are none of its concern until somebody takes them up again.
 */
@Component
final class FullstackNews {

    private final FullstackTasks tasks;
    private final Links links;

    /** The hub's tasks that are just being made there; who makes them will hear of it. */
    private final Set<String> beingMade = ConcurrentHashMap.newKeySet();

    FullstackNews(FullstackTasks tasks, Links links) {
        this.tasks = tasks;
        this.links = links;
    }

    /** A task is about to be made there. */
    void making(String taskId) {
        beingMade.add(taskId);
    }

    /** The task was made there, or was not, or nobody will ever hear. */
    void heardOf(String taskId) {
        beingMade.remove(taskId);
    }

    /**
     * The news among the tasks of a page.
     *
     * @param hubMakes whether the hub may have made tasks there, so that one nobody knows may be its own
     */
    List<ItemChange> among(List<Map<String, Object>> page, Instant askedAt, boolean hubMakes) {
        Map<String, Link> known = known(page);
        List<Link> unanswered = hubMakes ? unanswered(page, known) : List.of();
        var news = new ArrayList<ItemChange>();
        for (Map<String, Object> task : page) {
            Link link = known.get(FullstackTasks.id(task));
            Link own = link == null ? own(task, unanswered) : null;
            boolean old = link != null && (tasks.isKnown(task, link) || isDeleted(task, link));
            boolean waits = own != null && beingMade.contains(own.taskId());
            if (!old && !waits) {
                if (own != null) {
                    unanswered.remove(own);
                }
                news.add(tasks.shown(task, askedAt, own == null ? null : own.taskId()));
            }
        }
        return news;
    }

    /** All tasks of a page but those the hub has deleted, and those of which it has yet to learn that they are its own. */
    List<ItemChange> all(List<Map<String, Object>> page, Instant askedAt) {
        Map<String, Link> known = known(page);
        List<Link> unanswered = unanswered(page, known);
        return page.stream()
                .filter(task -> {
                    Link link = known.get(FullstackTasks.id(task));
                    return link == null ? own(task, unanswered) == null : !isDeleted(task, link);
                })
                .map(task -> tasks.shown(task, askedAt, null))
                .toList();
    }

    private Map<String, Link> known(List<Map<String, Object>> page) {
        List<String> ids = page.stream().map(FullstackTasks::id).toList();
        return links.find(FullstackTasks.SYSTEM, tasks.container(), ids).stream()
                .collect(Collectors.toMap(Link::externalId, Function.identity()));
    }

    private List<Link> unanswered(List<Map<String, Object>> page, Map<String, Link> known) {
        return known.size() == page.size()
                ? List.of()
                : new ArrayList<>(links.unanswered(FullstackTasks.SYSTEM, tasks.container()));
    }

    private Link own(Map<String, Object> task, List<Link> unanswered) {
        return unanswered.stream()
                .filter(link -> tasks.mayBe(link, task))
                .findFirst()
                .orElse(null);
    }

    private boolean isDeleted(Map<String, Object> task, Link link) {
        return link.state() == Link.State.DELETED && tasks.isCancelled(task);
    }
}
