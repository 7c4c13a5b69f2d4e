package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.task.TaskField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which of our tasks an item is. */
final class Identity {

    private final Mappings mappings;
    private final List<Remote> remotes;

    Identity(Mappings mappings, List<Remote> remotes) {
        this.mappings = mappings;
        this.remotes = remotes;
    }

    /**
     * The link of the item, empty for one that nobody knows.
     *
     * @throws IllegalArgumentException when the item goes by a task's id alone and the task has no item there
     */
    Optional<Link> of(Workspace work, ItemChange change) {
        if (change.externalId() == null) {
            return Optional.of(work.linkOf(change.taskId(), change.system(), change.container())
                    .filter(link -> link.state() != Link.State.CREATING)
                    .orElseThrow(() -> new IllegalArgumentException("task \"" + change.taskId() + "\" has no item in "
                            + change.system() + " " + change.container() + ": give the item's own id as well")));
        }
        return work.link(change.system(), change.container(), change.externalId())
                .or(() -> adopted(work, change));
    }

    /** An item that is new by its own id but carries the id of one of our tasks. */
    private Optional<Link> adopted(Workspace work, ItemChange change) {
        if (work.task(change.taskId()).isEmpty() || isJoined(work, change.taskId())) {
            return Optional.empty();
        }
        Optional<Link> existing = work.linkOf(change.taskId(), change.system(), change.container());
        // Where the task has its item already, this is a copy that somebody made there: a task of its own.
        return existing.isPresent()
                ? existing.filter(link -> link.state() == Link.State.CREATING)
                        .map(link -> link.withExternalId(change.externalId()))
                : Optional.of(new Link(
                        change.system(),
                        change.container(),
                        change.externalId(),
                        change.taskId(),
                        Link.State.LINKED,
                        firstShown(change),
                        Map.of(),
                        null));
    }

    /** Whether the task became part of another one, which has its items; a copy of one of these may carry its id still. */
    private static boolean isJoined(Workspace work, String taskId) {
        return work.task(taskId).orElseThrow().isDeleted()
                && work.linksOf(taskId).isEmpty();
    }

    /**
     * The base that an item begins with. In a system we never write to, its title is only a wording of the task's, and
     * the status of an item that nobody has begun is no news.
     */
    private Map<String, Object> firstShown(ItemChange change) {
        var base = new HashMap<String, Object>();
        if (!remotes.contains(new Remote(change.system(), change.container()))) {
            Mapping mapping = mappings.of(change.system());
            mapping.forField(TaskField.TITLE).ifPresent(title -> {
                Object words = title.normalise(change.item().get(title.column()));
                if (words != null) {
                    base.put(title.column(), words);
                }
            });
            mapping.forField(TaskField.STATUS).ifPresent(status -> {
                Object notBegun = status.toRemote(TaskField.STATUS.choices().get(0));
                if (notBegun.equals(status.normalise(change.item().get(status.column())))) {
                    base.put(status.column(), notBegun);
                }
            });
        }
        return base;
    }
}
