package dev.taskhub.sandbox.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What only the sandbox shows: a clock that stands still, and Convex's own cursors. The rest is in the contract. */
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
    void notesWhenATaskWasDeleted() {
        deployment.upsert("{'externalId': 'a', 'title': 'A'}");

        deployment.map("hubSync:deleteTask", "{'externalId': 'a'}");

        assertThat(deployment.row("a")).containsEntry("deletedAt", 1772359200123d);
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
    void doesNotTakeACursorOfAnotherQuery() {
        ConvexError error = catchThrowableOfType(
                ConvexError.class,
                () -> deployment.query("hubSync:listKeys", "{'paginationOpts': {'numItems': 2, 'cursor': '17:a'}}"));

        assertThat(error.data()).isEqualTo(Map.of("isConvexSystemError", true, "paginationError", "InvalidCursor"));
    }

    private static String read(TestDeployment live, String cursor, int limit, Map<String, Object> seen) {
        String from = cursor == null ? "null" : "'" + cursor + "'";
        Map<String, Object> page = live.map("hubSync:changedSince", "{'cursor': " + from + ", 'limit': " + limit + "}");
        rows(page).forEach(row -> seen.put((String) row.get("externalId"), row.get("version")));
        return (String) page.get("cursor");
    }

    private static String item(int id, String title) {
        return "{'externalId': 't-" + id + "', 'title': '" + title + "'}";
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
