package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.ConflictPolicy.Winner;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Makes two tasks one: what the newer one's items show is merged into the older one as if they were shown for the first
 * time, then what the hub alone knows of it. The newer one stays as a tombstone without items, so nothing is deleted in a
 * remote.
 */
@Component
final class Joining {

    /** What the hub fills in by itself when an item says nothing of it. */
    private static final Set<TaskField> FILLED = EnumSet.of(TaskField.STATUS, TaskField.CREATED_BY);

    /** A task's own times follow from the rest. */
    private static final Set<TaskField> TIMES =
            EnumSet.of(TaskField.CREATED_AT, TaskField.UPDATED_AT, TaskField.COMPLETED_AT);

    private static final Stamp NEVER = new Stamp(0, "");

    private final Mappings mappings;
    private final List<Remote> remotes;
    private final Merging merging;
    private final ConflictPolicy policy;
    private final History history;
    private final Clock clock;

    Joining(
            Mappings mappings,
            List<Remote> remotes,
            Merging merging,
            SyncSettings settings,
            History history,
            Clock clock) {
        this.mappings = mappings;
        this.remotes = remotes;
        this.merging = merging;
        this.policy = new ConflictPolicy(settings);
        this.history = history;
        this.clock = clock;
    }

    /** Why the two cannot become one, as things stand; empty when they can. */
    static Optional<String> obstacle(Workspace work, String olderId, String newerId) {
        if (work.task(olderId).filter(task -> !task.isDeleted()).isEmpty()
                || work.task(newerId).filter(task -> !task.isDeleted()).isEmpty()) {
            return Optional.of("one of the two tasks is deleted by now");
        }
        for (Link link : work.linksOf(newerId)) {
            boolean doubled = work.linksOf(olderId).stream()
                    .anyMatch(other -> isUsed(other)
                            && other.system().equals(link.system())
                            && other.container().equals(link.container()));
            if (doubled && isUsed(link)) {
                return Optional.of("both tasks have an item in " + link.system());
            }
            if (link.state() == Link.State.CREATING && isUsed(link)) {
                return Optional.of("an item of the newer task is just being made in " + link.system());
            }
        }
        return work.conflicts(newerId).stream()
                        .anyMatch(conflict -> conflict.field().equals(Conflict.LIFE))
                ? Optional.of("whether the newer task is deleted has to be settled first, see GET /api/conflicts")
                : Optional.empty();
    }

    /** Joins two tasks between which there is no {@link #obstacle}. */
    void join(Workspace work, String olderId, String newerId, String actor) {
        Task newer = work.task(newerId).orElseThrow();
        Task older = work.task(olderId).orElseThrow();
        Set<TaskField> forgotten = forgetWhatWasFilledIn(work, older);
        List<Link> links = work.linksOf(newerId);
        Set<TaskField> filled = filledIn(newer, links);
        links.forEach(link -> move(work, link, olderId, newer));
        takeTheRest(work, olderId, newer, links, filled, actor);
        noteForgotten(work, older, forgotten, actor);
        work.conflicts(newerId).forEach(conflict -> work.resolve(conflict, Conflict.OVERTAKEN));
        work.change(newer.withDeletedAt(clock.instant()).withVersion(newer.version() + 1));
        work.moveEvents(newerId, olderId);
        history.log(work, newerId, TaskEvent.Type.DELETED, actor, List.of());
    }

    /** Whether there is an item behind the link, or may be soon. */
    private static boolean isUsed(Link link) {
        return link.state() != Link.State.CREATING || !link.sent().isEmpty();
    }

    private Set<TaskField> forgetWhatWasFilledIn(Workspace work, Task older) {
        Set<TaskField> filled = filledIn(older, work.linksOf(older.id()));
        Task spoken = older;
        for (TaskField field : filled) {
            spoken = spoken.with(field, null, NEVER);
        }
        work.change(spoken);
        return filled;
    }

    /** What was filled in may be on its way to a remote, and be seen there. */
    private void noteForgotten(Workspace work, Task older, Set<TaskField> fields, String actor) {
        Task joined = work.task(older.id()).orElseThrow();
        var forgotten = fields.stream()
                .map(field -> new FieldChange(field, joined.value(field), older.value(field)))
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
        if (!forgotten.isEmpty()) {
            history.log(work, older.id(), TaskEvent.Type.OVERRULED, actor, forgotten);
        }
    }

