package dev.taskhub.fullstack;

import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Reads the app's tasks as changes. The app has no versions: the hub's time of asking stands for one, and that of the
 * answer after a write, so that an answer asked for before a write ended says nothing.
 */
@Component
public final class FullstackTasks {

    static final String SYSTEM = "convex";
    static final String OWNER = "owner";

    /** As far as the deployment's clock may be behind the hub's. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final String container;
    private final Mapping mapping;
    private final FullstackPeople people;

    FullstackTasks(ConvexSettings settings, Mappings mappings, FullstackPeople people) {
        // Not the kit's: the same deployment may have both, and their ids have nothing in common.
        this.container = settings.deployment() + "/tasks";
        this.mapping = mappings.of(SYSTEM);
        this.people = people;
    }

    /** What holds the tasks. */
    String container() {
        return container;
    }

    /** The tasks of a page. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> page(Map<String, Object> answer) {
        return (List<Map<String, Object>>) answer.get("page");
    }

    static String id(Map<String, Object> task) {
        return (String) task.get("id");
    }

    static double number(Map<String, Object> task) {
        return ((Number) task.get("number")).doubleValue();
    }

    /** A time of the hub as a version. */
    static String version(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    /**
     * A task as it was shown.
     *
     * @param taskId the hub's task that it is known to be although the hub has not heard so, or {@code null}
     */
    ItemChange shown(Map<String, Object> task, Instant askedAt, String taskId) {
        return change(id(task), taskId, ItemChange.Type.WHOLE, item(task), askedAt, null);
    }

    /** A task that is gone, as all that were there at {@code askedAt} were shown since; {@code actor} agreed, or {@code null}. */
    ItemChange gone(String id, Instant askedAt, String actor) {
        return change(id, null, ItemChange.Type.DELETED, Map.of(), askedAt, actor);
    }

    /** A task in the mapping's terms: its owner with the address, where that is needed. */
    Map<String, Object> item(Map<String, Object> task) {
        var item = new HashMap<>(task);
        if (people.areNeeded() && task.get(OWNER) instanceof Map<?, ?> owner) {
            var known = new LinkedHashMap<Object, Object>(owner);
            known.put("email", people.email(owner.get("id")));
            item.put(OWNER, known);
        }
        return item;
    }

    /** Whether the task stands there as the hub knows it, so that it is no news. */
    boolean isKnown(Map<String, Object> task, Link link) {
        var shown = mapping.normalise(item(task));
        mapping.keepColumn().ifPresent(kept -> shown.put(kept, task.get(kept)));
        return link.state() == Link.State.LINKED && link.sent().isEmpty() && shown.equals(link.base());
    }

    /** Whether the task shows what stands for its deletion. */
    boolean isCancelled(Map<String, Object> task) {
        var deletion = mapping.deletion();
        return !deletion.isEmpty()
                && deletion.entrySet().stream()
                        .allMatch(wanted -> Objects.equals(wanted.getValue(), normal(wanted.getKey(), task)));
    }

    /** Whether the task may be the one that the hub sent to be made and has not heard of. */
    boolean mayBe(Link unanswered, Map<String, Object> task) {
        String title = mapping.forField(TaskField.TITLE).orElseThrow().column();
        return normal(title, task) != null
                && normal(title, task).equals(unanswered.sent().get(title))
                && isSince(unanswered, task);
    }

    /** Whether the task was made after the hub first sent {@code unanswered}, as far as the two clocks can tell. */
    boolean isSince(Link unanswered, Map<String, Object> task) {
        double createdAt = ((Number) task.get("creationTime")).doubleValue();
        return createdAt >= Long.parseLong(unanswered.remoteVersion()) - SKEW.toMillis();
    }

    private Object normal(String column, Map<String, Object> task) {
        return mapping.forColumn(column).orElseThrow().normalise(task.get(column));
    }

    private ItemChange change(
            String id, String taskId, ItemChange.Type type, Map<String, Object> item, Instant askedAt, String actor) {
        return new ItemChange(SYSTEM, container, id, taskId, type, item, version(askedAt), null, actor, null, askedAt);
    }
}
