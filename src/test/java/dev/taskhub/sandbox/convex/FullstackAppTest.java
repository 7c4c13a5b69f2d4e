package dev.taskhub.sandbox.convex;

import static dev.taskhub.sandbox.convex.TestDeployment.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sandbox.SandboxJournal;
import dev.taskhub.sandbox.SandboxJournals;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The imitated fullstack-convex app has what hurts a sync of the real one. */
class FullstackAppTest {

    private static final Caller NOBODY = new Caller(false, null);
    private static final Caller MIRA = caller("Mira");
    private static final Caller JONAS = caller("Jonas");

    @TempDir
    private Path folder;

    private ConvexSandbox app = deployment(SandboxJournals.forgetful(), false);
    private Map<String, Object> mira;
    private Map<String, Object> jonas;

    @BeforeEach
    void comeIn() {
        mira = run(MIRA, "users:save", "{}");
        jonas = run(JONAS, "users:save", "{}");
    }

    @Test
    void takesTheOwnerAwayWithAnUpdateThatDoesNotNameIt() {
        var task = create(MIRA, "Pay");
        update(MIRA, task, "'owner': " + text(mira));
        assertThat(byNumber(1).get("owner")).isEqualTo(mira);

        update(JONAS, task, "'title': 'Pay now'");

        assertThat(byNumber(1)).containsEntry("title", "Pay now").containsEntry("owner", null);
    }

    @Test
    void letsNobodyNameAnotherOwnerThanOneself() {
        var task = create(MIRA, "Pay");

        assertThatThrownBy(() -> update(JONAS, task, "'owner': " + text(mira)))
                .isInstanceOf(FunctionFailed.class)
                .hasMessageContaining("User identity does not match task owner");
        assertThatThrownBy(() -> run(
                        MIRA,
                        "tasks:create",
                        "{'taskInfo': {'title': 'a', 'description': '', 'status': 0, 'owner': " + text(jonas) + "}}"))
                .hasMessageContaining("Current user and task owner do not match");
    }

    @Test
    void takesWritesFromItsUsersOnly() {
        var task = create(MIRA, "Pay");

        assertThatThrownBy(() -> create(NOBODY, "Pay")).hasMessageContaining("User identity not found");
        assertThatThrownBy(() -> create(caller("Stranger"), "Pay")).hasMessageContaining("User identity not found");
        assertThatThrownBy(() -> update(NOBODY, task, "'status': 1")).hasMessageContaining("User identity not found");
        assertThatThrownBy(() -> run(NOBODY, "users:save", "{}")).hasMessageContaining("without authentication");
        assertThatThrownBy(() -> run(new Caller(true, Map.of("issuer", "i", "subject", "s")), "users:save", "{}"))
                .hasMessageContaining("Incomplete identity info");
    }

    @Test
    void refusesColumnsAndValuesThatItsValidatorsDoNotKnow() {
        var task = create(MIRA, "Pay");

        assertThatThrownBy(() -> update(MIRA, task, "'priority': 1")).hasMessageContaining("ArgumentValidationError");
        assertThatThrownBy(() -> update(MIRA, task, "'status': 4")).hasMessageContaining("ArgumentValidationError");
        assertThatThrownBy(() -> run(
                        MIRA,
                        "tasks:create",
                        "{'taskInfo': {'title': 'a', 'description': null, 'status': 0, 'owner': null}}"))
                .hasMessageContaining("ArgumentValidationError");
        assertThatThrownBy(() -> run(MIRA, "tasks:update", "{'taskInfo': {'title': 'a'}}"))
                .hasMessageContaining("No task ID provided");
        assertThatThrownBy(() -> run(MIRA, "tasks:update", "{'taskInfo': {'id': 'kx'}}"))
                .hasMessageContaining("Task not found");
    }

    @Test
    void countsOnFromTheNewestTaskAndTakesAnyNumber() {
        create(MIRA, "one");
        var two = create(MIRA, "two");
        update(MIRA, two, "'number': 9");
        assertThat(create(MIRA, "three")).containsEntry("number", 10.0);

        update(MIRA, two, "'number': 1");

        assertThatThrownBy(() -> byNumber(1)).hasMessageContaining("unique() query returned more than one result");
        assertThat(byNumber(99)).isNull();
    }

    @Test
    void givesPagesToAnybodyAndForgetsCursorsOfOtherQueries() {
        create(MIRA, "one");
        create(MIRA, "two");
        create(MIRA, "three");

        Map<String, Object> first = list(NOBODY, 2, "null", "asc");
        Map<String, Object> second = list(NOBODY, 2, "'" + first.get("continueCursor") + "'", "asc");

        assertThat(titles(first)).containsExactly("one", "two");
        assertThat(first).containsEntry("isDone", false);
        assertThat(titles(second)).containsExactly("three");
        assertThat(second).containsEntry("isDone", true);
        assertThat(titles(list(NOBODY, 5, "null", "desc"))).containsExactly("three", "two", "one");
        assertThatThrownBy(() -> list(NOBODY, 2, "'" + first.get("continueCursor") + "'", "desc"))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("InvalidCursor");
    }

