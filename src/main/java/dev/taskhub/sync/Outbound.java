package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a remote has yet to be told of a task, and what it means when it has been told. */
@Component
final class Outbound {

    private final Mappings mappings;
    private final TaskSync rule;
    private final Life life;
    private final Clock clock;

    Outbound(Mappings mappings, TaskSync rule, Life life, Clock clock) {
        this.mappings = mappings;
        this.rule = rule;
        this.life = life;
        this.clock = clock;
    }

    /** Whether {@code remote} does not show the task as it is, so that a sender has to look at it. */
    boolean isDue(Workspace work, Task task, Remote remote) {
        try {
            return due(work, task, remote, 0) != null;
        } catch (Untranslatable e) {
            // The sender meets the same value again and parks it with its reason.
            return true;
        }
    }

    /** What would have to be written, {@code null} for nothing: as {@link #send}, but nothing is noted. */
    Outgoing due(Workspace work, Task task, Remote remote, long revision) {
        Link link = work.linkOf(task.id(), remote.system(), remote.container())
                .orElseGet(() -> Link.creating(remote, task.id()));
        boolean create = link.state() == Link.State.CREATING;
        boolean unmade = create
                && (task.isDeleted()
                        || task.title() == null
                        || !work.proposals(task.id()).isEmpty());
        boolean gone = link.state() == Link.State.DELETED;
        if (gone || unmade || work.isLifeHeld(task.id(), remote)) {
            return null;
        }
        Map<String, Object> columns = task.isDeleted()
                ? mappings.of(remote.system()).deletion()
                : difference(work, task, remote, link, create);
        return columns.isEmpty() && !task.isDeleted()
                ? null
                : new Outgoing(
                        task.id(),
                        remote.system(),
                        remote.container(),
                        create ? null : link.externalId(),
                        create ? null : link.remoteVersion(),
                        task.isDeleted(),
                        columns,
                        revision);
    }

    /**
     * What has to be written, {@code null} for nothing. The link knows before the remote does: an echo that is faster than
     * the answer is then taken for what it is.
     *
     * @param version of an item that is made for the first time, or {@code null} for none
     * @throws Untranslatable when the hub's value has no counterpart there
     */
    Outgoing send(Workspace work, Task task, Remote remote, long revision, String version) {
        Outgoing outgoing = due(work, task, remote, revision);
        if (outgoing != null && !outgoing.columns().isEmpty()) {
            Link link = work.linkOf(task.id(), remote.system(), remote.container())
                    .orElseGet(() -> Link.creating(remote, task.id()));
            boolean first = link.state() == Link.State.CREATING && link.remoteVersion() == null;
            work.change(link.sending(outgoing.columns()).atVersion(first ? version : null));
        }
        return outgoing;
    }

    /** Takes note of what was stored: the base moves there, and what was stored otherwise comes in as its change. */
    void written(Workspace work, Written write) {
        Outgoing outgoing = write.outgoing();
        Link link = work.link(outgoing.system(), outgoing.container(), write.externalId())
                .filter(found -> found.taskId().equals(outgoing.taskId()))
                .or(() -> work.linkOf(outgoing.taskId(), outgoing.system(), outgoing.container())
                        .filter(found -> found.state() == Link.State.CREATING && outgoing.externalId() == null))
                .orElse(null);
        // An item that is gone, that is another task's by now, or that was seen in a later state, has no use for this.
        if (link == null || link.state() == Link.State.DELETED || link.isAheadOf(write.remoteVersion())) {
            return;
        }
        Task task = work.task(outgoing.taskId()).orElseThrow();
        if (outgoing.deleted()) {
            work.change(link.deleted(clock.instant()).atVersion(write.remoteVersion()));
            if (!task.isDeleted()) {
                life.remakeItems(work, task.id());
            }
            return;
        }
        Link linked = link.state() == Link.State.CREATING ? link.withExternalId(write.externalId()) : link;
        Optional<Link> taken = work.link(linked.system(), linked.container(), linked.externalId())
                .filter(other -> !other.taskId().equals(task.id()));
        work.change(linked.withBase(agreed(task, link, write), Map.of()).atVersion(write.remoteVersion()));
        taken.ifPresent(other -> life.remakeItems(work, other.taskId()));
        rule.apply(
                work,
                new ItemChange(
                        outgoing.system(),
                        outgoing.container(),
                        linked.externalId(),
                        outgoing.taskId(),
                        ItemChange.Type.WHOLE,
                        write.stored(),
                        write.remoteVersion(),
                        null,
                        null,
                        null));
    }

    /** What both sides agree on after a write: what was sent, or, where the hub has moved on meanwhile, what is stored. */
    private Map<String, Object> agreed(Task task, Link link, Written write) {
        Mapping mapping = mappings.of(link.system());
        // What was sent earlier, and never answered, may be stored as well.
        var written = link.sending(write.outgoing().columns()).sent();
        var base = new LinkedHashMap<>(link.base());
        written.forEach((column, sent) -> mapping.forColumn(column).ifPresent(field -> {
            boolean moved = !Objects.equals(sent, SyncRule.inRemoteTerms(field, task.value(field.field())));
            put(base, field, moved ? field.normalise(write.stored().get(column)) : sent);
        }));
        mapping.idColumn().filter(written::containsKey).ifPresent(base::remove);
        return base;
    }

    private static void put(Map<String, Object> base, FieldMapping field, Object value) {
        if (value == null) {
            base.remove(field.column());
        } else {
            base.put(field.column(), value);
        }
    }

    private Map<String, Object> difference(Workspace work, Task task, Remote remote, Link link, boolean create) {
        var held = work.held(task.id(), remote.system());
        if (task.title() == null) {
            // Not every system takes an item without a title; the old one stays until there is another.
            held = EnumSet.copyOf(held);
            held.add(TaskField.TITLE);
        }
        Mapping mapping = mappings.of(remote.system());
        var difference = new LinkedHashMap<>(SyncRule.difference(task, mapping, link, held, create));
        // A copy carries the id of the task it was copied from, and must not be taken for that task's item.
        mapping.idColumn()
                .filter(column -> !link.base().getOrDefault(column, task.id()).equals(task.id()))
                .ifPresent(column -> difference.put(column, task.id()));
        return difference;
    }
}
