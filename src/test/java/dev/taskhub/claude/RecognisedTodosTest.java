package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sync.Database;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the items of successive lists stay the same tasks in the store. */
class RecognisedTodosTest {

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
        void anItemInQuiteOtherWordsIsKnownByItsActiveForm() {
            write(
                    item("Write the parser", "in_progress", "Writing the parser"),
                    item("Tell Ana", "pending", "Telling"));
            write(
                    item("Create a reader for the config syntax", "in_progress", "Writing the parser"),
                    item("Tell Ana", "pending", "Telling"));

            assertThat(titles()).containsExactly("Create a reader for the config syntax", "Tell Ana");
        }

        @Test
        void aListThatComesBackAfterThatOfASubAgentGoesOnWithItsTasks() {
            write(item("Build the search page", "in_progress"), item("Connect it to the API", "pending"));
            write(item("List usages of SearchClient", "in_progress"));
            write(item("List usages of SearchClient", "completed"));
            write(
                    item("Build the search page", "completed"),
                    item("Connect it to the API with retries", "in_progress"));

            assertThat(titles())
                    .containsExactly(
                            "Build the search page",
                            "Connect it to the API with retries",
                            "List usages of SearchClient");
        }

        @Test
        void stepsOfTheNextPieceOfWorkAreNewTasks() {
            write(item("Fix the importer", "completed"), item("Run the tests", "completed"));
            write(item("Add paging", "in_progress"), item("Run the tests", "pending"));

            assertThat(titles()).containsExactly("Fix the importer", "Run the tests", "Add paging", "Run the tests");
        }

        @Test
        void theEventOfANewWordingSaysHowSureItIs() {
            write(item("Check the disk usage", "in_progress"), item("Tell Ana", "pending"));
            write(item("Check the disk usage: 91 %", "completed"), item("Tell Ana", "pending"));

            assertThat(claude.hub.jdbc.queryForList(
                            "SELECT actor FROM task_event WHERE type = 'UPDATED'", String.class))
                    .containsExactly("claude (taken for a new wording by its words, confidence 0.95)");
        }

        private List<String> titles() {
            return claude.hub.jdbc.queryForList("SELECT title FROM task ORDER BY number", String.class);
        }

        private void write(String... items) {
            claude.tell(
                    """
                    {"session_id": "s1", "hook_event_name": "PostToolUse", "tool_name": "TodoWrite", "tool_use_id": "t%d",
                     "tool_input": {"todos": [%s]}}"""
                            .formatted(++calls, String.join(", ", items)));
        }

        private static String item(String content, String status) {
            return item(content, status, content);
        }

        private static String item(String content, String status, String activeForm) {
            return """
                    {"content": "%s", "status": "%s", "activeForm": "%s"}"""
                    .formatted(content, status, activeForm);
        }
    }
}
