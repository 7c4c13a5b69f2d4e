package dev.taskhub.sandbox.convex;

import static dev.taskhub.sandbox.convex.TestDeployment.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncKitTest {

    private final TestDeployment deployment = new TestDeployment();

    @Test
    void createsATaskAtVersionOneAndShowsWhatItStored() {
        Map<String, Object> result =
                deployment.upsert("{'externalId': 'a', 'expectedVersion': 0, 'title': 'Pay', 'dueDate': 5}");

        assertThat(result)
                .containsEntry("externalId", "a")
                .containsEntry("version", 1d)
                .containsEntry("changed", true);
        assertThat(doc(result))
                .containsEntry("_id", result.get("id"))
                .containsEntry("title", "Pay")
                .containsEntry("status", "todo")
                .containsEntry("dueDate", 5d)
                .containsEntry("createdAt", 1772359200123d)
                .containsEntry("_creationTime", 1772359200123.456d)
                .containsEntry("origin", "hub")
                .doesNotContainKeys("syncTs", "deletedAt", "priority", "tags");
    }

    @Test
    void keepsWhatAPatchDoesNotNameAndClearsNull() {
        deployment.upsert("{'externalId': 'a', 'title': 'Pay', 'assignedTo': 'CE', 'tags': ['x']}");

        deployment.upsert("{'externalId': 'a', 'status': 'review', 'assignedTo': null}");

        assertThat(deployment.row("a"))
                .containsEntry("title", "Pay")
                .containsEntry("tags", List.of("x"))
                .containsEntry("status", "review")
                .containsEntry("version", 2d)
                .doesNotContainKey("assignedTo");
    }

    @Test
    void writesNothingWhenNothingChanges() {
        deployment.upsert("{'externalId': 'a', 'title': 'Pay'}");
        Object head = deployment.query("hubSync:head", "{}");

        Map<String, Object> again = deployment.upsert("{'externalId': 'a', 'title': 'Pay', 'description': null}");

        assertThat(again).containsEntry("changed", false).containsEntry("version", 1d);
        assertThat(doc(again)).containsEntry("title", "Pay").doesNotContainKey("syncTs");
        assertThat(deployment.query("hubSync:head", "{}")).isEqualTo(head);
    }

    @Test
    void takesTheRepeatOfAWriteForDone() {
        String create = "{'externalId': 'a', 'expectedVersion': 0, 'title': 'Pay'}";
        String update = "{'externalId': 'a', 'expectedVersion': 1, 'title': 'Pay now'}";
        deployment.upsert(create);

        assertThat(deployment.upsert(create)).containsEntry("changed", false).containsEntry("version", 1d);
        deployment.upsert(update);
        assertThat(deployment.upsert(update)).containsEntry("changed", false).containsEntry("version", 2d);
    }

    @Test
    void doesNotTakeWhatSomebodyElseWroteForARepeat() {
        deployment.upsert("{'externalId': 'a', 'title': 'Pay'}");
        deployment.map("tasks:update", "{'externalId': 'a', 'title': 'Pay now', 'status': 'review'}");

        assertThatThrownBy(() -> deployment.upsert("{'externalId': 'a', 'expectedVersion': 1, 'title': 'Pay now'}"))
                .isInstanceOf(ConvexError.class);
    }

    @ParameterizedTest
    @CsvSource({"0,2", "1,2", "3,2"})
    void refusesAnotherVersionThanExpected(double expected, double current) {
        deployment.upsert("{'externalId': 'a', 'title': 'Pay'}");
        deployment.upsert("{'externalId': 'a', 'title': 'Pay now'}");

        ConvexError conflict = catchThrowableOfType(
                ConvexError.class,
                () -> deployment.upsert("{'externalId': 'a', 'expectedVersion': " + expected + ", 'title': 'X'}"));

        assertThat(conflict.data())
                .isEqualTo(Map.of(
                        "code", "VERSION_CONFLICT", "externalId", "a", "current", current, "expected", expected));
    }

    @Test
    void expectsAVersionOnlyOfARowThatIsThere() {
        assertThatThrownBy(() -> deployment.upsert("{'externalId': 'a', 'expectedVersion': 1, 'title': 'X'}"))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("VERSION_CONFLICT");
    }

    @Test
    void keepsNothingOfABatchWithOneBadItem() {
        assertThatThrownBy(() -> deployment.map(
                        "hubSync:upsertTasks",
                        "{'items': [{'externalId': 'a', 'title': 'A'}, {'externalId': 'b', 'title': ''}]}"))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("\"externalId\":\"b\"");

        assertThat(deployment.query("hubSync:getTasks", "{'externalIds': ['a', 'b']}"))
                .isEqualTo(List.of());
    }

    @Test
    void seesTheEarlierItemsOfABatch() {
        List<Map<String, Object>> results = results(
                deployment.map(
                        "hubSync:upsertTasks",
                        "{'items': [{'externalId': 'a', 'title': 'A'}, {'externalId': 'a', 'expectedVersion': 1, 'title': 'B'}]}"));

        assertThat(results).extracting(result -> result.get("version")).containsExactly(1d, 2d);
        assertThat(deployment.row("a")).containsEntry("title", "B").containsEntry("version", 2d);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'externalId': 'a', 'title': 'A', 'status': 'blocked'}|todo, in_progress, review, completed",
                "{'externalId': 'a', 'title': 'A', 'priority': 'huge'}|low, medium, high, urgent",
                "{'externalId': 'a', 'title': 'A', 'dueDate': 'soon'}|dueDate takes a finite number",
                "{'externalId': 'a', 'title': 'A', 'tags': 'x'}|tags takes at most 8192 strings",
                "{'externalId': 'a', 'title': 'A', 'colour': 'red'}|there is no column",
                "{'externalId': 'a', 'title': 'A', 'status': null}|status must not be empty",
                "{'externalId': 'a'}|title must not be empty",
                "{'title': 'A'}|externalId must be a string",
                "{'externalId': 'a', 'title': 'A', 'expectedVersion': '1'}|expectedVersion must be a number",
            })
    void saysWhatIsWrongWithAnItem(String item, String message) {
        ConvexError error = catchThrowableOfType(ConvexError.class, () -> deployment.upsert(item));

        assertThat(error.data()).containsEntry("code", "VALIDATION");
        assertThat((String) error.data().get("message")).contains(message);
    }

    @Test
    void refusesARowThatConvexCouldNotHold() {
        assertThatThrownBy(() -> deployment.upsert("{'externalId': 'a', 'title': '" + "x".repeat(1_000_000) + "'}"))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("\"externalId\":\"a\"");
    }

    @Test
    void takesFiftyItemsAndNoMore() {
        assertThat(results(deployment.map("hubSync:upsertTasks", items(50)))).hasSize(50);
        assertThatThrownBy(() -> deployment.map("hubSync:upsertTasks", items(51)))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("TOO_MANY_ITEMS");
    }

    @Test
    void answersARepeatedOperationAsTheFirstTime() {
        String call = "{'opId': 'op-1', 'items': [{'externalId': 'a', 'title': 'A'}]}";
        Map<String, Object> first = deployment.map("hubSync:upsertTasks", call);
        deployment.map("tasks:update", "{'externalId': 'a', 'title': 'B'}");

        assertThat(deployment.map("hubSync:upsertTasks", call)).isEqualTo(first);
        assertThat(deployment.row("a")).containsEntry("title", "B");
    }

    @Test
    void leavesATombstoneThatAnUpsertRevives() {
        deployment.upsert("{'externalId': 'a', 'title': 'A'}");

        assertThat(deployment.map("hubSync:deleteTask", "{'externalId': 'a', 'expectedVersion': 1}"))
                .containsEntry("version", 2d);
        assertThat(deployment.row("a")).containsEntry("deletedAt", 1772359200123d);
        assertThat(deployment.map("hubSync:deleteTask", "{'externalId': 'a', 'expectedVersion': 1}"))
                .containsEntry("changed", false);

        deployment.upsert("{'externalId': 'a', 'expectedVersion': 0, 'title': 'A'}");
        assertThat(deployment.row("a")).containsEntry("version", 3d).doesNotContainKey("deletedAt");
    }

    @Test
    void restoresATombstoneAsItWas() {
        deployment.upsert("{'externalId': 'a', 'title': 'A', 'assignedTo': 'CE'}");
        deployment.map("hubSync:deleteTask", "{'externalId': 'a'}");

        deployment.map("hubSync:restoreTask", "{'externalId': 'a', 'expectedVersion': 2}");

        assertThat(deployment.row("a"))
                .containsEntry("assignedTo", "CE")
                .containsEntry("version", 3d)
                .doesNotContainKey("deletedAt");
    }

    @ParameterizedTest
    @CsvSource({"hubSync:deleteTask", "hubSync:restoreTask"})
    void doesNotFindWhatNeverWas(String function) {
        assertThatThrownBy(() -> deployment.map(function, "{'externalId': 'a'}"))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void readsChangesInCommitOrderPageByPage() {
        deployment.map("hubSync:upsertTasks", items(3));
        deployment.upsert("{'externalId': 't-0', 'title': 'changed last'}");

        Map<String, Object> first =
                deployment.map("hubSync:changedSince", "{'table': 'hubTasks', 'cursor': null, 'limit': 2}");
        Map<String, Object> second = deployment.map(
                "hubSync:changedSince", "{'table': 'hubTasks', 'cursor': '" + first.get("cursor") + "', 'limit': 2}");

        assertThat(ids(first)).containsExactly("t-1", "t-2");
        assertThat(first).containsEntry("hasMore", true);
        assertThat(ids(second)).containsExactly("t-0");
        assertThat(second).containsEntry("hasMore", false);
        assertThat(second.get("cursor")).isEqualTo(deployment.query("hubSync:head", "{}") + ":t-0");
    }

    @Test
    void keepsTheCursorWhenThereIsNothingNew() {
        assertThat(deployment.map("hubSync:changedSince", "{'cursor': null}"))
                .containsEntry("cursor", "0:")
                .containsEntry("rows", List.of());
        assertThat(deployment.map("hubSync:changedSince", "{'cursor': '7:a'}")).containsEntry("cursor", "7:a");
    }

    @ParameterizedTest
    @CsvSource({"'{\"cursor\": \"abc\"}'", "'{\"cursor\": \"99999999999999999999:a\"}'", "'{\"limit\": 201}'"})
    void refusesPagingItDoesNotKnow(String args) {
        assertThatThrownBy(() -> deployment.query("hubSync:changedSince", args))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("VALIDATION");
    }

    /** Whatever is written while a reader pages, in the end the reader holds the newest version of every row. */
    @Property(tries = 200)
    void losesNothingWhenRowsChangeWhileTheyAreRead(
            @ForAll @Size(max = 12) List<@Size(min = 1, max = 5) List<@IntRange(max = 6) Integer>> batches,
            @ForAll @IntRange(min = 1, max = 4) int limit) {
        TestDeployment live = new TestDeployment();
        Map<String, Object> seen = new TreeMap<>();
        String cursor = null;
        int writes = 0;
        for (List<Integer> batch : batches) {
            int write = writes++;
            live.map(
                    "hubSync:upsertTasks",
                    batch.stream()
                            .map(id -> item(id, "title " + write))
                            .collect(Collectors.joining(",", "{'items': [", "]}")));
            cursor = read(live, cursor, limit, seen);
        }
        for (int page = 0; page <= 7; page++) {
            cursor = read(live, cursor, limit, seen);
        }

        Map<String, Object> stored = new TreeMap<>();
        rows(live.map("hubSync:changedSince", "{'cursor': null}"))
                .forEach(row -> stored.put((String) row.get("externalId"), row.get("version")));
        assertThat(seen).isEqualTo(stored);
    }

    @Test
    void listsAllKeysByOpaqueCursor() {
        deployment.map("hubSync:upsertTasks", items(5));
        deployment.map("hubSync:deleteTask", "{'externalId': 't-3'}");
        List<Object> listed = new ArrayList<>();
        String cursor = "null";
        boolean done = false;
        while (!done) {
            Map<String, Object> page =
                    deployment.map("hubSync:listKeys", "{'paginationOpts': {'numItems': 2, 'cursor': " + cursor + "}}");
            listed.addAll((List<?>) page.get("page"));
            cursor = "'" + page.get("continueCursor") + "'";
            done = (Boolean) page.get("isDone");
        }

        assertThat(listed)
                .hasSize(5)
                .extracting(key -> ((Map<?, ?>) key).containsKey("deletedAt"))
                .containsExactly(false, false, false, true, false);
    }

    @Test
    void doesNotTakeACursorOfAnotherQuery() {
        ConvexError error = catchThrowableOfType(
                ConvexError.class,
                () -> deployment.query("hubSync:listKeys", "{'paginationOpts': {'numItems': 2, 'cursor': '17:a'}}"));

        assertThat(error.data()).isEqualTo(Map.of("isConvexSystemError", true, "paginationError", "InvalidCursor"));
    }

    @Test
    void keepsCommentsAndTimeEntriesInTablesOfTheirOwn() {
        deployment.map(
                "hubSync:upsertComments",
                "{'items': [{'externalId': 'c', 'taskExternalId': 'a', 'author': 'mira', 'body': 'Fine'}]}");
        deployment.map(
                "hubSync:upsertTimeEntries", "{'items': [{'externalId': 'e', 'taskExternalId': 'a', 'startedAt': 1}]}");

        assertThat(ids(deployment.map("hubSync:changedSince", "{'table': 'hubComments', 'cursor': null}")))
                .containsExactly("c");
        assertThat(ids(deployment.map("hubSync:changedSince", "{'table': 'hubTimeEntries', 'cursor': null}")))
                .containsExactly("e");
        assertThat(ids(deployment.map("hubSync:changedSince", "{'cursor': null}")))
                .isEmpty();
    }

    private static String read(TestDeployment live, String cursor, int limit, Map<String, Object> seen) {
        String from = cursor == null ? "null" : "'" + cursor + "'";
        Map<String, Object> page = live.map("hubSync:changedSince", "{'cursor': " + from + ", 'limit': " + limit + "}");
        rows(page).forEach(row -> seen.put((String) row.get("externalId"), row.get("version")));
        return (String) page.get("cursor");
    }

    private static String items(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> item(id, "A"))
                .collect(Collectors.joining(",", "{'items': [", "]}"));
    }

    private static String item(int id, String title) {
        return "{'externalId': 't-" + id + "', 'title': '" + title + "'}";
    }

    private static List<String> ids(Map<String, Object> page) {
        return rows(page).stream().map(row -> (String) row.get("externalId")).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> page) {
        return (List<Map<String, Object>>) page.get("rows");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> doc(Map<String, Object> result) {
        return (Map<String, Object>) result.get("doc");
    }
}
