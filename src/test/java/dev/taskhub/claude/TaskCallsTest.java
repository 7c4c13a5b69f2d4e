package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sync.Database;
import dev.taskhub.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Task tools of Claude Code do to the task list. */
class TaskCallsTest {

    @TempDir
    static Path folder;

    private static ClaudeHub sqlite;
    private static ClaudeHub postgres;

    @BeforeAll
    static void open() {
        sqlite = new ClaudeHub(Database.sqlite(folder));
        postgres = new ClaudeHub(Database.postgres());
    }

    @AfterAll
    static void close() {
        sqlite.close();
        postgres.close();
    }

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(sqlite);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(postgres);
        }
    }

    abstract static class Cases {

        private final ClaudeHub claude;
        private int calls;

        Cases(ClaudeHub claude) {
            this.claude = claude;
        }

        @BeforeEach
        void clear() {
            claude.hub.clear();
        }

        @Test
        void anItemThatIsMadeIsATaskAndTheModelIsToldWhich() {
            var answer = create("1", "Ship the importer", "\"description\": \"Release it\"");

            Task task = claude.task("Ship the importer").orElseThrow();
            assertThat(task.description()).isEqualTo("Release it");
            assertThat(task.status()).isEqualTo("todo");
            assertThat(ClaudeHub.context(answer)).contains("#1", "Ship the importer", task.alias());
        }

        @Test
        void itsChangesAreTheTasks() {
            create("1", "Ship the importer", "");

            update("1", "\"status\": \"in_progress\", \"owner\": \"ba\", \"subject\": \"Ship it\"");

            Task task = claude.task("Ship it").orElseThrow();
            assertThat(task.status()).isEqualTo("in_progress");
            assertThat(task.assignedTo()).isEqualTo("BA");

            update("1", "\"owner\": \"a teammate nobody knows\", \"status\": \"completed\"");
            assertThat(claude.desk.get(task.id()).assignedTo()).isEqualTo("BA");
            assertThat(claude.desk.get(task.id()).status()).isEqualTo("completed");
        }

        @Test
        void onlyWhatIsSaidToBeDeletedIsDeleted() {
            create("1", "Ship the importer", "");
            create("2", "Tell everybody", "");

            update("1", "\"status\": \"deleted\"");
            refused("2", "\"status\": \"completed\"", "Task not found");

            assertThat(claude.task("Ship the importer")).isEmpty();
            assertThat(claude.task("Tell everybody").orElseThrow().status()).isEqualTo("todo");
        }

        @Test
        void blockedItemsWaitForOneAnotherButNotInACircle() {
            create("1", "Build", "");
            create("2", "Test", "");
            create("3", "Ship", "");

            update("2", "\"addBlockedBy\": [\"1\"], \"addBlocks\": [\"3\"]");
            update("1", "\"addBlockedBy\": [\"3\"], \"status\": \"in_progress\"");

            Task build = claude.task("Build").orElseThrow();
            Task test = claude.task("Test").orElseThrow();
            assertThat(test.dependencies()).isEqualTo(List.of(build.id()));
            assertThat(claude.task("Ship").orElseThrow().dependencies()).isEqualTo(List.of(test.id()));
            assertThat(build.dependencies()).isEmpty();
            assertThat(build.status()).isEqualTo("in_progress");
        }

        @Test
        void theAliasThatACallWasPromisedIsItsTasksAndARepeatedCallIsPromisedNoOther() {
            String before =
                    """
                    {"session_id": "s1", "hook_event_name": "PreToolUse", "tool_name": "TaskCreate", "tool_use_id": "toolu_p",
                     "tool_input": {"subject": "Ship it", "description": "d", "metadata": {"airtable_id": "rec1"}}}""";

            String alias = promised(claude.tell(before));

            assertThat(promised(claude.tell(before))).isEqualTo(alias);
            assertThat(claude.hub.jdbc.queryForObject("SELECT COUNT(*) FROM task", Long.class))
                    .as("the call may be rejected yet")
                    .isZero();
            create("1", "Other", "");
            claude.tell(
                    """
                    {"session_id": "s1", "hook_event_name": "PostToolUse", "tool_name": "TaskCreate", "tool_use_id": "toolu_p",
                     "tool_input": {"subject": "Ship it", "metadata": {"hub_id": "%s"}},
                     "tool_response": {"task": {"id": "2", "subject": "Ship it"}}}"""
                            .formatted(alias));
            assertThat(claude.task("Ship it").orElseThrow().alias()).isEqualTo(alias);
            assertThat(claude.task("Other").orElseThrow().alias()).isNotEqualTo(alias);
        }

        @Test
        @SuppressWarnings("unchecked")
        void aPromiseEchoesEveryFieldOfTheInput() {
            var answer = claude.tell(
                    """
                    {"session_id": "s1", "hook_event_name": "PreToolUse", "tool_name": "TaskCreate", "tool_use_id": "toolu_e",
                     "tool_input": {"subject": "s", "description": "d", "activeForm": "a", "more": [1, {"x": null}],
                                    "metadata": {"airtable_id": "rec1"}}}""");

            var output = (Map<String, Object>) answer.get("hookSpecificOutput");
            var input = (Map<String, Object>) output.get("updatedInput");
            assertThat(output).containsEntry("hookEventName", "PreToolUse");
            assertThat(input).containsKeys("subject", "description", "activeForm", "more", "metadata");
            assertThat((Map<String, Object>) input.get("metadata"))
                    .containsEntry("airtable_id", "rec1")
                    .containsKey("hub_id");
        }

        @Test
        void anItemThatNamesATaskOfTheHubIsThatTask() {
            Task task = claude.desk.create(
                    Map.of("title", "Fix the login", "description", "as people wrote it", "priority", "high"),
                    "anna",
                    null);

            create(
                    "1",
                    "Repair login",
                    "\"description\": \"retold\", \"metadata\": {\"hub_id\": \"%s\"}".formatted(task.alias()));
            update("1", "\"status\": \"completed\"");

            Task now = claude.desk.get(task.id());
            assertThat(now.title()).isEqualTo("Fix the login");
            assertThat(now.description()).isEqualTo("as people wrote it");
            assertThat(now.status()).isEqualTo("completed");
        }

        @Test
        void aListThatSessionsShareHoldsOneItem() {
            create("1", "Ship it", "");
            claude.tell(Map.of("x-task-list", "team"), created("s1", "1", "Shared", ""));

            claude.tell(
                    Map.of("x-task-list", "team"),
                    updated("s2", "1", "\"status\": \"in_progress\"", "\"success\": true"));

            assertThat(claude.task("Shared").orElseThrow().status()).isEqualTo("in_progress");
            assertThat(claude.task("Ship it").orElseThrow().status()).isEqualTo("todo");
        }

        @Test
        void anIdThatIsGivenAnewIsAnotherItem() {
            create("1", "First", "");
            update("1", "\"status\": \"completed\"");
            claude.hub.clock.pass(Duration.ofMinutes(1));

            create("1", "Second", "");
            update("1", "\"status\": \"in_progress\"");

            assertThat(claude.task("First").orElseThrow().status()).isEqualTo("completed");
            assertThat(claude.task("Second").orElseThrow().status()).isEqualTo("in_progress");
        }

        @Test
        void whatWasKeptBackDoesNotUndoWhatCameAfterIt() {
            create("1", "Ship it", "");
            Instant earlier = claude.hub.clock.instant().plusSeconds(10);
            claude.hub.clock.pass(Duration.ofMinutes(1));
            update("1", "\"status\": \"completed\"");

            claude.tell(
                    Map.of("x-hook-time", String.valueOf(earlier.toEpochMilli()), "x-spooled", "true"),
                    updated("s1", "1", "\"status\": \"in_progress\", \"description\": \"how\"", "\"success\": true"));

            Task task = claude.task("Ship it").orElseThrow();
            assertThat(task.status()).isEqualTo("completed");
            assertThat(task.description()).isEqualTo("how");
        }

        @Test
        void aCompletionThatAnotherHookForbadeIsTakenBack() {
            create("1", "Ship it", "");
            claude.tell(
                    """
                    {"session_id": "s1", "hook_event_name": "TaskCompleted", "task_id": "1", "task_subject": "Ship it"}""");
            assertThat(claude.task("Ship it").orElseThrow().status()).isEqualTo("completed");

            refused("1", "\"status\": \"completed\"", "the tests fail");

            assertThat(claude.task("Ship it").orElseThrow().status()).isEqualTo("in_progress");
        }

        @Test
        void aCallToldTwiceIsTakenOnce() {
            String event = created("s1", "1", "Ship it", "");

            claude.tell(event);
            claude.hub.clock.pass(Duration.ofMinutes(1));
            claude.tell(event);

            assertThat(claude.hub.jdbc.queryForObject("SELECT COUNT(*) FROM task", Long.class))
                    .isEqualTo(1);
        }

        @Test
        void whatCannotBeMeantIsRefusedInWords() {
            assertThatThrownBy(() -> create("1", "x", "\"description\": 5"))
                    .isInstanceOf(InvalidTodoFile.class)
                    .hasMessageContaining("description is a number");
            assertThatThrownBy(() -> update("1", "\"status\": \"doing\""))
                    .hasMessageContaining("\"doing\" is not one of pending");
        }

        private Map<String, Object> create(String id, String subject, String more) {
            return claude.tell(created("s1", id, subject, more));
        }

        private void update(String id, String changes) {
            claude.tell(updated("s1", id, changes, "\"success\": true"));
        }

        private void refused(String id, String changes, String error) {
            claude.tell(updated("s1", id, changes, "\"success\": false, \"error\": \"%s\"".formatted(error)));
        }

        private String created(String session, String id, String subject, String more) {
            return """
                    {"session_id": "%s", "hook_event_name": "PostToolUse", "tool_name": "TaskCreate",
                     "tool_use_id": "toolu_%d", "tool_input": {"subject": "%s"%s},
                     "tool_response": {"task": {"id": "%s", "subject": "%3$s"}}}"""
                    .formatted(session, ++calls, subject, more.isEmpty() ? "" : ", " + more, id);
        }

        private String updated(String session, String id, String changes, String response) {
            return """
                    {"session_id": "%s", "hook_event_name": "PostToolUse", "tool_name": "TaskUpdate",
                     "tool_use_id": "toolu_%d", "tool_input": {"taskId": "%s", %s}, "tool_response": {%s, "taskId": "%3$s"}}"""
                    .formatted(session, ++calls, id, changes, response);
        }

        @SuppressWarnings("unchecked")
        private static String promised(Map<String, Object> answer) {
            var output = (Map<String, Object>) answer.get("hookSpecificOutput");
            var input = (Map<String, Object>) output.get("updatedInput");
            return (String) ((Map<String, Object>) input.get("metadata")).get("hub_id");
        }
    }
}
