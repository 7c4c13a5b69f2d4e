package dev.taskhub.sandbox.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentWritten;
import dev.taskhub.convex.ConvexAnswers;
import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexChanges;
import dev.taskhub.convex.ConvexCommentWrites;
import dev.taskhub.convex.ConvexPage;
import dev.taskhub.convex.ConvexRefused;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.convex.ConvexWrites;
import dev.taskhub.plan.Project;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.remote.RemoteUnknown;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Written;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a deployment of the sync kit does, as seen over the wire: the real functions and the sandbox's imitation alike. The
 * hub's own code builds the calls and reads the answers.
 */
abstract class SyncKitContract {

    static final String KEY = "Convex sandbox|key";

    private static final String ID = "01990000-0000-7000-8000-000000000001";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConvexCalls calls = new ConvexCalls();
    private final ConvexAnswers answers = new ConvexAnswers(Clock.systemUTC());
    private final ConvexChanges changes = new ConvexChanges(new ConvexSettings("http://convex.test", "", ""));
    private final ConvexWrites writes = new ConvexWrites(calls);
    private final ConvexCommentWrites comments = new ConvexCommentWrites(calls);

    /**
     * Posts to a deployment that holds nothing before each test.
     *
     * @param authorization the header, or {@code null} for none
     */
    abstract RemoteAnswer post(String path, String body, String authorization) throws Exception;

    @Test
    void shakesHands() {
        Map<String, Object> info = map(answers.value(send(calls.info())));

        assertThat(info)
                .containsEntry("kitVersion", "2")
                .containsEntry("capabilities", List.of("tasks", "comments", "timeEntries", "stored", "projects"));
        assertThat((String) info.get("snapshotTs")).matches("\\d+");
    }

    @Test
    void readsBackExactlyWhatItWasToldIsStored() {
        Outgoing create = outgoing(null, null, Map.of("title", "Pay", "dueDate", 1772359200000L, "tags", List.of("x")));

        Written written = upsert(create);
        ItemChange echo = read(null).changes().get(0);

        Map<String, Object> row = new HashMap<>(echo.item());
        assertThat((String) row.remove("syncTs")).matches("\\d{19}");
        assertThat(written.stored()).isEqualTo(row);
        assertThat(row.keySet())
                .containsExactlyInAnyOrder(
                        "_id",
                        "_creationTime",
                        "externalId",
                        "version",
                        "origin",
                        "contentHash",
                        "title",
                        "status",
                        "dueDate",
                        "tags",
                        "createdAt",
                        "updatedAt");
        assertThat(written.externalId()).isEqualTo(ID);
        assertThat(written.remoteVersion()).isEqualTo(echo.version()).isEqualTo("1");
        assertThat(echo.taskId()).isEqualTo(ID);
        assertThat(echo.changedAt()).isAfter("2025-01-01T00:00:00Z");
    }

    @Test
    void printsNumbersWithAFraction() {
        upsert(outgoing(null, null, Map.of("title", "Pay", "dueDate", 1772359200000L)));

        assertThat(send(calls.getTasks(List.of(ID))).body())
                .contains("\"version\":1.0", "\"dueDate\":1772359200000.0", "\"syncTs\":\"");
    }

    @Test
    void repeatsACreateAndAnUpdateWhoseAnswersWereLost() {
        Outgoing create = outgoing(null, null, Map.of("title", "Pay"));
        upsert(create);
        Written created = upsert(create);
        Outgoing update = outgoing(ID, created.remoteVersion(), Map.of("status", "review"));
        upsert(update);
        Written updated = upsert(update);

        assertThat(created.remoteVersion()).isEqualTo("1");
        assertThat(updated.remoteVersion()).isEqualTo("2");
        assertThat(updated.stored()).containsEntry("title", "Pay").containsEntry("status", "review");
        assertThat(read(null).changes()).hasSize(1);
    }

    @Test
    void doesNotOverwriteWhatSomebodyEditedInBetween() {
        Outgoing create = outgoing(null, null, Map.of("title", "Pay"));
        upsert(create);
        call("tasks:update", "{'externalId': '" + ID + "', 'title': 'Pay today'}");

        ConvexRefused refused = catchThrowableOfType(ConvexRefused.class, () -> upsert(create));

        assertThat(refused.isVersionConflict()).isTrue();
        assertThat(refused.externalId()).isEqualTo(ID);
        assertThat(row(ID)).containsEntry("title", "Pay today");
    }