    @Test
    void showsCommentsAndFailsAtThePageWhenAnAuthorIsMissing() {
        var task = create(MIRA, "Pay");
        run(JONAS, "comments:save", "{'taskId': '" + task.get("id") + "', 'body': 'by phone'}");
        assertThat(byNumber(1).get("comments").toString()).contains("by phone", "Jonas");

        delete("users", (String) jonas.get("id"));

        assertThatThrownBy(() -> list(NOBODY, 5, "null", "asc")).isInstanceOf(FunctionFailed.class);
    }

    @Test
    void renamesAUserInTheTasksAsWell() {
        var task = create(MIRA, "Pay");
        update(MIRA, task, "'owner': " + text(mira));
        run(
                new Caller(
                        true,
                        Map.of(
                                "issuer", "https://login.example.com/",
                                "subject", "Mira",
                                "name", "Mira B.",
                                "email", "mira@example.com",
                                "pictureUrl", "https://p")),
                "users:save",
                "{}");

        assertThat(byNumber(1).get("owner").toString()).contains("Mira B.");
        assertThat((List<?>) app.run(null, "users:list", json("{}"), NOBODY)).hasSize(2);
        assertThat(app.state().get("tasks").toString()).contains("ownerName=Mira B.");
    }

    @Test
    void keepsItsTablesOverARestartBesideThoseOfTheKit() {
        SandboxJournal journal = SandboxJournals.in(folder.resolve("sandbox.journal"));
        app = deployment(journal, true);
        int seeded = titles(list(NOBODY, 100, "null", "asc")).size();
        comeIn();
        var task = create(MIRA, "Pay");
        delete("tasks", (String) task.get("id"));
        create(MIRA, "Stay");

        app = deployment(SandboxJournals.in(folder.resolve("sandbox.journal")), true);

        assertThat(titles(list(NOBODY, 100, "null", "asc"))).hasSize(seeded + 1).contains("Stay");
        app.reset();
        assertThat(titles(list(NOBODY, 100, "null", "asc"))).hasSize(seeded);
    }

    private static ConvexSandbox deployment(SandboxJournal journal, boolean seeded) {
        return ConvexSandboxSetup.fullstack(
                journal, Clock.systemUTC(), ConvexSandboxSetup.randomIds(RandomGenerator.getDefault()), seeded, false);
    }

    private Map<String, Object> create(Caller caller, String title) {
        return run(
                caller,
                "tasks:create",
                "{'taskInfo': {'title': '" + title + "', 'description': '', 'status': 0, 'owner': null}}");
    }

    private void update(Caller caller, Map<String, Object> task, String columns) {
        run(caller, "tasks:update", "{'taskInfo': {'id': '" + task.get("id") + "', " + columns + "}}");
    }

    private Map<String, Object> byNumber(int number) {
        return run(NOBODY, "tasks:getByNumber", "{'taskNumber': " + number + "}");
    }

    private Map<String, Object> list(Caller caller, int items, String cursor, String order) {
        return run(
                caller,
                "tasks:list",
                "{'paginationOpts': {'numItems': " + items + ", 'cursor': " + cursor
                        + "}, 'queryOptions': {'statusFilter':"
                        + " [0, 1, 2, 3], 'ownerFilter': ['Me', 'Others', 'Nobody'], 'sortKey': 'number', 'sortOrder': '"
                        + order + "', 'searchTerm': ''}}");
    }

    private void delete(String table, String id) {
        run(
                new Caller(true, null),
                "_system/frontend/deleteDocuments:default",
                "{'toDelete': [{'tableName': '" + table + "', 'id': '" + id + "'}]}");
    }

    private static List<Object> titles(Map<String, Object> page) {
        var titles = new ArrayList<>();
        ((List<?>) page.get("page")).forEach(task -> titles.add(((Map<?, ?>) task).get("title")));
        return titles;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> run(Caller caller, String function, String args) {
        return (Map<String, Object>) app.run(null, function, json(args), caller);
    }

    private static String text(Map<String, Object> value) {
        return ValueFormat.text(ValueFormat.CLEAN.export(value));
    }

    private static Caller caller(String name) {
        return new Caller(
                true,
                Map.of(
                        "issuer",
                        "https://login.example.com/",
                        "subject",
                        name,
                        "name",
                        name,
                        "email",
                        name + "@example.com",
                        "pictureUrl",
                        "https://p"));
    }
}
