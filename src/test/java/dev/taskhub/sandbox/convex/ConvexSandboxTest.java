package dev.taskhub.sandbox.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvexSandboxTest {

    private static final Caller STRANGER = new Caller(false, null);
    private static final Caller ADMIN = new Caller(true, null);

    private final TestDeployment deployment = new TestDeployment();
    private final ConvexSandbox sandbox = deployment.sandbox;

    @Test
    void givesATaskBornHereAnIdOfItsOwn() {
        Map<String, Object> created = deployment.map("tasks:create", "{'title': 'Pay', 'status': 'review'}");

        assertThat((String) created.get("externalId")).matches("[0-9a-z]{32}");
        assertThat(created)
                .containsEntry("version", 1d)
                .containsEntry("origin", "app")
                .containsEntry("priority", "medium")
                .containsEntry("status", "review");
    }

    @Test
    void changesAndRemovesATaskAsAPersonDoes() {
        deployment.upsert("{'externalId': 'a', 'title': 'Pay'}");

        assertThat(deployment.map("tasks:update", "{'externalId': 'a', 'status': 'completed'}"))
                .containsEntry("origin", "app")
                .containsEntry("version", 2d);
        assertThat(deployment.map("tasks:remove", "{'externalId': 'a'}")).isNull();
        assertThat(deployment.row("a")).containsKey("deletedAt").containsEntry("version", 3d);
        assertThat(deployment.query("tasks:list", "{}")).isEqualTo(List.of());
        assertThatThrownBy(() -> deployment.map("tasks:update", "{'externalId': 'a', 'title': 'X'}"))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void takesChangesAndRemovesACommentAsAPersonDoes() {
        Map<String, Object> created =
                deployment.map("comments:create", "{'taskExternalId': 'a', 'author': 'Ada', 'body': 'Fine'}");
        String id = "{'externalId': '" + created.get("externalId") + "'";

        assertThat(created).containsEntry("origin", "app").containsEntry("version", 1d);
        assertThat(deployment.map("comments:update", id + ", 'body': 'Good'}"))
                .containsEntry("author", "Ada")
                .containsEntry("version", 2d);
        assertThat(deployment.map("comments:remove", id + "}")).isNull();
        assertThatThrownBy(() -> deployment.map("comments:update", id + ", 'body': 'X'}"))
                .isInstanceOf(ConvexError.class)
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void listsLiveTasksTheLastChangedFirst() {
        deployment.upsert("{'externalId': 'a', 'title': 'A'}");
        deployment.upsert("{'externalId': 'b', 'title': 'B', 'status': 'review'}");
        deployment.upsert("{'externalId': 'a', 'title': 'A2'}");

        assertThat((List<?>) deployment.query("tasks:list", "{}"))
                .extracting(row -> (Object) ((Map<?, ?>) row).get("externalId"))
                .containsExactly("a", "b");
        assertThat((List<?>) deployment.query("tasks:list", "{'status': 'review', 'limit': 5}"))
                .hasSize(1);
        assertThat(deployment.map("tasks:countByStatus", "{}")).isEqualTo(Map.of("review", 1d, "todo", 1d));
    }

    @Test
    void aResetLeavesTheSeedAndNothingElse() {
        var journal = new TestDeployment.Journal();
        var ids = ConvexSandboxSetup.randomIds(new Random(1));
        var seeded = ConvexSandboxSetup.deployment(journal, Clock.systemUTC(), ids, true);
        Map<String, Object> before = titles(seeded);
        seeded.run(Kind.MUTATION, "tasks:create", TestDeployment.json("{'title': 'Pay', 'status': 'todo'}"), STRANGER);

        seeded.reset();

        assertThat(titles(seeded)).isEqualTo(before);
        assertThat(titles(ConvexSandboxSetup.deployment(journal, Clock.systemUTC(), ids, false)))
                .as("after a restart")
                .isEqualTo(before);
    }

    private static Map<String, Object> titles(ConvexSandbox sandbox) {
        var titles = new HashMap<String, Object>();
        ((List<?>) sandbox.run(Kind.QUERY, "tasks:list", TestDeployment.json("{}"), STRANGER))
                .stream()
                        .map(row -> (Map<?, ?>) row)
                        .forEach(row -> titles.put((String) row.get("externalId"), row.get("title")));
        return titles;
    }

    @Test
    void hidesInternalFunctionsFromCallersWithoutKey() {
        assertThatThrownBy(() -> sandbox.run(Kind.QUERY, "hubSync:head", TestDeployment.json("{}"), STRANGER))
                .isInstanceOf(FunctionFailed.class)
                .hasMessage("Could not find public function for 'hubSync:head'. "
                        + "Did you forget to run `npx convex dev` or `npx convex deploy`?");
    }

    @Test
    void doesNotRunAMutationAsAQuery() {
        assertThatThrownBy(() -> sandbox.run(Kind.QUERY, "tasks:create", TestDeployment.json("{}"), ADMIN))
                .isInstanceOf(FunctionFailed.class)
                .hasMessage("Trying to execute tasks.js:create as Query, but it is defined as Mutation.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "null",
                "[{}, {}]",
                "{}",
                "{'items': 5}",
                "{'items': [], 'more': 1}",
                "{'items': [], 'opId': 5}"
            })
    void refusesArgumentsAsAValidatorDoes(String args) {
        assertThatThrownBy(() -> deployment.map("hubSync:upsertTasks", args))
                .isInstanceOf(FunctionFailed.class)
                .hasMessageStartingWith("ArgumentValidationError: ");
    }

    @Test
    void takesArgumentsInAnArrayOfOne() {
        assertThat(deployment.query("hubSync:getTasks", "[{'externalIds': []}]"))
                .isEqualTo(List.of());
    }

    @Test
    void holdsAfterARestartWhatItHeldBefore() {
        TestDeployment.Journal journal = new TestDeployment.Journal();
        TestDeployment before = new TestDeployment(journal);
        before.upsert("{'externalId': 'a', 'title': 'Pay', 'tags': ['x'], 'dueDate': 1772359200000}");
        before.upsert("{'externalId': 'b', 'title': 'B'}");
        before.map("tasks:remove", "{'externalId': 'b'}");

        TestDeployment after = new TestDeployment(journal);

        assertThat(after.sandbox.state()).isEqualTo(before.sandbox.state());
        assertThat(after.row("a")).isEqualTo(before.row("a"));
        assertThat(after.upsert("{'externalId': 'a', 'expectedVersion': 1, 'title': 'Now'}"))
                .containsEntry("version", 2d);
        assertThat((Long) after.row("a").get("syncTs"))
                .isGreaterThan((Long) before.row("b").get("syncTs"));
    }

    @Test
    void showsItsTablesAsTheApiReturnsRows() {
        deployment.upsert("{'externalId': 'a', 'title': 'Pay'}");

        assertThat(sandbox.state()).containsOnlyKeys("hubTasks", "hubComments", "hubTimeEntries", "hubProjects");
        assertThat(sandbox.state().get("hubTasks"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("externalId", "a")
                .containsEntry("syncTs", "1772359200123456000");
    }

    @Test
    void beginsWithEightTasksAndPlantsThemOnce() {
        TestDeployment.Journal journal = new TestDeployment.Journal();
        seeded(journal);

        ConvexSandbox again = seeded(journal);

        assertThat((List<?>) again.state().get("hubTasks")).hasSize(8);
    }

    @Test
    void refusesFunctionsWhilePaused() {
        sandbox.change(Map.of("paused", true));

        assertThatThrownBy(() -> deployment.query("tasks:list", "{}"))
                .isInstanceOf(FunctionFailed.class)
                .hasMessageContaining("paused");
    }

    @Test
    void refusesACallThatGetsNoTurn() {
        sandbox.change(Map.of("concurrency", 0, "permitWaitSeconds", 0));

        assertThatThrownBy(() -> deployment.query("tasks:list", "{}"))
                .isInstanceOfSatisfying(RequestRefused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.code()).isEqualTo("TooManyConcurrentRequests");
                });
    }

    @Test
    void changesNoSettingWhenOneIsWrong() {
        Map<String, Object> before = sandbox.settings();

        assertThatThrownBy(() -> sandbox.change(Map.of("redact", true, "colour", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> sandbox.change(Map.of("redact", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redact");
        assertThat(sandbox.settings()).isEqualTo(before);
    }

    private static ConvexSandbox seeded(TestDeployment.Journal journal) {
        return ConvexSandboxSetup.deployment(
                journal, Clock.systemUTC(), ConvexSandboxSetup.randomIds(new Random(1)), true);
    }
}
