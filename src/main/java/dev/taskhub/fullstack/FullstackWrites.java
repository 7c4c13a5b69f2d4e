package dev.taskhub.fullstack;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.Written;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Writes tasks to the app, one after another, for it numbers them by the newest one. Each is looked at right before: an
 * update without the owner would take it away, and one made before may be there although no answer came.
 */
@Component("fullstackWrites")
public final class FullstackWrites {

    private static final String OWNER = FullstackTasks.OWNER;

    private final FullstackCalls calls;
    private final FullstackTasks tasks;
    private final FullstackNews news;
    private final FullstackUser user;
    private final Sync sync;
    private final Links links;
    private final Clock clock;

    FullstackWrites(
            FullstackCalls calls,
            FullstackTasks tasks,
            FullstackNews news,
            FullstackUser user,
            Sync sync,
            Links links,
            Clock clock) {
        this.calls = calls;
        this.tasks = tasks;
        this.news = news;
        this.user = user;
        this.sync = sync;
        this.links = links;
        this.clock = clock;
    }

    /** Each task by itself. */
    public List<List<Outgoing>> each(List<Outgoing> all) {
        return all.stream().map(List::of).toList();
    }

    /** The look at the one task of {@code batch} that has yet to begin. */
    public FullstackWrite begin(List<Outgoing> batch) {
        Outgoing reserved = batch.get(0);
        news.heardOf(reserved.taskId());
        String id = reserved.externalId() == null ? reserved.taskId() : reserved.externalId();
        Link link = links.find(FullstackTasks.SYSTEM, tasks.container(), id).orElse(null);
        return new FullstackWrite(reserved, link);
    }

    /**
     * The call that shows how the task stands there: itself, or the newest tasks, among which it may be.
     *
     * @throws RemoteUnavailable when no scan has shown it yet
     */
    public RemoteCall look(FullstackWrite write) {
        write.ask(clock.instant());
        if (write.isNew()) {
            return calls.list(write.cursor(), FullstackCalls.PAGE, true);
        }
        if (write.link() == null || !(write.link().base().get("number") instanceof Number number)) {
            throw new RemoteUnavailable("the number of task " + write.reserved().externalId()
                    + " is not known; the next reading of all tasks shows it");
        }
        return calls.byNumber(number.doubleValue());
    }

    /**
     * Takes in what was seen there, and returns the write with what is known by now.
     *
     * @throws RemoteUnavailable when another task was shown, or none: what became of it, the next scan shows
     */
    @SuppressWarnings("unchecked")
    public FullstackWrite seen(FullstackWrite write, Object answer) {
        if (write.isNew()) {
            search(write, (Map<String, Object>) answer);
            return write;
        }
        String id = write.reserved().externalId();
        if (!(answer instanceof Map<?, ?> task) || !id.equals(task.get("id"))) {
            throw new RemoteUnavailable("the app does not show task " + id + " under the number "
                    + write.link().base().get("number") + "; the next reading of all tasks shows what became of it");
        }
        write.found((Map<String, Object>) task);
        // What is no news is not taken in, for that alone would have the task looked at again, and so on without end.
        sync.accept(news.among(List.of(write.shown()), write.askedAt(), false));
        return write;
    }

    /** Among the newest tasks, down to the time of the first attempt. */
    private void search(FullstackWrite write, Map<String, Object> answer) {
        var page = FullstackTasks.page(answer);
        var candidates =
                page.stream().filter(task -> tasks.mayBe(write.link(), task)).toList();
        List<String> taken = links
                .find(
                        FullstackTasks.SYSTEM,
                        tasks.container(),
                        candidates.stream().map(FullstackTasks::id).toList())
                .stream()
                .map(Link::externalId)
                .toList();
        var own = candidates.stream()
                .filter(task -> !taken.contains(FullstackTasks.id(task)))
                .findFirst();
        boolean older = page.stream().anyMatch(task -> !tasks.isSince(write.link(), task));
        if (own.isPresent()) {
            ItemChange found =
                    tasks.shown(own.get(), write.askedAt(), write.reserved().taskId());
            write.found(own.get());
            sync.accept(List.of(found));
        } else if (older || Boolean.TRUE.equals(answer.get("isDone"))) {
            write.found(null);
        } else {
            write.goOn((String) answer.get("continueCursor"));
        }
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
