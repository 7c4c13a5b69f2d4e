package dev.taskhub.fullstack;

import dev.taskhub.sync.Link;
import dev.taskhub.sync.Outgoing;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One task on its way into the app, from the look at how it stands there to the answer. Not thread-safe. */
public final class FullstackWrite {

    private final Outgoing reserved;
    private final Link link;

    private Instant askedAt;
    private String cursor;
    private Map<String, Object> shown;
    private boolean done;
    private Outgoing outgoing;

    /** @param link the task's, {@code null} for a task that was never sent */
    FullstackWrite(Outgoing reserved, Link link) {
        this.reserved = reserved;
        this.link = link;
        this.done = isNew() && !mayBeThere();
    }

    /** Whether the task's item is yet to be made. */
    boolean isNew() {
        return reserved.externalId() == null;
    }

    /** Whether an item may have been made although no answer came. */
    private boolean mayBeThere() {
        return link != null && link.remoteVersion() != null;
    }

    /** Whether it is known how the task stands there. */
    public boolean isDone() {
        return done;
    }

    List<Outgoing> batch() {
        return List.of(reserved);
    }

    Outgoing reserved() {
        return reserved;
    }

    Link link() {
        return link;
    }

    void ask(Instant now) {
        askedAt = now;
    }

    Instant askedAt() {
        return askedAt;
    }

    String cursor() {
        return cursor;
    }

    void goOn(String nextCursor) {
        cursor = nextCursor;
    }

    /** @param task as it stands there, {@code null} when it is not there */
    void found(Map<String, Object> task) {
        shown = task;
        done = true;
    }

    /** The task as it stands there, {@code null} for one to be made. */
    Map<String, Object> shown() {
        return shown;
    }

    void sends(Outgoing due) {
        outgoing = due;
    }

    /** What is to be written by now. */
    Outgoing outgoing() {
        return outgoing;
    }
}
