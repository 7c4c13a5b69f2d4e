package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.task.TaskField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows the hub what happened in the systems, and keeps what the hub then has to answer for: a task for every item that is
 * nobody's yet, and a trace of every value.
 */
final class Ledger {

    /** A value that a user typed and the hub was shown, in the system's terms. */
    record Told(String system, String taskId, TaskField field, Object value) {}

    /** A changed value, {@code null} for an empty one; {@code waits}: a person has yet to decide on its field. */
    private record News(TaskField field, Object value, boolean waits) {}

    final Set<Told> told = new LinkedHashSet<>();

    /** How many tasks there have to be. */
    int born;

    private final TestHub hub;

    Ledger(TestHub hub) {
        this.hub = hub;
    }

    /** Shows the hub these changes one by one, and returns how many tasks it made or changed. */
    int show(List<ItemChange> changes) {
        return changes.stream().mapToInt(this::show).sum();
    }

    private int show(ItemChange change) {
        Link link = link(change);
        int birth = change.type() == ItemChange.Type.WHOLE && isBirth(change, link) ? 1 : 0;
        List<News> news = news(change, link);

        Accepted accepted = hub.sync.accept(List.of(change));

        assertThat(accepted.created()).as("tasks made of %s", change).isEqualTo(birth);
        born += birth;
        if (!news.isEmpty()) {
            String taskId = link(change).taskId();
            news.forEach(value -> note(change.system(), taskId, value));
        }
        return accepted.created() + accepted.changed();
    }

    /** Lets the hub make tasks one; what was told of the one that goes, the other has to answer for from then on. */
    void join(Runnable action) {
        Map<Link.Key, String> before = owners();
        action.run();
        Map<Link.Key, String> after = owners();
        before.forEach((item, taskId) -> {
            String now = after.getOrDefault(item, taskId);
            if (!now.equals(taskId)) {
                List.copyOf(told).stream()
                        .filter(value -> value.taskId().equals(taskId))
                        .forEach(value -> {
                            told.remove(value);
                            told.add(new Told(value.system(), now, value.field(), value.value()));
                        });
            }
        });
    }

    private Map<Link.Key, String> owners() {
        return hub
                .jdbc
                .query(
                        "SELECT system, container, external_id, task_id FROM link",
                        (row, index) -> Map.entry(
                                new Link.Key(row.getString(1), row.getString(2), row.getString(3)), row.getString(4)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Link link(ItemChange change) {
        return hub.links
                .find(change.system(), change.container(), change.externalId())
                .orElse(null);
    }

    /** Whether the hub has to make a task of the item, because it is no task's yet, or no longer. */
    private boolean isBirth(ItemChange change, Link link) {
        if (link == null) {
            // An item that carries a task's id is that task's; where the task has another one, it is a copy.
            return change.taskId() == null
                    || hub.tasks.find(change.taskId()).isEmpty()
                    || isJoined(change.taskId())
                    || hasItem(change.taskId(), change.system());
        }
        // Old news of a deleted item sound as if it were back, and its place may be taken.
        return link.state() == Link.State.DELETED
                && !link.isAheadOf(change.version())
                && links(link.taskId(), link.system()).stream().anyMatch(other -> other.state() != Link.State.DELETED);
    }

    /** Whether the task is another one by now, which has its items. */
    private boolean isJoined(String taskId) {
        return hub.tasks.find(taskId).orElseThrow().isDeleted()
                && hub.links.ofTasks(List.of(taskId)).isEmpty();
    }

    private boolean hasItem(String taskId, String system) {
        List<Link> links = links(taskId, system);
        return !links.isEmpty() && links.stream().noneMatch(link -> link.state() == Link.State.CREATING);
    }

    private List<Link> links(String taskId, String system) {
        return hub.links.ofTasks(List.of(taskId)).stream()
                .filter(link -> link.system().equals(system))
                .toList();
    }

    /** What the hub is about to see for the first time. */
    private List<News> news(ItemChange change, Link link) {
        boolean heard = change.type() == ItemChange.Type.WHOLE && (link == null || !link.isAheadOf(change.version()));
        Map<String, Object> base = link == null ? Map.of() : link.base();
        // An agent that names a task words it as it likes, and lists it as not begun before it knows better.
        boolean naming = change.system().equals(TestHub.CLAUDE) && link == null && change.taskId() != null;
        var news = new ArrayList<News>();
        for (FieldMapping column : hub.mapping(change.system()).fields()) {
            Object value = column.normalise(change.item().get(column.column()));
            if (heard
                    && isTyped(column)
                    && !(naming && (column.field() == TaskField.TITLE || "pending".equals(value)))
                    && !Objects.equals(value, base.get(column.column()))) {
                news.add(new News(column.field(), value, link != null && waits(link, column.field())));
            }
        }
        return news;
    }

    private void note(String system, String taskId, News news) {
        if (news.waits) {
            // While a person has yet to decide, the newest value of that side counts, an empty one as well.
            told.removeIf(earlier -> earlier.system().equals(system)
                    && earlier.taskId().equals(taskId)
                    && earlier.field() == news.field);
        }
        if (news.value != null) {
            told.add(new Told(system, taskId, news.field, news.value));
        }
    }

    /** Whether people type into the column values that the hub keeps as they are: sets it merges. */
    private static boolean isTyped(FieldMapping column) {
        return column.isReadable()
                && column.makesDirty()
                && column.field() != TaskField.COMPLETED_AT
                && column.field().kind() != TaskField.Kind.SET;
    }

    private boolean waits(Link link, TaskField field) {
        return hub.conflicts.open(List.of(link.taskId())).stream()
                .filter(conflict -> conflict.system().equals(link.system()))
                .anyMatch(conflict -> conflict.field().equals(Conflict.LIFE)
                        || conflict.field().equals(field.jsonName()));
    }
}