    /** The fields of which no item says anything, with the value that the hub then gives them. */
    private Set<TaskField> filledIn(Task task, List<Link> links) {
        var filled = EnumSet.noneOf(TaskField.class);
        for (TaskField field : FILLED) {
            Object value = task.value(field);
            boolean ours = field == TaskField.STATUS
                    ? TaskField.STATUS.choices().get(0).equals(value)
                    : links.stream().anyMatch(link -> link.system().equals(value));
            if (ours && !links.isEmpty() && links.stream().noneMatch(link -> shows(link, field))) {
                filled.add(field);
            }
        }
        return filled;
    }

    private boolean shows(Link link, TaskField field) {
        return mappings.of(link.system())
                .forField(field)
                .filter(column -> link.base().containsKey(column.column()))
                .isPresent();
    }

    private void move(Workspace work, Link link, String olderId, Task newer) {
        if (!isUsed(link)) {
            work.remove(link);
        } else if (link.state() == Link.State.LINKED && isRemote(link)) {
            merging.merge(
                    work,
                    link.ofTask(olderId).withBase(carriedId(link), Map.of()),
                    work.task(olderId).orElseThrow(),
                    shown(link),
                    field -> newer.stamps().getOrDefault(field, NEVER));
            Link merged = work.link(link.system(), link.container(), link.externalId())
                    .orElseThrow();
            // What is on its way there still is.
            work.change(merged.withBase(merged.base(), link.sent()));
        } else {
            work.change(link.ofTask(olderId));
        }
    }

    private boolean isRemote(Link link) {
        return remotes.contains(new Remote(link.system(), link.container()));
    }

    private Map<String, Object> carriedId(Link link) {
        var carried = new HashMap<>(link.base());
        carried.keySet()
                .removeIf(column -> !mappings.of(link.system()).idColumn().equals(Optional.of(column)));
        return carried;
    }

    private static ItemChange shown(Link link) {
        return new ItemChange(
                link.system(),
                link.container(),
                link.externalId(),
                null,
                ItemChange.Type.WHOLE,
                link.base(),
                link.remoteVersion(),
                null,
                null,
                null);
    }

    /** What the hub knows of the newer task, and its items do not show. */
    private void takeTheRest(
            Workspace work, String olderId, Task newer, List<Link> links, Set<TaskField> filled, String actor) {
        Task before = work.task(olderId).orElseThrow();
        Task joined = before;
        var taken = new ArrayList<FieldChange>();
        var overruled = new ArrayList<FieldChange>();
        for (Map.Entry<TaskField, Object> entry : newer.values().entrySet()) {
            TaskField field = entry.getKey();
            Object current = joined.value(field);
            boolean settled =
                    TIMES.contains(field) || links.stream().anyMatch(link -> isShown(link, field, entry.getValue()));
            Object value = field.kind() == TaskField.Kind.SET
                    ? SetMerge.merge(null, current, entry.getValue())
                    : entry.getValue();
            if (settled || Objects.equals(current, value)) {
                continue;
            }
            Stamp stamp = newer.stamps().getOrDefault(field, NEVER);
            boolean disputed = current != null && field.kind() != TaskField.Kind.SET;
            if (!disputed || !filled.contains(field) && wins(joined, field, stamp, value)) {
                taken.add(new FieldChange(field, current, value));
                joined = joined.with(field, value, stamp);
            }
            if (disputed) {
                boolean won = Objects.equals(joined.value(field), value);
                overruled.add(new FieldChange(field, won ? value : current, won ? current : value));
            }
        }
        if (!overruled.isEmpty()) {
            history.log(work, olderId, TaskEvent.Type.OVERRULED, actor, overruled);
        }
        if (!taken.isEmpty()) {
            history.log(work, olderId, TaskEvent.Type.UPDATED, actor, taken);
        }
        work.change(joined.withVersion(before.version() + 1));
    }

    /** Where a person should decide, the older task's value stays: there is no item to show the other one. */
    private boolean wins(Task older, TaskField field, Stamp stamp, Object value) {
        Stamp since = older.stamps().getOrDefault(field, NEVER);
        return policy.winner(field, since, older.value(field), stamp, value) == Winner.REMOTE;
    }

    private boolean isShown(Link link, TaskField field, Object value) {
        Mapping mapping = mappings.of(link.system());
        return link.state() == Link.State.LINKED
                && isRemote(link)
                && mapping.forField(field)
                        .filter(FieldMapping::isReadable)
                        .filter(column -> Objects.equals(
                                SyncRule.inRemoteTerms(column, value),
                                link.base().get(column.column())))
                        .isPresent();
    }
}
