package dev.taskhub.claude;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What TodoWrite writes, as hooks tell it: which task an item became is told back. */
@Component
class TodoWrites implements HookEffect {

    private static final String SYSTEM = TodoChanges.SYSTEM;

    private final TodoLists lists;
    private final TodoSync todoSync;
    private final Sync sync;
    private final Links links;
    private final TaskStore tasks;
    private final Sessions sessions;
    private final Outcomes outcomes;

    TodoWrites(
            TodoLists lists,
            TodoSync todoSync,
            Sync sync,
            Links links,
            TaskStore tasks,
            Sessions sessions,
            Outcomes outcomes) {
        this.lists = lists;
        this.todoSync = todoSync;
        this.sync = sync;
        this.links = links;
        this.tasks = tasks;
        this.sessions = sessions;
        this.outcomes = outcomes;
    }

    @Override
    public boolean isFor(HookEvent event) {
        return event.isCalled("TodoWrite");
    }

    @Override
    public void check(HookEvent event) {
        lists.read(event);
    }

    @Override
    public void apply(HookEvent event) {
        TodoList list = lists.read(event);
        todoSync.news(list, event.origin().at()).ifPresent(told -> apply(event, list, told));
    }

    private void apply(HookEvent event, TodoList list, List<ItemChange> told) {
        Set<String> known = linked(list, told).stream().map(Link::externalId).collect(Collectors.toSet());
        sync.accept(told);
        List<Link> links = linked(list, told);
        Map<String, Task> found = tasks.find(links.stream().map(Link::taskId).toList());
        sessions.place(found.values().stream().filter(Task::isOpen).toList(), event);
        outcomes.tell(
                event.callKey(),
                links.stream()
                        .filter(link -> !known.contains(link.externalId()))
                        .map(link -> found.get(link.taskId()))
                        .sorted(Comparator.comparingLong(Task::number))
                        .map(task -> "todo %s is tracked in TaskHub as %s"
                                .formatted(JsonText.quoted(task.title()), task.alias()))
                        .collect(Collectors.joining("; ")));
    }

    private List<Link> linked(TodoList list, List<ItemChange> told) {
        return links.find(
                SYSTEM,
                list.container(),
                told.stream().map(ItemChange::externalId).toList());
    }
}
