package dev.taskhub.comment;

import dev.taskhub.sync.Link;
import dev.taskhub.sync.Remote;
import dev.taskhub.task.TaskEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one transaction works on: the comments and links that a batch touches, in memory. {@link CommentWorks} reads it in a few
 * queries and writes back what changed in a few statements.
 */
final class CommentWork {

    private final long change;
    private final Map<String, Comment> comments = new HashMap<>();
    private final Map<CommentLink.Key, CommentLink> links = new HashMap<>();
    private final Map<String, Set<CommentLink.Key>> linksByComment = new HashMap<>();
    private final List<Link> items = new ArrayList<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private final Set<CommentLink.Key> changedLinks = new LinkedHashSet<>();
    private final Set<CommentLink.Key> removedLinks = new LinkedHashSet<>();
    private final List<TaskEvent> events = new ArrayList<>();

    /** @param change the number of this transaction */
    CommentWork(long change) {
        this.change = change;
    }

    void load(Collection<Comment> loadedComments, Collection<CommentLink> loadedLinks) {
        loadedComments.forEach(comment -> comments.put(comment.id(), comment));
        loadedLinks.forEach(this::index);
    }

    /** Adds where the tasks of these comments stand, and the tasks of the items that comments were shown on. */
    void loadItems(Collection<Link> loaded) {
        items.addAll(loaded);
    }

    Comment comment(String id) {
        return Objects.requireNonNull(comments.get(id), id);
    }

    /** The comments that there are among these, in the order given. */
    List<Comment> comments(Collection<String> ids) {
        return ids.stream().map(comments::get).filter(Objects::nonNull).toList();
    }

    /** All comments that were loaded or made. */
    List<Comment> comments() {
        return List.copyOf(comments.values());
    }

    Optional<CommentLink> link(CommentLink.Key key) {
        return Optional.ofNullable(links.get(key));
    }

    List<CommentLink> linksOf(String commentId) {
        return linksByComment.getOrDefault(commentId, Set.of()).stream()
                .map(links::get)
                .toList();
    }

    /** The link of a comment there: the one in use if there are several. */
    Optional<CommentLink> linkOf(String commentId, String system, String container) {
        return linksOf(commentId).stream()
                .filter(link -> link.system().equals(system) && link.container().equals(container))
                .min(Comparator.comparing(CommentLink::state));
    }

    /** The link of a comment that the hub has tried to make on this item, with exactly this text, and heard nothing of. */
    Optional<CommentLink> awaited(ShownComment shown) {
        return links.values().stream()
                .filter(link -> link.state() == CommentLink.State.CREATING
                        && link.system().equals(shown.system())
                        && link.container().equals(shown.container())
                        && link.itemId().equals(shown.itemId())
                        && link.sent().contains(shown.text()))
                .min(Comparator.comparing(CommentLink::commentId));
    }

    /** The task of an item, or {@code null} when the item is no task's. */
    String taskOf(String system, String container, String itemId) {
        return items.stream()
                .filter(link -> link.system().equals(system)
                        && link.container().equals(container)
                        && link.externalId().equals(itemId))
                .map(Link::taskId)
                .findFirst()
                .orElse(null);
    }

    /** The task's item in a remote that comments can be written on, or {@code null} when there is none. */
    String itemOf(String taskId, Remote remote) {
        return items.stream()
                .filter(link -> link.state() == Link.State.LINKED
                        && link.taskId().equals(taskId)
                        && link.system().equals(remote.system())
                        && link.container().equals(remote.container()))
                .map(Link::externalId)
                .findFirst()
                .orElse(null);
    }

    void change(Comment comment) {
        comments.put(comment.id(), comment);
        changed.add(comment.id());
        touched.add(comment.id());
    }

    /** Puts a link in place; the one of a comment yet to be made makes room for that comment's own. */
    void change(CommentLink link) {
        if (link.state() == CommentLink.State.LINKED) {
            linkOf(link.commentId(), link.system(), link.container())
                    .filter(other -> other.state() == CommentLink.State.CREATING
                            && !other.key().equals(link.key()))
                    .ifPresent(this::remove);
        }
        if (!link.equals(links.get(link.key()))) {
            index(link);
            changedLinks.add(link.key());
            removedLinks.remove(link.key());
            touched.add(link.commentId());
        }
    }

    /** Makes a comment that is the other one's copy stand for that one. */
    void join(Comment copy, Comment original) {
        linksOf(copy.id()).forEach(link -> {
            linksByComment.get(copy.id()).remove(link.key());
            change(link.copyOf(original.id()));
        });
        comments.remove(copy.id());
        removed.add(copy.id());
    }

    void remove(CommentLink link) {
        links.remove(link.key());
        linksByComment.get(link.commentId()).remove(link.key());
        changedLinks.remove(link.key());
        removedLinks.add(link.key());
        touched.add(link.commentId());
    }

    void log(TaskEvent event) {
        events.add(event);
    }

    long change() {
        return change;
    }

    boolean isTouched() {
        return !touched.isEmpty();
    }

    List<Comment> touched() {
        return comments(touched);
    }

    List<Comment> changed() {
        return comments(changed);
    }

    Set<String> removed() {
        return removed;
    }

    List<CommentLink> changedLinks() {
        return changedLinks.stream().map(links::get).toList();
    }

    Set<CommentLink.Key> removedLinks() {
        return removedLinks;
    }

    List<TaskEvent> events() {
        return events;
    }

    private void index(CommentLink link) {
        links.put(link.key(), link);
        linksByComment
                .computeIfAbsent(link.commentId(), id -> new LinkedHashSet<>())
                .add(link.key());
    }
}
