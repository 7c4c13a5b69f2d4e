package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.comment.Comments;
import dev.taskhub.sync.Database;
import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person gets to read who types {@code /task}. */
class TaskCommandsTest {

    @TempDir
    static Path folder;

    private static ClaudeHub claude;

    @BeforeAll
    static void open() {
        claude = new ClaudeHub(Database.sqlite(folder));
    }

    @AfterAll
    static void close() {
        claude.close();
    }

    @BeforeEach
    void clear() {
        claude.hub.clear();
        claude.hub.jdbc.update("DELETE FROM comment");
        claude.hub.jdbc.update("DELETE FROM time_entry");
    }

    @Test
    void freeTextIsTheTitleWhateverItMeansToAShell() {
        String title = "for \"x\" in $HOME & done; see #12 `id` | it's";

        String told = task("add " + title);

        assertThat(claude.task(title)).isPresent();
        assertThat(told).startsWith("T-1 " + title);
    }

    @Test
    void aLineIsUnderstoodAndSaidSo() {
        String told = task("add Fix the login, high, #backend, @BA, ~4h");

        Task task = claude.task("Fix the login").orElseThrow();
        assertThat(task.assignedTo()).isEqualTo("BA");
        assertThat(told).contains("priority high", "tag backend", "agent BA", "estimate 4 h");
    }

    @Test
    void aCommandToldTwiceMakesOneTask() {
        String event = event("s1", "add Fix the login", "\"prompt_id\": \"p1\",");

        claude.tell(event);
        claude.tell(event);

        assertThat(claude.hub.jdbc.queryForObject("SELECT COUNT(*) FROM task", Long.class))
                .isEqualTo(1);
    }

    @Test
    void oneBeginsTheNextTaskAndFinishesItWithoutNamingIt() {
        Task low = make("Later", "low");
        Task high = make("First", "high");

        assertThat(task("next")).contains(high.alias(), "First", "/task start " + high.alias());
        assertThat(task("start")).contains("Begun", high.alias());
        assertThat(status(high)).isEqualTo("in_progress");
        assertThat(task("complete all tests pass")).contains(high.alias(), "completed");
        assertThat(status(high)).isEqualTo("completed");
        assertThat(notes(high)).contains("all tests pass");
        assertThat(task("start " + low.alias())).contains(low.alias());
        assertThat(task("block the API key has expired")).contains("blocked");
        assertThat(status(low)).isEqualTo("blocked");
        assertThat(notes(low)).contains("the API key has expired");
    }

    @Test
    void theOneItemInProgressOfTheTodoListIsTheCurrentTask() {
        claude.tell(
                """
                {"session_id": "s1", "hook_event_name": "PostToolUse", "tool_name": "TodoWrite", "tool_use_id": "t",
                 "tool_input": {"todos": [{"content": "Build it", "status": "in_progress", "activeForm": "x"},
                                          {"content": "Ship it", "status": "pending", "activeForm": "x"}]}}""");

        task("review please look at the SQL");

        assertThat(claude.task("Build it").orElseThrow().status()).isEqualTo("review");
        assertThat(notes(claude.task("Build it").orElseThrow())).contains("please look at the SQL");
    }

    @Test
    void anotherSessionsCurrentTaskIsNotThisOnes() {
        make("Build it", "high");
        task("start");

        assertThat(reply(event("s2", "complete", ""))).contains("works on no task", "/task start");
    }

    @Test
    void aTaskIsAnnotated() {
        Task task = make("Build it", "high");

        assertThat(task("comment " + task.alias() + " see $LOG & #12")).contains("Build it");
        assertThat(task("artifact " + task.alias() + " docs/report.md")).contains("docs/report.md");

        assertThat(claude.hub
                        .bean(Comments.class)
                        .ofTasks(List.of(task.id()))
                        .get(0)
                        .body())
                .isEqualTo("see $LOG & #12");
        assertThat(claude.desk.get(task.id()).value(TaskField.ATTACHMENTS).toString())
                .contains("docs/report.md");
        assertThat(task("show " + task.alias())).contains("title: Build it", "priority: high");
    }

    @Test
    void tasksAreListedAndFound() {
        make("Fix the login", "high");
        Task other = make("Write the docs", "low");
        claude.desk.edit(other.id(), Map.of("status", "blocked"), null, "anna");

        assertThat(task("list").lines()).hasSize(2).first().asString().contains("Fix the login");
        assertThat(task("list blocked")).contains("Write the docs").doesNotContain("login");
        assertThat(task("list log")).contains("Fix the login").doesNotContain("docs");
        assertThat(task("list nothing of this")).contains("No such task");
    }

    @ParameterizedTest
    @CsvSource({
        "complete T-99, T-99",
        "complete, /task start",
        "block T-1, /task block T-12",
        "comment T-1, /task comment T-12",
        "show everything, /task show T-12",
        "add, /task add",
        "start T-1 now, /task add now",
        "resolve T-1, /task resolve T-12 status hub",
        "resolve T-1 status hub, /task conflicts",
        "log T-1 soon, /task log T-12 1h30m",
        "log T-1, /task log T-12 1h30m",
        "accept P-1, Nothing is proposed",
        "frobnicate it, There is no /task frobnicate"
    })
    void whatCannotBeDoneIsAnsweredWithWhatToDo(String command, String said) {
        make("Build it", "high");

        assertThat(task(command)).contains(said);
        assertThat(claude.task("Build it").orElseThrow().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help"})
    void helpNamesEveryVerb(String command) {
        assertThat(task(command))
                .contains("next", "list", "start", "complete", "block", "review", "add", "show", "comment", "log")
                .contains("artifact", "sync", "conflicts");
    }

    @ParameterizedTest
    @CsvSource({"log T-1 1h30m writing tests, 90", "log T-1 45m, 45", "log T-1 2.5h, 150", "log T-1 0h20min x, 20"})
    void timeIsLoggedAsItIsSaid(String command, long minutes) {
        make("Build it", "high");

        assertThat(task(command)).isEqualTo("Logged " + minutes + " min on T-1 Build it.");
        assertThat(claude.hub.jdbc.queryForObject("SELECT ended_at - started_at FROM time_entry", Long.class))
                .isEqualTo(minutes * 60_000);
    }

    @Test
    void theStateOfTheSyncIsTold() {
        make("Build it", "high");

        assertThat(task("sync")).contains("1 to be sent to airtable", "1 to be sent to convex");
        assertThat(task("conflicts")).isEqualTo("There are no conflicts.");
    }

    @Test
    void otherCommandsGoOnToTheModel() {
        assertThat(claude.tell(event("s1", "x", "").replace("taskhub:task", "review")))
                .isEmpty();
    }

    private static Task make(String title, String priority) {
        return claude.desk.create(Map.of("title", title, "priority", priority), "anna", null);
    }

    private static String status(Task task) {
        return claude.desk.get(task.id()).status();
    }

    private static String notes(Task task) {
        return String.valueOf(claude.desk.get(task.id()).value(TaskField.EXECUTION_NOTES));
    }

    private static String task(String arguments) {
        return reply(event("s1", arguments, ""));
    }

    private static String reply(String event) {
        Map<String, Object> answer = claude.tell(event);
        assertThat(answer).containsOnlyKeys("decision", "reason").containsEntry("decision", "block");
        return answer.get("reason").toString();
    }

    private static String event(String session, String arguments, String more) {
        return """
                {"hook_event_name": "UserPromptExpansion", "session_id": "%s", %s "expansion_type": "slash_command",
                 "command_name": "taskhub:task", "command_args": %s}"""
                .formatted(session, more, JsonColumn.write(arguments));
    }
}
