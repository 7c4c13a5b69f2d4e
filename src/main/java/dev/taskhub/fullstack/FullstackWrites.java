package dev.taskhub.fullstack;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.Written;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes tasks to the app, one after another, for it numbers them by the newest one, and each after a look at it. */
@Component("fullstackWrites")
public final class FullstackWrites {

    private static final String OWNER = FullstackTasks.OWNER;

    private final FullstackCalls calls;
    private final FullstackTasks tasks;
    private final FullstackNews news;
    private final FullstackUser user;
    private final Sync sync;
    private final Clock clock;

    FullstackWrites(
            FullstackCalls calls,
            FullstackTasks tasks,
            FullstackNews news,
            FullstackUser user,
            Sync sync,
            Clock clock) {
        this.calls = calls;
        this.tasks = tasks;
        this.news = news;
        this.user = user;
        this.sync = sync;
        this.clock = clock;
    }

    /** Each task by itself. */
    public List<List<Outgoing>> each(List<Outgoing> all) {
        return all.stream().map(List::of).toList();
    }

    /**
     * The call that writes what is due by now, {@code null} when nothing is.
     *
     * @throws RemoteRefused when the app lets nobody but the task's owner write it
     */
    public RemoteCall call(FullstackWrite write) {
        var due = sync.send(write.batch(), FullstackTasks.version(clock.instant()));
        if (due.isEmpty()) {
            return null;
        }
        Outgoing outgoing = due.get(0);
        write.sends(outgoing);
        if (outgoing.externalId() == null) {
            news.making(outgoing.taskId());
            return calls.create(created(outgoing.columns()));
        }
        if (outgoing.deleted() && tasks.isCancelled(write.shown())) {
            sync.written(List.of(new Written(outgoing, outgoing.externalId(), null, now())));
            return null;
        }
        return calls.update(updated(outgoing, write.shown()));
    }

    /**
     * What the app stored.
     *
     * @throws RemoteUnavailable when the answer is not the task; whether it was written is unknown
     */
    @SuppressWarnings("unchecked")
    public List<Written> written(FullstackWrite write, Object answer) {
        Outgoing outgoing = write.outgoing();
        news.heardOf(outgoing.taskId());
        if (!(answer instanceof Map<?, ?> task)
                || !(task.get("id") instanceof String id)
                || outgoing.externalId() != null && !outgoing.externalId().equals(id)) {
            throw new RemoteUnavailable("the app's answer does not show the task that was written: " + answer);
        }
        var stored = outgoing.deleted() ? null : tasks.item((Map<String, Object>) task);
        return List.of(new Written(outgoing, id, stored, now()));
    }

    /** A failure without a reason, with what is likeliest. */
    public RemoteUnexplained explained(FullstackWrite write, RemoteUnexplained why) {
        String likely = write != null && write.outgoing() == null
                ? "the task cannot be read by its number: either several tasks have it, or a comment or file of it has lost"
                        + " its author; mend that in the Convex dashboard"
                : "the app refuses to write the task: it may be gone, or its owner somebody else by now, or the user of"
                        + " taskhub.convex.act-as be unknown there";
        return new RemoteUnexplained(why.status(), likely + ". Convex says: " + why.getMessage());
    }

    private Map<String, Object> created(Map<String, Object> columns) {
        var task = new LinkedHashMap<>(columns);
        task.putIfAbsent("description", "");
        task.put(OWNER, columns.get(OWNER) == null ? null : user.owner());
        return task;
    }

    private Map<String, Object> updated(Outgoing outgoing, Map<String, Object> shown) {
        var task = new LinkedHashMap<>(outgoing.columns());
        task.put("id", outgoing.externalId());
        task.put(OWNER, task.containsKey(OWNER) ? newOwner(task.get(OWNER)) : keptOwner(shown));
        return task;
    }

    private Object newOwner(Object owner) {
        return owner == null ? null : user.owner();
    }

    /** The owner as it stands there, which the app takes from that user alone. */
    private Object keptOwner(Map<String, Object> shown) {
        if (!(shown.get(OWNER) instanceof Map<?, ?> owner)) {
            return null;
        }
        if (!user.is(owner)) {
            throw new RemoteRefused(
                    200,
                    "OWNED_BY_ANOTHER",
                    "task " + (long) FullstackTasks.number(shown) + " is " + owner.get("name")
                            + "'s in the app, which lets nobody else write it without taking it away: let its owner make"
                            + " the change there, or give the task free, or hand it to "
                            + user.owner().get("name")
                            + "; then retry");
        }
        return new HashMap<>(owner);
    }

    private String now() {
        return FullstackTasks.version(clock.instant());
    }
}
