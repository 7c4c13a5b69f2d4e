package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sync.Database;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sessions of Claude Code are told, and what is known of them. */
class SessionsTest {

    private static final Map<String, String> SHOP =
            Map.of("x-repository", "git@git.example.org:acme/Web-Shop.git", "x-agent", "ba");

    @TempDir
    static Path folder;

    private static ClaudeHub sqlite;
    private static ClaudeHub postgres;

    @BeforeAll
    static void open() {
        var settings = Map.<String, Object>of("taskhub.claude.projects[acme/old-shop]", "Web Shop");
        sqlite = new ClaudeHub(Database.sqlite(folder), settings);
        postgres = new ClaudeHub(Database.postgres(), settings);
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

        Cases(ClaudeHub claude) {
            this.claude = claude;
        }

        @BeforeEach
        void clear() {
            claude.hub.clear();
            claude.hub.jdbc.update("DELETE FROM plan_part");
            claude.hub.jdbc.update("INSERT INTO plan_part (id, level, system, container, name, updated_at, change)"
                    + " VALUES ('recShop', 'plan', 'airtable', 'app1', 'Web Shop', 0, 1)");
        }

        @Test
        void aSessionBelongsToTheProjectOfItsRepositoryOrElseOfItsFolder() {
            claude.tell(SHOP, start("s1", "/home/anna/elsewhere"));
            claude.tell(start("s2", "/home/anna/web_shop"));
            claude.tell(Map.of("x-repository", "https://git.example.org/acme/old-shop/"), start("s3", "/tmp"));
            claude.tell(start("s4", "/home/anna/garden"));

            assertThat(claude.sessions.find("s1").orElseThrow())
                    .extracting(Session::projectId, Session::agent)
                    .containsExactly("recShop", "BA");
            assertThat(claude.sessions.find("s2").orElseThrow().projectId()).isEqualTo("recShop");
            assertThat(claude.sessions.find("s3").orElseThrow().projectId()).isEqualTo("recShop");
            assertThat(claude.sessions.find("s4").orElseThrow().projectId()).isNull();
        }

        @Test
        void tasksOfItsTodosGetItsProjectAndTheModelIsToldTheirAliases() {
            claude.tell(SHOP, start("s1", "/shop"));

            var answer = claude.tell(SHOP, todos("toolu_1", "Index the catalogue", "pending"));

            Task task = claude.task("Index the catalogue").orElseThrow();
            assertThat(task.value(TaskField.PROJECT_ID)).isEqualTo("recShop");
            assertThat(ClaudeHub.context(answer)).contains("Index the catalogue", task.alias());
            assertThat(ClaudeHub.context(claude.tell(SHOP, todos("toolu_2", "Index the catalogue", "in_progress"))))
                    .as("it knows that one by now")
                    .isEmpty();
        }

        @Test
        void itBeginsWithTheOpenWorkOfItsProjectAndAgent() {
            Task mine = task("Fix the login", "BA", "recShop", "in_progress");
            Task next = task("Write\n\nthe docs", "BA", "recShop", "todo");
            task("Other project", "BA", "recGarden", "todo");
            task("Other agent", "CE", "recShop", "todo");
            task("Done", "BA", "recShop", "completed");

            String told = ClaudeHub.context(claude.tell(SHOP, start("s1", "/shop")));

            assertThat(told)
                    .contains("In progress: " + mine.alias() + " Fix the login")
                    .contains("To do: " + next.alias() + " Write the docs")
                    .doesNotContain("Other", "Done");
        }

        @Test
        void nothingToDoIsNothingToSay() {
            assertThat(claude.tell(SHOP, start("s1", "/shop"))).isEmpty();
        }

        @Test
        void aPromptIsToldWhatOthersChangedSinceTheLastOne() {
            claude.tell(SHOP, start("s1", "/shop"));
            claude.tell(SHOP, todos("toolu_1", "Index the catalogue", "pending"));
            Task task = claude.task("Index the catalogue").orElseThrow();
            claude.hub.clock.pass(Duration.ofMinutes(1));
            assertThat(claude.tell(SHOP, prompt("go on")))
                    .as("it did that itself")
                    .isEmpty();

            claude.hub.clock.pass(Duration.ofMinutes(1));
            claude.desk.edit(task.alias(), Map.of("status", "blocked"), null, "anna");
            task("Nobody's business", "CE", "recGarden", "todo");
            assertThat(claude.tell(SHOP, prompt("/task list"))).as("a command").isEmpty();
            String told = ClaudeHub.context(claude.tell(SHOP, prompt("and now?")));

            assertThat(told)
                    .contains(task.alias(), "status is now blocked", "anna")
                    .doesNotContain("Nobody");
            claude.hub.clock.pass(Duration.ofMinutes(1));
            assertThat(claude.tell(SHOP, prompt("and now?"))).as("once").isEmpty();
        }

        @Test
        void whatIsUnfinishedAtTheEndStaysATask() {
            claude.tell(SHOP, start("s1", "/shop"));
            claude.tell(SHOP, todos("toolu_1", "Index the catalogue", "in_progress"));
            claude.hub.clock.pass(Duration.ofMinutes(1));

            claude.tell(SHOP, "{\"hook_event_name\": \"SessionEnd\", \"session_id\": \"s1\", \"reason\": \"other\"}");

            assertThat(claude.sessions.find("s1").orElseThrow().endedAt()).isEqualTo(claude.hub.clock.instant());
            assertThat(claude.task("Index the catalogue").orElseThrow().status())
                    .isEqualTo("in_progress");

            claude.hub.clock.pass(Duration.ofMinutes(1));
            claude.tell(SHOP, start("s1", "/shop"));
            assertThat(claude.sessions.find("s1").orElseThrow().endedAt()).isNull();
        }

        @Test
        void aListThatWasKeptBackDoesNotComeOverALaterOne() {
            var earlier = Map.of(
                    "x-hook-time", String.valueOf(claude.hub.clock.instant().toEpochMilli()), "x-spooled", "true");
            claude.hub.clock.pass(Duration.ofMinutes(1));
            claude.tell(todos("toolu_2", "Index the catalogue", "completed"));

            claude.tell(earlier, todos("toolu_1", "Index the catalogue", "in_progress"));

            assertThat(claude.task("Index the catalogue").orElseThrow().status())
                    .isEqualTo("completed");
        }

        private Task task(String title, String agent, String project, String status) {
            return claude.desk.create(
                    Map.of("title", title, "assignedTo", agent, "projectId", project, "status", status),
                    "planner",
                    null);
        }

        private static String start(String session, String cwd) {
            return """
                    {"hook_event_name": "SessionStart", "session_id": "%s", "cwd": "%s", "source": "startup"}"""
                    .formatted(session, cwd);
        }

        private static String prompt(String text) {
            return """
                    {"hook_event_name": "UserPromptSubmit", "session_id": "s1", "cwd": "/shop", "prompt": "%s"}"""
                    .formatted(text);
        }

        private static String todos(String call, String content, String status) {
            return """
                    {"session_id": "s1", "hook_event_name": "PostToolUse", "tool_name": "TodoWrite", "tool_use_id": "%s",
                     "tool_input": {"todos": [{"content": "%s", "status": "%s", "activeForm": "x"}]}}"""
                    .formatted(call, content, status);
        }
    }
}
