package dev.taskhub.sync;

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

    private final Workspaces workspaces;
    private final Outbound outbound;
    private final TaskStore tasks;
    private final Links links;
    private final Outbox outbox;
    private final Parked parked;

    Sending(Workspaces workspaces, Outbound outbound, TaskStore tasks, Links links, Outbox outbox, Parked parked) {
        this.workspaces = workspaces;
        this.outbound = outbound;
        this.tasks = tasks;
        this.links = links;
        this.outbox = outbox;
        this.parked = parked;
    }

    List<Outgoing> claim(Remote remote, int max) {
        tasks.lock();
        List<Outbox.Row> rows = outbox.claim(remote.system(), max);
        Workspace work = workspaces.of(rows.stream().map(Outbox.Row::taskId).toList());
        var claimed = new ArrayList<Outgoing>();
        var nothingToDo = new HashMap<String, Long>();
        for (Outbox.Row row : rows) {
            Optional<Outgoing> outgoing =
                    work.task(row.taskId()).flatMap(task -> send(work, task, remote, row.revision()));
            outgoing.ifPresentOrElse(claimed::add, () -> nothingToDo.put(row.taskId(), row.revision()));
        }
        workspaces.saveLinks(work);
        outbox.settle(remote.system(), nothingToDo);
        return claimed;
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

    private Optional<Outgoing> send(Workspace work, Task task, Remote remote, long revision) {
        try {
            return Optional.ofNullable(outbound.send(work, task, remote, revision));
        } catch (Untranslatable e) {
            parked.park(
                    new Outgoing(task.id(), remote.system(), remote.container(), null, null, false, Map.of(), revision),
                    e.getMessage(),
                    "change the value, or the mapping in config/" + remote.system() + ".yaml");
            return Optional.empty();
        }
    }

    private static Map<String, Long> revisions(List<Outgoing> sent) {
        return sent.stream().collect(Collectors.toMap(Outgoing::taskId, Outgoing::revision, Math::max));
    }
}
