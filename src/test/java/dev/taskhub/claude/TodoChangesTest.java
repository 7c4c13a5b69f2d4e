package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.ItemChange.Type;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What the hub hears of a list, given what it knows. */
class TodoChangesTest {

    private final List<KnownTodo> known = new ArrayList<>();
    private final TodoChanges todoChanges = new TodoChanges(new KnownTodos() {
        @Override
        public List<KnownTodo> of(String container) {
            return known;
        }

        @Override
        public RecentLists recent(String container) {
            return RecentLists.of(null);
        }

        @Override
        public Optional<String> taskIdOfAlias(String alias) {
            return alias.equals("T-5") ? Optional.of("task-5") : Optional.empty();
        }
    });

    @Test
    void tellsTheWholeItemAsClaudeWroteIt() {
        var item = new TodoItem(1, "1", "Ship it", "pending", "Shipping it", "high");

        assertThat(todoChanges
                        .of(new TodoList("s", "main", "t", List.of(item), List.of()))
                        .items())
                .containsExactly(new ItemChange(
                        "claude",
                        "s:main",
                        "id-1",
                        null,
                        Type.WHOLE,
                        Map.of(
                                "content",
                                "Ship it",
                                "status",
                                "pending",
                                "activeForm",
                                "Shipping it",
                                "priority",
                                "high"),
                        null,
                        null,
                        "claude",
                        "s:t"));
    }

    @Test
    void followsASessionFromItsFirstListToALaterOne() throws IOException {
        todoChanges
                .of(sample("todowrite/hook-payload.json"))
                .items()
                .forEach(
                        change -> known.add(new KnownTodo(change.externalId(), "task of it", change.item(), "linked")));

        assertThat(todoChanges.of(sample("todowrite-later/hook-payload.json")).items())
                .extracting(ItemChange::externalId, ItemChange::type, change -> change.item()
                        .get("content"))
                .containsExactly(
                        tuple("todo-2", Type.WHOLE, "Index the product catalogue"),
                        tuple("todo-3", Type.WHOLE, "Write tests for ranking and typing errors"),
                        tuple("todo-4", Type.WHOLE, "Add a latency alert for the search"),
                        tuple("todo-6", Type.WHOLE, "Document how to rebuild the index"),
                        tuple("todo-5", Type.WHOLE, "Remove the old search tables"));
    }

    @Test
    void dropsTheOpenItemsOfAClearedListAndSaysNothingOfTheCompleted() {
        known.add(new KnownTodo("todo-1", "task-1", Map.of("content", "Plan", "status", "completed"), "linked"));
        known.add(new KnownTodo("todo-2", "task-2", Map.of("content", "Build", "status", "pending"), "linked"));

        assertThat(todoChanges.of(list()).items())
                .extracting(ItemChange::externalId, ItemChange::type, ItemChange::item)
                .containsExactly(tuple("todo-2", Type.DROPPED, Map.of()));
    }

    @Test
    void dropsNothingWhenSomeItemsCouldNotBeRead() {
        known.add(new KnownTodo("todo-1", "task-1", Map.of("content", "Plan", "status", "pending"), "linked"));

        assertThat(todoChanges
                        .of(new TodoList("s", "main", "t", List.of(), List.of("todo 1: content is missing")))
                        .items())
                .isEmpty();
    }

    @Test
    void namesTheTaskOfATagAndLeavesTheTagOutOfTheContent() {
        assertThat(todoChanges.of(list("Add retries [T-5]", "[T-6] Add tests")).items())
                .extracting(ItemChange::taskId, ItemChange::type, change -> change.item()
                        .get("content"))
                .containsExactly(
                        tuple("task-5", Type.WHOLE, "Add retries"), tuple(null, Type.WHOLE, "[T-6] Add tests"));
    }

    @Test
    void keepsTheTitleOfATaskThatIsNamedByItsTagAlone() {
        assertThat(todoChanges.of(list("[T-5]")).items())
                .extracting(ItemChange::taskId, ItemChange::type, ItemChange::item)
                .containsExactly(tuple("task-5", Type.PARTIAL, Map.of("status", "pending")));
    }

    private static TodoList list(String... contents) {
        var items = new ArrayList<TodoItem>();
        for (String content : contents) {
            items.add(new TodoItem(items.size() + 1, null, content, "pending", null, null));
        }
        return new TodoList("s", "main", null, items, List.of());
    }

    private static TodoList sample(String name) throws IOException {
        return new TodoLists(new ClaudeSettings(DataSize.ofMegabytes(1), 1000, 10_000))
                .read(new FileInputStream("samples/" + name), "hook-payload.json");
    }
}
