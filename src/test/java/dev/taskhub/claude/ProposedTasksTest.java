package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.taskhub.claude.ProposedTasks.Proposed;
import dev.taskhub.sync.Database;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposedTasksTest {

    private static final String LEFT = "Done. We still need to rotate the signing keys of the importer.";

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
        private final ProposedTasks proposals;

        Cases(ClaudeHub claude) {
            this.claude = claude;
            this.proposals = claude.hub.bean(ProposedTasks.class);
        }

        @BeforeEach
        void clear() {
            claude.hub.clear();
        }

        @Test
        void whatAnAnswerLeavesIsProposedOnceAndAcceptedWithOneWord() {
            turn("Mend the importer", LEFT);
            turn("And now?", LEFT);

            assertThat(proposals.open()).hasSize(1);
            assertThat(task("proposals")).contains("P-1", "signing keys");
            assertThat(claude.tell(event("SessionStart", "source", "resume")).toString())
                    .contains("/task proposals");

            String told = task("accept");

            Task made = claude.desk.get("T-1");
            assertThat(told).isEqualTo("T-1 " + made.title() + " is a task now.");
            assertThat(made.value(TaskField.PRIORITY)).isNotNull();
            assertThat(proposals.open()).isEmpty();
        }

        @Test
        void whatWasDismissedIsNotProposedAgain() {
            turn("Mend the importer", LEFT);

            assertThat(task("dismiss P-1")).startsWith("P-1 is dismissed");
            turn("Mend it again", LEFT);

            assertThat(proposals.open()).isEmpty();
            assertThat(claude.hub.jdbc.queryForObject("SELECT COUNT(*) FROM task", Long.class))
                    .isZero();
        }

        @Test
        void whatIsATaskAlreadyIsNotProposed() {
            turn("Mend the importer", LEFT);
            Proposed first = proposals.open().get(0);
            claude.hub.clear();
            claude.desk.create(Map.of("title", first.title().toUpperCase() + "!"), "anna", null);

            turn("Mend the importer", LEFT);

            assertThat(proposals.open()).isEmpty();
        }

        @Test
        void whatIsAskedForAndDoneInTheSameTurnIsNotProposed() {
            turn("Please add a retry to the importer.", "I added a retry to the importer.");

            assertThat(proposals.open()).isEmpty();
        }

        @Test
        void commandsAreNoPromptsAndSecretsAreNotKept() {
            claude.tell(event("UserPromptSubmit", "prompt", "/task add TODO later"));
            assertThat(prompt()).isNull();

            claude.tell(event("UserPromptSubmit", "prompt", "later, set password=hunter2hunter2 there"));
            assertThat(prompt()).contains("later").doesNotContain("hunter2");
        }

        @Test
        void oneOfSeveralHasToBeNamed() {
            turn("", LEFT);
            turn("", "We still need to write the release notes for the shop.");

            assertThat(task("accept")).contains("2 are proposed", "/task accept P-1");
            assertThat(task("accept P-9")).contains("no proposal P-9");
            assertThat(task("accept all").lines()).hasSize(2);
        }

        private void turn(String prompt, String answer) {
            claude.tell(event("UserPromptSubmit", "prompt", prompt));
            claude.tell(event("Stop", "last_assistant_message", answer));
        }

        private String prompt() {
            return claude.hub.jdbc.queryForObject("SELECT prompt FROM claude_session", String.class);
        }

        private String task(String arguments) {
            var event = JsonNodeFactory.instance
                    .objectNode()
                    .put("hook_event_name", "UserPromptExpansion")
                    .put("session_id", "s1")
                    .put("command_name", "taskhub:task")
                    .put("command_args", arguments);
            return String.valueOf(claude.tell(event.toString()).get("reason"));
        }

        private static String event(String name, String property, String text) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("hook_event_name", name)
                    .put("session_id", "s1")
                    .put(property, text)
                    .toString();
        }
    }
}