    @Test
    void deletesAndReadsTheTombstone() {
        upsert(outgoing(null, null, Map.of("title", "Pay")));
        String cursor = read(null).cursor();

        Written deleted = delete(outgoing(ID, "1", Map.of()));

        assertThat(deleted.stored()).isNull();
        assertThat(deleted.remoteVersion()).isEqualTo("2");
        assertThat(read(cursor).changes())
                .singleElement()
                .extracting(ItemChange::type)
                .isEqualTo(ItemChange.Type.DELETED);
    }

    @Test
    void saysThatConvexNeverHadWhatIsToBeDeleted() {
        assertThatThrownBy(() -> delete(outgoing(null, null, Map.of()))).isInstanceOf(RemoteUnknown.class);
    }

    @Test
    void keepsWhatAPatchDoesNotNameAndClearsNull() {
        upsert("{'externalId': 'a', 'title': 'Pay', 'assignedTo': 'CE', 'tags': ['x']}");

        upsert("{'externalId': 'a', 'status': 'review', 'assignedTo': null}");

        assertThat(row("a"))
                .containsEntry("title", "Pay")
                .containsEntry("tags", List.of("x"))
                .containsEntry("status", "review")
                .containsEntry("version", 2d)
                .doesNotContainKey("assignedTo");
    }

