package dev.taskhub.claude;

import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Agents' lists as the links of their containers hold them. */
@Component
class StoredTodos implements KnownTodos {

    private static final Pattern ALIAS = Pattern.compile("T-(\\d{1,18})");

    private final Links links;
    private final WrittenLists written;
    private final TaskStore tasks;

    StoredTodos(Links links, WrittenLists written, TaskStore tasks) {
        this.links = links;
        this.written = written;
        this.tasks = tasks;
    }

    @Override
    public List<KnownTodo> of(String container) {
        return links.ofContainer(TodoChanges.SYSTEM, container).stream()
                .sorted(Comparator.comparingInt((Link link) -> link.externalId().length())
                        .thenComparing(Link::externalId))
                .map(link -> new KnownTodo(
                        link.externalId(),
                        link.taskId(),
                        link.base(),
                        link.state().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public RecentLists recent(String container) {
        return written.recent(container);
    }

    @Override
    public Optional<String> taskIdOfAlias(String alias) {
        var number = ALIAS.matcher(alias);
        return number.matches()
                ? tasks.findByNumber(Long.parseLong(number.group(1)))
                        .filter(task -> !task.isDeleted())
                        .map(Task::id)
                : Optional.empty();
    }
}
