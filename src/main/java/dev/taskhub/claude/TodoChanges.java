package dev.taskhub.claude;

import dev.taskhub.claude.Matching.By;
import dev.taskhub.claude.Matching.Identified;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.ItemChange.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells what a todo list says of each of its items, compared with the list that the hub knew before. */
@Component
public final class TodoChanges {

    private static final Logger LOG = LoggerFactory.getLogger(TodoChanges.class);
    static final String SYSTEM = "claude";

    private final KnownTodos knownTodos;

    public TodoChanges(KnownTodos knownTodos) {
        this.knownTodos = knownTodos;
    }

    /** As {@link #of(TodoList, Instant)}, of a list that is written now. */
    public ListChanges of(TodoList list) {
        return of(list, null);
    }

    /**
     * One change for each item of {@code list}, in its order, then one for each open item that is no longer listed. A
     * list with problems drops nothing, for the missing item may be a bad one. An item that names a task by its alias
     * carries that task's id, and its content comes without the tag. Of an item that is only taken for a known one the
     * actor says so, with the confidence, so that the event log shows it beside the words before and after.
     *
     * @param writtenAt when the agent wrote it, or {@code null} for now
     */
    public ListChanges of(TodoList list, Instant writtenAt) {
        List<KnownTodo> known = knownTodos.of(list.container());
        Matching matching = TodoMatching.match(known, list, knownTodos.recent(list.container()), taskIds(list));
        var changes = new ArrayList<ItemChange>();
        for (Identified identified : matching.listed()) {
            logGuess(list, identified);
            changes.add(listed(list, identified, writtenAt));
        }
        matching.dropped()
                .forEach(todo ->
                        changes.add(change(list, todo.externalId(), null, Type.DROPPED, Map.of(), SYSTEM, writtenAt)));
        return new ListChanges(changes, matching.recent());
    }

    private Map<String, String> taskIds(TodoList list) {
        var taskIds = new HashMap<String, String>();
        list.items().stream().flatMap(item -> item.alias().stream()).distinct().forEach(alias -> knownTodos
                .taskIdOfAlias(alias)
                .ifPresent(taskId -> taskIds.put(alias, taskId)));
        return taskIds;
    }

    private static ItemChange listed(TodoList list, Identified identified, Instant writtenAt) {
        TodoItem item = identified.item();
        Map<String, Object> columns = item.columns();
        Type type = Type.WHOLE;
        if (identified.taskId() != null) {
            columns.put("content", TodoText.withoutTag(item.content()));
        }
        if (columns.get("content").equals("")) {
            // Nothing but the tag: the task keeps its title.
            columns.remove("content");
            type = Type.PARTIAL;
        }
        String actor = identified.by().isGuess() ? guessed(identified) : SYSTEM;
        return change(list, identified.externalId(), identified.taskId(), type, columns, actor, writtenAt);
    }

    private static ItemChange change(
            TodoList list,
            String externalId,
            String taskId,
            Type type,
            Map<String, Object> columns,
            String actor,
            Instant writtenAt) {
        return new ItemChange(
                SYSTEM, list.container(), externalId, taskId, type, columns, null, writtenAt, actor, list.messageKey());
    }

    private static String guessed(Identified identified) {
        return String.format(
                Locale.ROOT,
                "%s (taken for a new wording by %s, confidence %.2f)",
                SYSTEM,
                identified.by() == By.NEIGHBOURS ? "its place" : "its words",
                identified.confidence());
    }

    private static void logGuess(TodoList list, Identified identified) {
        if (identified.by().isGuess()) {
            LOG.info(
                    "{} {}, {}: {} was {}",
                    list.container(),
                    identified.externalId(),
                    guessed(identified),
                    JsonText.quoted(identified.item().content()),
                    JsonText.quoted(String.valueOf(identified.known().text("content"))));
        }
    }
}