    @Test
    void writesNothingWhenNothingChanges() {
        upsert("{'externalId': 'a', 'title': 'Pay'}");
        Object head = call("hubSync:head", "{}");

        Map<String, Object> again = upsert("{'externalId': 'a', 'title': 'Pay', 'description': null}");

        assertThat(again).containsEntry("changed", false).containsEntry("version", 1d);
        assertThat(map(again.get("doc"))).containsEntry("title", "Pay").doesNotContainKey("syncTs");
        assertThat(call("hubSync:head", "{}")).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource({"0,2", "1,2", "3,2"})
    void refusesAnotherVersionThanExpected(double expected, double current) {
        upsert("{'externalId': 'a', 'title': 'Pay'}");
        upsert("{'externalId': 'a', 'title': 'Pay now'}");

        assertThat(refusedItem("{'externalId': 'a', 'expectedVersion': " + expected + ", 'title': 'X'}"))
                .isEqualTo(Map.of(
                        "code", "VERSION_CONFLICT", "externalId", "a", "current", current, "expected", expected));
    }

    @Test
    void expectsAVersionOnlyOfARowThatIsThere() {
        assertThat(refusedItem("{'externalId': 'a', 'expectedVersion': 1, 'title': 'X'}"))
                .containsEntry("code", "VERSION_CONFLICT")
                .containsEntry("current", 0d);
    }

    @Test
    void expectsTheVersionOfATombstoneOrNone() {
        upsert("{'externalId': 'a', 'title': 'A'}");
        call("hubSync:deleteTask", "{'externalId': 'a'}");

        assertThat(refusedItem("{'externalId': 'a', 'expectedVersion': 1, 'title': 'B'}"))
                .containsEntry("code", "VERSION_CONFLICT")
                .containsEntry("current", 2d);
        assertThat(upsert("{'externalId': 'a', 'expectedVersion': 2, 'title': 'B'}"))
                .containsEntry("version", 3d);
    }

    @Test
    void keepsTheTimeOfCreationUnlessItIsToldAnother() {
        upsert("{'externalId': 'a', 'title': 'A', 'createdAt': 500, 'updatedAt': 600}");

        upsert("{'externalId': 'a', 'title': 'B', 'createdAt': null, 'updatedAt': null}");

        assertThat(row("a")).containsEntry("createdAt", 500d);
        assertThat((Double) row("a").get("updatedAt")).isGreaterThan(600d);
    }

    @Test
    void doesNotTakeWhatSomebodyElseWroteForARepeat() {
        upsert("{'externalId': 'a', 'title': 'Pay'}");
        call("tasks:update", "{'externalId': 'a', 'title': 'Pay now', 'status': 'review'}");

        assertThat(refusedItem("{'externalId': 'a', 'expectedVersion': 1, 'title': 'Pay now'}"))
                .containsEntry("code", "VERSION_CONFLICT");
    }

    @Test
    void keepsNothingOfABatchWithOneBadItem() {
        assertThat(refused(
                        "hubSync:upsertTasks",
                        "{'items': [{'externalId': 'a', 'title': 'A'}, {'externalId': 'b', 'title': ''}]}"))
                .containsEntry("code", "VALIDATION")
                .containsEntry("externalId", "b");

        assertThat(call("hubSync:getTasks", "{'externalIds': ['a', 'b']}")).isEqualTo(List.of());
    }

    @Test
    void seesTheEarlierItemsOfABatch() {
        Map<String, Object> value = map(
                call(
                        "hubSync:upsertTasks",
                        "{'items': [{'externalId': 'a', 'title': 'A'}, {'externalId': 'a', 'expectedVersion': 1, 'title': 'B'}]}"));

        assertThat(list(value.get("results")))
                .extracting(result -> result.get("version"))
                .containsExactly(1d, 2d);
        assertThat(row("a")).containsEntry("title", "B").containsEntry("version", 2d);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'externalId': 'a', 'title': 'A', 'status': 'blocked'}|status takes one of todo, in_progress, review, completed, not \"blocked\"",
                "{'externalId': 'a', 'title': 'A', 'priority': 'huge'}|priority takes one of low, medium, high, urgent, not \"huge\"",
                "{'externalId': 'a', 'title': 'A', 'dueDate': 'soon'}|dueDate takes a finite number, not \"soon\"",
                "{'externalId': 'a', 'title': 'A', 'tags': 'x'}|tags takes at most 8192 strings, not \"x\"",
                "{'externalId': 'a', 'title': true}|title takes a string, not true",
                "{'externalId': 'a', 'title': 'A', 'colour': 'red'}|there is no column \"colour\"",
                "{'externalId': 'a', 'title': 'A', 'status': null}|status must not be empty",
                "{'externalId': 'a'}|title must not be empty",
                "{'title': 'A'}|externalId must be a string that is not empty",
                "{'externalId': 'a', 'title': 'A', 'expectedVersion': '1'}|expectedVersion must be a number",
                "7|an item must be an object",
            })
    void saysWhatIsWrongWithAnItem(String item, String message) {
        assertThat(refusedItem(item)).containsEntry("code", "VALIDATION").containsEntry("message", message);
    }

    @Test
    void refusesARowThatConvexCouldNotHold() {
        assertThat(refusedItem("{'externalId': 'a', 'title': '" + "x".repeat(1_000_000) + "'}"))
                .containsEntry("code", "VALIDATION")
                .containsEntry("externalId", "a");
    }

    @Test
    void takesFiftyItemsAndNoMore() {
        assertThat(list(map(call("hubSync:upsertTasks", items(50))).get("results")))
                .hasSize(50);
        assertThat(refused("hubSync:upsertTasks", items(51))).isEqualTo(Map.of("code", "TOO_MANY_ITEMS", "limit", 50d));
    }

    @Test
    void answersARepeatedOperationAsTheFirstTime() {
        String operation = "{'opId': 'op-1', 'items': [{'externalId': 'a', 'title': 'A'}]}";
        Object first = call("hubSync:upsertTasks", operation);
        call("tasks:update", "{'externalId': 'a', 'title': 'B'}");

        assertThat(call("hubSync:upsertTasks", operation)).isEqualTo(first);
        assertThat(row("a")).containsEntry("title", "B");
    }

    @Test
    void leavesATombstoneThatAnUpsertRevives() {
        upsert("{'externalId': 'a', 'title': 'A'}");

        assertThat(map(call("hubSync:deleteTask", "{'externalId': 'a', 'expectedVersion': 1}")))
                .containsEntry("version", 2d)
                .containsEntry("changed", true);
        assertThat(row("a").get("deletedAt")).isInstanceOf(Double.class);
        assertThat(map(call("hubSync:deleteTask", "{'externalId': 'a', 'expectedVersion': 1}")))
                .containsEntry("changed", false);

        upsert("{'externalId': 'a', 'expectedVersion': 0, 'title': 'A'}");
        assertThat(row("a")).containsEntry("version", 3d).doesNotContainKey("deletedAt");
    }

    @Test
    void restoresATombstoneAsItWas() {
        upsert("{'externalId': 'a', 'title': 'A', 'assignedTo': 'CE'}");
        call("tasks:remove", "{'externalId': 'a'}");

        call("hubSync:restoreTask", "{'externalId': 'a', 'expectedVersion': 2}");

        assertThat(row("a"))
                .containsEntry("assignedTo", "CE")
                .containsEntry("version", 3d)
                .doesNotContainKey("deletedAt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubSync:deleteTask", "hubSync:restoreTask"})
    void doesNotFindWhatNeverWas(String function) {
        assertThat(refused(function, "{'externalId': 'a'}")).isEqualTo(Map.of("code", "NOT_FOUND", "externalId", "a"));
    }

    @Test
    void readsTheRowsOfOneCommitPageByPage() {
        call("hubSync:upsertTasks", items(3));
        upsert("{'externalId': 't-0', 'title': 'changed last'}");

        Map<String, Object> first = changedSince("{'table': 'hubTasks', 'cursor': null, 'limit': 2}");
        Map<String, Object> second =
                changedSince("{'table': 'hubTasks', 'cursor': '" + first.get("cursor") + "', 'limit': 2}");

        assertThat(ids(first)).containsExactly("t-1", "t-2");
        assertThat(first).containsEntry("hasMore", true);
        assertThat(ids(second)).containsExactly("t-0");
        assertThat(second).containsEntry("hasMore", false);
        assertThat(second.get("cursor")).isEqualTo(call("hubSync:head", "{}") + ":t-0");
        assertThat((String) second.get("snapshotTs")).matches("\\d{19}");
    }

    @Test
    void keepsTheCursorWhenThereIsNothingNew() {
        assertThat(changedSince("{'cursor': null}"))
                .containsEntry("cursor", "0:")
                .containsEntry("rows", List.of());
        assertThat(changedSince("{'cursor': '7:a'}")).containsEntry("cursor", "7:a");
    }

    @Test
    void readsTheChangesOfOneProject() {
        upsert("{'externalId': 'a', 'title': 'A', 'projectId': 'shop'}");
        upsert("{'externalId': 'b', 'title': 'B', 'projectId': 'site'}");

        assertThat(ids(changedSince("{'projectId': 'site'}"))).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'cursor': 'abc'}",
                "{'cursor': '-1:a'}",
                "{'cursor': '99999999999999999999:a'}",
                "{'limit': 201}",
                "{'limit': 1.5}",
                "{'table': 'users'}",
                "{'table': 'hubComments', 'projectId': 'shop'}"
            })
    void refusesPagingItDoesNotKnow(String args) {
        assertThat(refused("hubSync:changedSince", args)).containsEntry("code", "VALIDATION");
    }

    @Test
    void listsAllKeysByOpaqueCursor() {
        call("hubSync:upsertTasks", items(5));
        call("hubSync:deleteTask", "{'externalId': 't-3'}");
        List<Map<String, Object>> listed = new ArrayList<>();
        Map<String, Object> page = Map.of("isDone", false);
        while (page.get("isDone").equals(false)) {
            String cursor = page.containsKey("continueCursor") ? quoted(page.get("continueCursor")) : "null";
            page = map(call("hubSync:listKeys", "{'paginationOpts': {'numItems': 2, 'cursor': " + cursor + "}}"));
            listed.addAll(list(page.get("page")));
        }

        assertThat(listed).extracting(key -> key.get("externalId")).containsExactly("t-0", "t-1", "t-2", "t-3", "t-4");
        assertThat(listed)
                .extracting(key -> key.containsKey("deletedAt"))
                .containsExactly(false, false, false, true, false);
        assertThat(listed.get(0)).containsOnlyKeys("externalId", "version", "contentHash");
    }

    @Test
    void keepsCommentsAndTimeEntriesInTablesOfTheirOwn() {
        call(
                "hubSync:upsertComments",
                "{'items': [{'externalId': 'c', 'taskExternalId': 'a', 'author': 'mira', 'body': 'Fine'}]}");
        call("hubSync:upsertTimeEntries", "{'items': [{'externalId': 'e', 'taskExternalId': 'a', 'startedAt': 1}]}");

        assertThat(ids(changedSince("{'table': 'hubComments', 'cursor': null}")))
                .containsExactly("c");
        assertThat(ids(changedSince("{'table': 'hubTimeEntries', 'cursor': null}")))
                .containsExactly("e");
        assertThat(ids(changedSince("{'cursor': null}"))).isEmpty();
    }

    @Test
    void keepsProjectsInATableOfTheirOwn() {
        var shop = new Project("p", "Shop", null, "active", Instant.ofEpochMilli(5), Instant.ofEpochMilli(6), false, 1);
        answers.value(send(calls.upsertProjects(List.of(shop))));

        Map<String, Object> project = list(changedSince("{'table': 'hubProjects', 'cursor': null}")
                        .get("rows"))
                .get(0);

        assertThat(project)
                .containsEntry("externalId", "p")
                .containsEntry("name", "Shop")
                .containsEntry("status", "active")
                .containsEntry("createdAt", 5d)
                .containsEntry("updatedAt", 6d)
                .containsEntry("version", 1d)
                .containsKeys("contentHash", "syncTs", "origin")
                .doesNotContainKey("description");
        assertThat(ids(changedSince("{'cursor': null}"))).isEmpty();
    }

    @Test
    void writesNoProjectThatStaysAsItWas() {
        String shop = "{'items': [{'externalId': 'p', 'name': 'Shop', 'description': null}]}";
        call("hubSync:upsertProjects", shop);

        assertThat(list(map(call("hubSync:upsertProjects", shop)).get("results")))
                .singleElement()
                .satisfies(again -> assertThat(again).containsEntry("changed", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'externalId': 'p'}|name must not be empty",
                "{'externalId': 'p', 'name': 'Shop', 'status': 'todo'}|status takes one of active, completed, archived, not \"todo\"",
                "{'externalId': 'p', 'name': 'Shop', 'title': 'Shop'}|there is no column \"title\"",
            })
    void saysWhatIsWrongWithAProject(String item, String message) {
        assertThat(refused("hubSync:upsertProjects", "{'items': [" + item + "]}"))
                .containsEntry("code", "VALIDATION")
                .containsEntry("message", message);
    }

    @Test
    void deletesTheProjectsThatThereAreUntilTheyAreWrittenAgain() {
        call("hubSync:upsertProjects", "{'items': [{'externalId': 'p', 'name': 'Shop'}]}");

        Map<String, Object> deleted = map(answers.value(send(calls.deleteProjects(List.of("never", "p")))));

        assertThat(list(deleted.get("results"))).singleElement().satisfies(result -> assertThat(result)
                .containsEntry("externalId", "p")
                .containsEntry("changed", true));
        assertThat(list(changedSince("{'table': 'hubProjects'}").get("rows")).get(0))
                .containsKey("deletedAt");

        call("hubSync:upsertProjects", "{'items': [{'externalId': 'p', 'name': 'Shop'}]}");
        assertThat(list(changedSince("{'table': 'hubProjects'}").get("rows")).get(0))
                .doesNotContainKey("deletedAt");
    }

    @Test
    void repeatsAWrittenCommentWhoseAnswerWasLost() {
        CommentOutgoing create = comment(CommentOutgoing.Kind.CREATE, null, "Fine");
        write(create);
        CommentWritten created = write(create);
        CommentOutgoing update = comment(CommentOutgoing.Kind.UPDATE, created.version(), "Fine with me");
        write(update);
        CommentWritten updated = write(update);

        assertThat(created.version()).isEqualTo("1");
        assertThat(updated.version()).isEqualTo("2");
        assertThat(updated.text()).isEqualTo("Fine with me");
        Map<String, Object> page = map(answers.value(send(calls.commentsChangedSince(null))));
        assertThat(list(page.get("rows"))).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("externalId", ID)
                .containsEntry("taskExternalId", "a")
                .containsEntry("author", "Ada")
                .containsEntry("createdAt", 500d)
                .containsEntry("body", "Fine with me"));
    }

    @Test
    void doesNotWriteOrDeleteACommentOverAnEditOfSomebodyElse() {
        write(comment(CommentOutgoing.Kind.CREATE, null, "Fine"));
        call("comments:update", "{'externalId': '" + ID + "', 'body': 'Good'}");

        for (CommentOutgoing.Kind kind : List.of(CommentOutgoing.Kind.UPDATE, CommentOutgoing.Kind.DELETE)) {
            ConvexRefused refused =
                    catchThrowableOfType(ConvexRefused.class, () -> write(comment(kind, "1", "Fine with me")));
            assertThat(refused.isVersionConflict()).isTrue();
            assertThat(list(answers.value(send(comments.conflicting(refused)))))
                    .singleElement()
                    .satisfies(
                            row -> assertThat(row).containsEntry("body", "Good").containsEntry("version", 2d));
        }
    }

    @Test
    void leavesATombstoneOfACommentThatAnUpsertRevives() {
        write(comment(CommentOutgoing.Kind.CREATE, null, "Fine"));

        assertThat(write(comment(CommentOutgoing.Kind.DELETE, "1", null)).version())
                .isEqualTo("2");
        assertThat(write(comment(CommentOutgoing.Kind.DELETE, "1", null)).version())
                .isEqualTo("2");
        assertThat(write(comment(CommentOutgoing.Kind.CREATE, "2", "Fine")).version())
                .isEqualTo("3");
        call("comments:remove", "{'externalId': '" + ID + "'}");

        assertThat(list(call("hubSync:getComments", "{'externalIds': ['" + ID + "', 'x']}")))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("deletedAt").containsEntry("version", 4d));
    }

    @Test
    void saysThatConvexNeverHadACommentThatIsToBeDeleted() {
        assertThatThrownBy(() -> write(comment(CommentOutgoing.Kind.DELETE, "1", null)))
                .isInstanceOf(RemoteUnknown.class);
        assertThat(list(call("hubSync:getComments", "{'externalIds': ['" + ID + "']}")))
                .isEmpty();
    }

    private CommentWritten write(CommentOutgoing comment) {
        List<CommentOutgoing> batch = List.of(comment);
        return comments.written(batch, map(answers.value(send(comments.call(batch)))))
                .get(0);
    }

    private static CommentOutgoing comment(CommentOutgoing.Kind kind, String version, String text) {
        return new CommentOutgoing(
                ID, "convex", "convex.test", "a", ID, kind, text, "Ada", Instant.ofEpochMilli(500), version, false, 1);
    }

    @Test
    void hidesItsFunctionsFromWhoHasNoKey() {
        RemoteCall call = calls.info();

        assertThatThrownBy(() -> answers.value(send(call, null))).isInstanceOf(RemoteUnexplained.class);
        assertThatThrownBy(() -> answers.value(send(call, "Convex wrong|key")))
                .isInstanceOf(RemoteClosed.class)
                .hasMessageContaining("BadAdminKey");
    }

    private Written upsert(Outgoing task) {
        return writes.upserted(map(answers.value(send(calls.upsertTasks(List.of(task))))), List.of(task))
                .get(0);
    }

    private Written delete(Outgoing task) {
        return writes.deleted(map(answers.value(send(calls.deleteTask(task)))), task);
    }

    private ConvexPage read(String cursor) {
        return changes.page(map(answers.value(send(calls.changedSince(cursor)))));
    }

    private RemoteAnswer send(RemoteCall call) {
        return send(call, KEY);
    }

    private RemoteAnswer send(RemoteCall call, String authorization) {
        try {
            return post(call.path(), JSON.writeValueAsString(call.body()), authorization);
        } catch (Exception e) {
            throw new IllegalStateException(call.path(), e);
        }
    }

    /** The result of writing one item. */
    private Map<String, Object> upsert(String item) {
        return list(map(call("hubSync:upsertTasks", "{'items': [" + item + "]}"))
                        .get("results"))
                .get(0);
    }

    private Map<String, Object> row(String externalId) {
        return list(call("hubSync:getTasks", "{'externalIds': ['" + externalId + "']}"))
                .get(0);
    }

    private Map<String, Object> changedSince(String args) {
        return map(call("hubSync:changedSince", args));
    }

    private Map<String, Object> refusedItem(String item) {
        return refused("hubSync:upsertTasks", "{'items': [" + item + "]}");
    }

    private Object call(String function, String args) {
        return answers.value(run(function, args));
    }

    /** The data of the error that the function throws. */
    private Map<String, Object> refused(String function, String args) {
        RemoteAnswer answer = run(function, args);
        try {
            Map<String, Object> body = map(JSON.readValue(answer.body(), Object.class));
            assertThat(body).as(answer.body()).containsEntry("status", "error").containsKey("errorData");
            return map(body.get("errorData"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** @param args in JSON, single quotes allowed */
    private RemoteAnswer run(String function, String args) {
        return send(RemoteCall.post(
                "/api/run/" + function.replace(':', '/'), Map.of("args", TestDeployment.json(args), "format", "json")));
    }

    private static Outgoing outgoing(String externalId, String version, Map<String, Object> columns) {
        return new Outgoing(ID, "convex", "hubTasks", externalId, version, false, columns, 1);
    }

    private static String items(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> "{'externalId': 't-" + id + "', 'title': 'A'}")
                .collect(Collectors.joining(",", "{'items': [", "]}"));
    }

    private static String quoted(Object text) {
        return TextNode.valueOf((String) text).toString();
    }

    private static List<Object> ids(Map<String, Object> page) {
        return list(page.get("rows")).stream().map(row -> row.get("externalId")).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
