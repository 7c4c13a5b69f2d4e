package dev.taskhub.sync;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whether a task is there at all: deletions, returns, and the conflict of a deletion with an edit, which always waits for
 * a person.
 */
@Component
final class Life {

    private final Merging merging;
    private final Mappings mappings;
    private final List<Remote> remotes;
    private final History history;
    private final Clock clock;

    Life(Merging merging, Mappings mappings, List<Remote> remotes, History history, Clock clock) {
        this.merging = merging;
        this.mappings = mappings;
        this.remotes = remotes;
        this.history = history;
        this.clock = clock;
    }

    /** The item was deleted there: so is the task, unless that system has not seen all of it. */
    void delete(Workspace work, Link link, ItemChange change) {
        if (link.state() == Link.State.DELETED) {
            return;
        }
        Link gone = link.deleted(clock.instant()).atVersion(change.version());
        work.change(gone);
        Task task = work.task(link.taskId()).orElseThrow();
        if (task.isDeleted()) {
            return;
        }
        Map<String, Object> unseen = unseen(task, link);
        if (unseen.isEmpty()) {
            bury(work, task);
            history.log(work, task.id(), TaskEvent.Type.DELETED, change, List.of());
        } else {
            history.dispute(work, gone, Conflict.LIFE, link.base(), unseen, null, change);
        }
    }

    /** Somebody deletes the task in the hub. */
    void delete(Workspace work, Task task, String actor) {
        bury(work, task);
        history.log(work, task.id(), TaskEvent.Type.DELETED, actor, List.of());
    }

    /** An item of a deleted task was shown: as we know it, it will be deleted as well; edited, a person decides. */
    void shownAfterDeletion(Workspace work, Link link, Task task, ItemChange change) {
        var outcome = merging.compare(work, link, task, change);
        Link shown = merging.noteItem(work, link, outcome, change);
        if (outcome.isQuiet()) {
            return;
        }
        if (shown.state() == Link.State.DELETED) {
            // News of the time before the deletion: there is nothing left to decide.
            var lost = new ArrayList<FieldChange>(outcome.overruled());
            lost.addAll(outcome.taken());
            history.log(work, task.id(), TaskEvent.Type.OVERRULED, change, lost);
        } else {
            logOverwritten(work, shown, task, change);
            history.dispute(work, shown, Conflict.LIFE, link.base(), null, outcome.base(), change);
        }
    }

    /**
     * Of an edit that a person is asked about, what is gone because the system shows the hub's value in its place: a write
     * may have been under way when it was made.
     */
    private void logOverwritten(Workspace work, Link shown, Task task, ItemChange change) {
        editOnHold(work, shown).ifPresent(conflict -> {
            var earlier = merging.compare(work, shown, task, edit(conflict, shown));
            var lost = earlier.taken().stream()
                    .filter(taken -> earlier.overruled().stream().noneMatch(other -> other.field() == taken.field()))
                    .toList();
            if (!lost.isEmpty()) {
                history.log(work, task.id(), TaskEvent.Type.OVERRULED, change, lost);
            }
        });
    }

    private static Optional<Conflict> editOnHold(Workspace work, Link link) {
        return work.conflicts(link.taskId()).stream()
                .filter(conflict -> conflict.field().equals(Conflict.LIFE)
                        && conflict.system().equals(link.system())
                        && conflict.remote() != null)
                .findFirst();
    }

    /** The item is back where it had been deleted, and so is the task. */
    void returned(Workspace work, Link link, Task task, ItemChange change) {
        history.log(work, task.id(), TaskEvent.Type.RESTORED, change, List.of());
        work.change(link.with(Link.State.LINKED));
        revive(work, task);
        merging.merge(work, link, work.task(task.id()).orElseThrow(), change);
    }

    /** As {@link Decisions#take} for a conflict of a deletion with an edit. */
    void resolve(Workspace work, Conflict conflict, boolean takeRemote, String actor) {
        Task task = work.task(conflict.taskId()).orElseThrow();
        boolean deletedThere = conflict.remote() == null;
        if (deletedThere == takeRemote) {
            if (!task.isDeleted()) {
                delete(work, task, actor);
            }
        } else if (task.isDeleted()) {
            history.log(work, task.id(), TaskEvent.Type.RESTORED, actor, List.of());
            revive(work, task);
            mergeEdit(work, conflict);
        } else {
            remakeItems(work, task.id());
        }
    }

    /** Has the items of a task made anew in the systems where they are gone. */
    void remakeItems(Workspace work, String taskId) {
        for (Remote remote : remotes) {
            work.linkOf(taskId, remote.system(), remote.container())
                    .filter(link -> link.state() == Link.State.DELETED)
                    .ifPresent(link -> work.change(link.remade()));
        }
    }

    private void bury(Workspace work, Task task) {
        work.change(task.withDeletedAt(clock.instant()).withVersion(task.version() + 1));
    }

    /** Makes the task live again, with the edits that were waiting for that. */
    private void revive(Workspace work, Task task) {
        work.change(task.withDeletedAt(null).withVersion(task.version() + 1));
        remakeItems(work, task.id());
        for (Conflict conflict : work.conflicts(task.id())) {
            if (conflict.field().equals(Conflict.LIFE) && conflict.remote() != null) {
                work.resolve(conflict, Conflict.OVERTAKEN);
                mergeEdit(work, conflict);
            }
        }
    }

    /** Merges what a system showed of the task while it was deleted, over what it had shown before. */
    @SuppressWarnings("unchecked")
    private void mergeEdit(Workspace work, Conflict conflict) {
        work.link(conflict.system(), conflict.container(), conflict.externalId())
                .ifPresent(link -> merging.merge(
                        work,
                        link.withBase((Map<String, Object>) conflict.base(), link.sent()),
                        work.task(conflict.taskId()).orElseThrow(),
                        edit(conflict, link)));
    }

    @SuppressWarnings("unchecked")
    private static ItemChange edit(Conflict conflict, Link link) {
        return new ItemChange(
                link.system(),
                link.container(),
                link.externalId(),
                null,
                ItemChange.Type.WHOLE,
                (Map<String, Object>) conflict.remote(),
                link.remoteVersion(),
                null,
                null,
                null);
    }

    private Map<String, Object> unseen(Task task, Link link) {
        try {
            return SyncRule.difference(task, mappings.of(link.system()), link, Set.of(), false);
        } catch (Untranslatable e) {
            return Map.of("untold", e.getMessage());
        }
    }
}
