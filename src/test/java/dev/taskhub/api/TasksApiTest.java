package dev.taskhub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.Comments;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.TestHub;
import dev.taskhub.task.TaskEvents;
import dev.taskhub.work.InvalidTask;
import dev.taskhub.work.StaleVersion;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksApiTest {

    @TempDir
    static Path folder;

    private static TestHub hub;
    private static TasksApi api;
    private static BulkChanges bulk;

    @BeforeAll
    static void open() {
        hub = TestHub.with(Database.sqlite(folder), "dev.taskhub.work", "dev.taskhub.comment");
        TaskDesk desk = hub.bean(TaskDesk.class);
        api = new TasksApi(
                desk,
                hub.bean(TaskSearch.class),
                hub.bean(TaskEvents.class),
                hub.bean(CommentSync.class),
                hub.bean(Comments.class));
        bulk = new BulkChanges(desk);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        hub.clear();
        hub.jdbc.update("DELETE FROM comment");
    }

    @Test
    void aListGoesOnWhereThePageBeforeEnded() {
        IntStream.range(0, 5).forEach(i -> task("task " + i));
        var titles = new ArrayList<Object>();
        var query = new HashMap<>(Map.of("limit", "2", "sort", "oldest", "fields", "title"));
        TasksApi.Listing page;
        do {
            page = api.list(query);
            assertThat(page.total()).isEqualTo(5);
            page.tasks().forEach(task -> {
                assertThat(task).containsOnlyKeys("id", "alias", "version", "title");
                titles.add(task.get("title"));
            });
            query.put("cursor", page.next());
        } while (page.next() != null);

        assertThat(titles).containsExactly("task 0", "task 1", "task 2", "task 3", "task 4");
    }

    @Test
    void aListIsNarrowedByFieldsAndWords() {
        api.create(Map.of("title", "Deploy the shop", "priority", "high", "assignedTo", "BA"), null, "anna");
        api.create(Map.of("title", "Deploy the site", "status", "completed"), null, "anna");
        task("Write the manual");

        assertThat(found(Map.of("q", "deploy"))).containsExactly("Deploy the site", "Deploy the shop");
        assertThat(found(Map.of("q", "deploy", "status", "open"))).containsExactly("Deploy the shop");
        assertThat(found(Map.of("priority", "high,urgent"))).containsExactly("Deploy the shop");
        assertThat(found(Map.of("assignedTo", "none", "status", "open"))).containsExactly("Write the manual");
    }

    @ParameterizedTest
    @CsvSource({
        "colour, red, colour is no parameter",
        "limit, 0, limit is 0",
        "limit, x, 'limit is \"x\"'",
        "sort, name, 'sort is \"name\"'",
        "status, doing, 'status \"doing\" is not one of'",
        "dueBefore, soon, 'dueBefore is \"soon\"'",
        "fields, colour, 'there is no field \"colour\"'",
        "cursor, ???, cursor"
    })
    void whatCannotBeMeantIsNamed(String name, String value, String message) {
        assertThatThrownBy(() -> api.list(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRepeatedRequestMakesNoSecondTaskAndAnothersKeyIsAnother() {
        Object first = api.create(Map.of("title", "a"), "k", "anna").get("id");

        assertThat(api.create(Map.of("title", "a"), "k", "anna")).containsEntry("id", first);
        assertThat(api.create(Map.of("title", "a"), "k", "bob").get("id")).isNotEqualTo(first);
    }

    @Test
    void aPatchChangesWhatItNamesAndEmptiesWhatItSaysIsNull() {
        String task = alias(api.create(Map.of("title", "a", "priority", "high", "tags", List.of("x")), null, "anna"));
        var patch = new HashMap<String, Object>(Map.of("title", "b"));
        patch.put("priority", null);

        assertThat(api.edit(task, patch, "1", "anna"))
                .containsEntry("title", "b")
                .containsEntry("tags", List.of("x"))
                .doesNotContainKey("priority");
        assertThatThrownBy(() -> api.edit(task, patch, "1", "anna")).isInstanceOf(StaleVersion.class);
        assertThatThrownBy(() -> api.edit(task, patch, "x", "anna")).hasMessageContaining("If-Match");
    }

    @Test
    void whatIsPutReplacesTheRestAndMayHoldWhatWasShown() {
        Map<String, Object> shown =
                api.create(Map.of("title", "a", "priority", "high", "tags", List.of("x")), null, "anna");
        var whole = new HashMap<>(shown);
        whole.put("title", "b");
        whole.remove("tags");

        assertThat(api.replace(alias(shown), whole, null, "anna"))
                .containsEntry("title", "b")
                .containsEntry("priority", "high")
                .containsEntry("createdBy", "anna")
                .doesNotContainKey("tags");
        whole.put("createdBy", "eve");
        assertThatThrownBy(() -> api.replace(alias(shown), whole, null, "anna"))
                .isInstanceOf(InvalidTask.class)
                .hasMessageContaining("createdBy");
    }

    @Test
    void aChangeIsTakenBackUnlessItsFieldsMovedOn() {
        String task = task("a");
        api.edit(task, Map.of("title", "b", "dueDate", "2026-12-04"), null, "anna");
        String event = api.history(task, null, null).events().get(0).id();

        assertThat(api.undo(task, event, "anna")).containsEntry("title", "a").doesNotContainKey("dueDate");
        assertThatThrownBy(() -> api.undo(task, event, "anna")).hasMessageContaining("changed since then");
        assertThatThrownBy(() -> api.undo(task, "nope", "anna")).isInstanceOf(NotFound.class);
    }

    @Test
    void theHistoryTellsTheNewestFirstPageByPage() {
        String task = task("a");
        api.setStatus(task, Map.of("status", "review"), null, "anna");
        api.comment(task, Map.of("text", "look"), "bob");

        TasksApi.History first = api.history(task, null, "2");
        assertThat(first.events()).extracting(TasksApi.Happened::type).containsExactly("COMMENT_ADDED", "UPDATED");
        TasksApi.History second = api.history(task, first.next(), "2");
        assertThat(second.events()).extracting(TasksApi.Happened::type).containsExactly("CREATED");
        assertThat(second.next()).isNull();
    }

    @Test
    void commentsComeTheOldestFirstPageByPage() {
        String task = task("a");
        IntStream.range(0, 3).forEach(i -> api.comment(task, Map.of("text", "comment " + i), "anna"));

        TasksApi.Conversation first = api.comments(task, null, "2");
        TasksApi.Conversation second = api.comments(task, first.next(), "2");

        assertThat(first.comments()).extracting(TasksApi.Said::text).containsExactly("comment 0", "comment 1");
        assertThat(second.comments()).extracting(TasksApi.Said::text).containsExactly("comment 2");
        assertThat(second.next()).isNull();
        assertThatThrownBy(() -> api.comment(task, Map.of("text", " "), "anna"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeletedTaskIsNotThere() {
        String task = task("a");

        assertThat(api.delete(task, "1", "anna").deleted()).isEqualTo(task);
        assertThatThrownBy(() -> api.show(task, null)).isInstanceOf(NotFound.class);
    }

    @Test
    void manyChangesStandOrFallEachByItself() {
        String task = task("a");
        Map<String, Object> create = Map.of("op", "create", "key", "k", "task", Map.of("title", "b"));

        BulkChanges.Results results = bulk.apply(
                Map.of(
                        "operations",
                        List.of(
                                create,
                                create,
                                Map.of("op", "update", "id", task, "version", 9, "task", Map.of("title", "c")),
                                Map.of("op", "update", "id", task, "task", Map.of("titel", "c")),
                                Map.of("op", "update", "id", task, "version", 1, "task", Map.of("title", "c")),
                                Map.of("op", "delete", "id", "T-999"),
                                Map.of("op", "delete", "id", task),
                                Map.of("op", "explode"),
                                "nonsense")),
                "anna");

        assertThat(results.results())
                .extracting(BulkChanges.Result::status)
                .containsExactly(201, 201, 412, 400, 200, 404, 200, 400, 400);
        assertThat(results.failed()).isEqualTo(5);
        assertThat(api.list(Map.of()).total()).isEqualTo(1);
    }

    @Test
    void tooManyChangesAreRefusedBeforeTheFirst() {
        Map<String, Object> many = Map.of(
                "operations",
                IntStream.range(0, 501)
                        .mapToObj(i -> Map.of("op", "create", "task", Map.of("title", "t" + i)))
                        .toList());

        assertThatThrownBy(() -> bulk.apply(many, "anna")).hasMessageContaining("1 to 500");
        assertThat(api.list(Map.of()).total()).isZero();
    }

    private static List<Object> found(Map<String, String> query) {
        return api.list(query).tasks().stream().map(task -> task.get("title")).toList();
    }

    private static String task(String title) {
        return alias(api.create(Map.of("title", title), null, "anna"));
    }

    private static String alias(Map<String, Object> task) {
        return (String) task.get("alias");
    }
}
