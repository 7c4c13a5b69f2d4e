package dev.taskhub.sync;

import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads workspaces from the store and writes back what changed, within the caller's transaction. */
@Component
final class Workspaces {

    /** Long enough to read what a remote holds of a task that the store had lost, before it is made there. */
    private static final Duration RECOVERY = Duration.ofMinutes(1);

    private final TaskStore tasks;
    private final Links links;
    private final Conflicts conflicts;
    private final Proposals proposals;
    private final Outbox outbox;
    private final Outbound outbound;
    private final ProjectOfStage projectOfStage;
    private final Disputes disputes;
    private final Settling settling;
    private final List<Remote> remotes;
    private final ObjectProvider<TaskCompanion> companions;
    private final Clock clock;

    Workspaces(
            TaskStore tasks,
            Links links,
            Conflicts conflicts,
            Proposals proposals,
            Outbox outbox,
            Outbound outbound,
            ProjectOfStage projectOfStage,
            Disputes disputes,
            Settling settling,
            List<Remote> remotes,
            ObjectProvider<TaskCompanion> companions,
            Clock clock) {
        this.tasks = tasks;
        this.links = links;
        this.conflicts = conflicts;
        this.proposals = proposals;
        this.outbox = outbox;
        this.outbound = outbound;
        this.projectOfStage = projectOfStage;
        this.disputes = disputes;
        this.settling = settling;
        this.remotes = remotes;
        this.companions = companions;
        this.clock = clock;
    }

    /** Everything about these tasks, for one transaction at a time: the next one waits here. */
    Workspace of(Collection<String> taskIds) {
        long change = tasks.lock();
        return read(change, taskIds);
    }

    /** Everything about these tasks, to look at and not to change. */
    Workspace look(Collection<String> taskIds) {
        return read(0, taskIds);
    }

    /** Everything about the tasks that these items are or name. */
    Workspace of(Collection<Link.Key> items, Collection<String> taskIds) {
        long change = tasks.lock();
        var all = new LinkedHashSet<>(taskIds);
        items.stream()
                .filter(item -> item.externalId() != null)
                .collect(Collectors.groupingBy(item -> List.of(item.system(), item.container())))
                .forEach((place, keys) -> links.find(
                                place.get(0),
                                place.get(1),
                                keys.stream().map(Link.Key::externalId).toList())
                        .forEach(link -> all.add(link.taskId())));
        return read(change, all);
    }

    /** Writes what changed, and notes in the outbox who has yet to be told. */
    void save(Workspace work, String actor) {
        projectOfStage.follow(work);
        disputes.review(work);
        if (!work.created().isEmpty()) {
            work.number(tasks.numbers(work.created()));
        }
        tasks.save(work.changedTasks());
        work.movedEvents().forEach(tasks::moveEvents);
        tasks.append(work.events());
        saveLinks(work);
        conflicts.save(work.changedConflicts());
        work.resolvedConflicts().forEach((how, ids) -> conflicts.resolve(ids, how, actor, clock.instant()));
        for (Remote remote : remotes) {
            var due = work.touchedTasks().stream()
                    .filter(task -> outbound.isDue(work, task, remote))
                    .toList();
            var delays = settling.delays(due, work.events());
            work.recovered().forEach(taskId -> delays.computeIfPresent(taskId, (id, delay) -> RECOVERY));
            outbox.add(remote.system(), delays, work.change());
        }
        releasePartnersOfDeleted(work);
        outbox.add(Sync.AGENTS, Settling.none(work.changedTasks()), work.change());
        companions.forEach(companion -> {
            work.movedEvents().forEach(companion::joined);
            companion.linked(work.newLinks(), work.change());
        });
    }

    /** A task that is gone is nobody's equal any more: those that waited for a decision may have their items made. */
    private void releasePartnersOfDeleted(Workspace work) {
        for (Task task : work.changedTasks()) {
            var over = task.isDeleted() ? work.proposals(task.id()) : List.<Proposal>of();
            if (!over.isEmpty()) {
                proposals.remove(over);
                var partners = over.stream()
                        .collect(
                                Collectors.toMap(proposal -> proposal.partnerOf(task.id()), proposal -> Duration.ZERO));
                remotes.forEach(remote -> outbox.add(remote.system(), partners, work.change()));
            }
        }
    }

    /** Writes only the links. */
    void saveLinks(Workspace work) {
        links.delete(work.removedLinks());
        links.save(work.changedLinks());
    }

    private Workspace read(long change, Collection<String> taskIds) {
        var known = new ArrayList<>(taskIds);
        known.removeIf(Objects::isNull);
        var work = new Workspace(change);
        work.load(tasks.find(known).values(), links.ofTasks(known), conflicts.open(known));
        work.load(proposals.open(known));
        return work;
    }
}
