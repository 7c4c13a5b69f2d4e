package dev.taskhub.fullstack;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks at each task right before it is written: the app takes a write over an edit nobody told of, an update without the
 * owner takes it away, and a task that was to be made may be there although no answer came.
 */
@Component("fullstackLooks")
public final class FullstackLooks {

    private final FullstackCalls calls;
    private final FullstackTasks tasks;
    private final FullstackNews news;
    private final Sync sync;
    private final Links links;
    private final Clock clock;

    FullstackLooks(
            FullstackCalls calls, FullstackTasks tasks, FullstackNews news, Sync sync, Links links, Clock clock) {
        this.calls = calls;
        this.tasks = tasks;
        this.news = news;
        this.sync = sync;
        this.links = links;
        this.clock = clock;
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
}
