package dev.taskhub.sync;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Takes tasks out of the outbox for a remote and closes their rows when it has answered; within a transaction. */
@Component
final class Sending {

    /** Finds what has to be written of a task, {@code null} for nothing. */
    private interface Way {
        Outgoing outgoing(Workspace work, Task task, Remote remote, long revision);
    }

    private final Workspaces workspaces;
    private final Outbound outbound;
    private final Mappings mappings;
    private final TaskStore tasks;
    private final Links links;
    private final Outbox outbox;
    private final Parked parked;
    private final Acquaintance acquaintance;
    private final DryRunSettings settings;

    Sending(
            Workspaces workspaces,
            Outbound outbound,
            Mappings mappings,
            TaskStore tasks,
            Links links,
            Outbox outbox,
            Parked parked,
            Acquaintance acquaintance,
            DryRunSettings settings) {
        this.workspaces = workspaces;
        this.outbound = outbound;
        this.mappings = mappings;
        this.tasks = tasks;
        this.links = links;
        this.outbox = outbox;
        this.parked = parked;
        this.acquaintance = acquaintance;
        this.settings = settings;
    }

    /** In a dry run nothing is claimed, and so nothing sent. Else: whether there may be something to claim; looked at first, because a transaction that finds nothing costs as much. */
    boolean isDue(Remote remote) {
        return !settings.dryRun()
                && outbox.isDue(remote.system())
                && (acquaintance.isMade() || outbox.isDueWhereKnown(remote));
    }

    List<Outgoing> claim(Remote remote, int max) {
        return take(remote, max, (work, task, to, revision) -> outbound.send(work, task, to, revision, null));
    }

    List<Outgoing> reserve(Remote remote, int max) {
        return take(remote, max, outbound::due);
    }

    /** @param version of an item that is made for the first time, or {@code null} */
    List<Outgoing> send(Remote remote, List<Outgoing> reserved, String version) {
        tasks.lock();
        return due(
                remote,
                reserved.stream()
                        .map(outgoing -> new Outbox.Row(outgoing.taskId(), outgoing.revision(), false))
                        .toList(),
                (work, task, to, revision) -> outbound.send(work, task, to, revision, version));
    }

    void written(Workspace work, List<Written> writes) {
        writes.stream()
                .map(Written::outgoing)
                .collect(Collectors.groupingBy(Outgoing::system))
                .forEach((system, sent) -> {
                    Map<String, Long> revisions = revisions(sent);
                    outbox.settle(system, revisions);
                    parked.delivered(system, revisions.keySet());
                });
        writes.forEach(write -> outbound.written(work, write));
    }

    void refused(Outgoing outgoing, String cause, String hint) {
        tasks.lock();
        parked.park(outgoing, cause, hint);
        links.forgetSent(outgoing.system(), outgoing.taskId());
        outbox.settle(outgoing.system(), revisions(List.of(outgoing)));
    }

    private List<Outgoing> take(Remote remote, int max, Way way) {
        tasks.lock();
        // Before all remotes have been read, an item that is made may be there already.
        var rows = acquaintance.isMade() ? outbox.claim(remote.system(), max) : outbox.claimWhereKnown(remote, max);
        return due(remote, rows, way);
    }

    private List<Outgoing> due(Remote remote, List<Outbox.Row> rows, Way way) {
        Workspace work = workspaces.of(rows.stream().map(Outbox.Row::taskId).toList());
        var due = new ArrayList<Outgoing>();
        var nothingToDo = new HashMap<String, Long>();
        for (Outbox.Row row : rows) {
            Optional<Outgoing> outgoing =
                    work.task(row.taskId()).flatMap(task -> find(work, task, remote, row.revision(), way));
            outgoing.ifPresentOrElse(due::add, () -> nothingToDo.put(row.taskId(), row.revision()));
        }
        workspaces.saveLinks(work);
        outbox.settle(remote.system(), nothingToDo);
        return due;
    }

    private Optional<Outgoing> find(Workspace work, Task task, Remote remote, long revision, Way way) {
        try {
            return Optional.ofNullable(way.outgoing(work, task, remote, revision));
        } catch (Untranslatable e) {
            parked.park(
                    new Outgoing(task.id(), remote.system(), remote.container(), null, null, false, Map.of(), revision),
                    e.getMessage(),
                    "change the value, or the mapping in config/"
                            + mappings.of(remote.system()).fileName());
            return Optional.empty();
        }
    }

    private static Map<String, Long> revisions(List<Outgoing> sent) {
        return sent.stream().collect(Collectors.toMap(Outgoing::taskId, Outgoing::revision, Math::max));
    }
}
