package dev.taskhub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.plan.Places;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentInboxesTest {

    private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

    @TempDir
    Path folder;

    private Places places = Places.none();
    private AgentInboxes inboxes;

    @BeforeEach
    void open() {
        inboxes = new AgentInboxes(folder, List.of("CE", "BA"), () -> places, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void anOpenTaskStandsInItsAgentsInbox() {
        Task task = task(124, "BA", "todo")
                .with(TaskField.TITLE, "Größe \"prüfen\" | 🙂", stamp())
                .with(TaskField.PRIORITY_SCORE, 87.5, stamp())
                .with(TaskField.DUE_DATE, Instant.parse("2026-03-09T00:00:00Z"), stamp())
                .with(TaskField.TAGS, List.of("a", "b"), stamp())
                .with(TaskField.UPDATED_AT, Instant.parse("2026-03-05T11:59:58.250Z"), stamp());

        inboxes.update(List.of(task));

        assertThat(folder.resolve("BA/inbox/T-124.json"))
                .hasContent(
                        """
                {
                  "alias" : "T-124",
                  "id" : "id-124",
                  "title" : "Größe \\"prüfen\\" | 🙂",
                  "description" : null,
                  "status" : "todo",
                  "priority" : null,
                  "priorityScore" : 87.5,
                  "dueDate" : "2026-03-09T00:00:00Z",
                  "tags" : [
                    "a",
                    "b"
                  ],
                  "dependencies" : [ ],
                  "executionNotes" : null,
                  "assignedTo" : "BA",
                  "updatedAt" : "2026-03-05T11:59:58.250Z",
                  "project" : null,
                  "phase" : null,
                  "stage" : null
                }
                """);
    }

    @Test
    void namesTheProjectThePhaseAndTheStageAsTheyAreCalledNow() throws IOException {
        Task task = task(7, "BA", "todo").with(TaskField.STAGE_ID, "s1", stamp());
        places = places("Shop |`☕`\n");
        inboxes.update(List.of(task));
        JsonNode shown = new ObjectMapper().readTree(Files.readString(folder.resolve("BA/inbox/T-7.json")));
        assertThat(shown.get("project").asText()).isEqualTo("Shop |`☕`\n");
        assertThat(shown.get("phase").asText()).isEqualTo("Build");
        assertThat(shown.get("stage").isNull()).as("a stage without a name").isTrue();

        places = places("Store");
        inboxes.reconcile(List.of(task).iterator());

        assertThat(folder.resolve("BA/inbox/T-7.json")).content().contains("\"project\" : \"Store\"");
    }

    private static Places places(String project) {
        return new Places(List.of(
                new Places.Named("p1", Level.PLAN, project, null, "p1"),
                new Places.Named("f1", Level.PHASE, "Build", "p1", "p1"),
                new Places.Named("s1", Level.STAGE, null, "f1", "p1")));
    }

    @Test
    void aTaskThatMovedIsRemovedAtItsFormerAgent() {
        inboxes.update(List.of(task(1, "BA", "todo")));

        inboxes.update(List.of(task(1, "CE", "in_progress")));

        assertThat(folder.resolve("BA/inbox/T-1.json")).doesNotExist();
        assertThat(folder.resolve("CE/inbox/T-1.json")).exists();
    }

    @Test
    void aClosedOrDeletedOrUnassignedTaskIsRemoved() {
        List<Task> open = List.of(task(1, "BA", "todo"), task(2, "BA", "review"), task(3, "BA", "blocked"));
        inboxes.update(open);

        inboxes.update(List.of(
                task(1, "BA", "completed"), task(2, "BA", "review").withDeletedAt(NOW), task(3, null, "blocked")));

        assertThat(folder.resolve("BA/inbox")).isEmptyDirectory();
    }

    @Test
    void aRepeatTouchesNothing() throws IOException {
        inboxes.update(List.of(task(1, "BA", "todo")));
        Path file = folder.resolve("BA/inbox/T-1.json");
        Files.setLastModifiedTime(file, FileTime.from(NOW));

        inboxes.update(List.of(task(1, "BA", "todo")));

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(NOW));
    }

    @Test
    void anAssigneeWhoIsNoAgentHasNoInbox() {
        inboxes.update(List.of(task(1, "../../etc", "todo"), task(2, "Zoë", "todo"), task(3, "ba", "todo")));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void reconcilingLeavesExactlyTheOpenTasks() throws IOException {
        inboxes.update(List.of(task(1, "BA", "todo"), task(2, "BA", "todo"), task(3, "CE", "todo")));
        Path foreign = Files.writeString(folder.resolve("BA/inbox/notes.md"), "mine");
        Path formerAgent = Files.createDirectories(folder.resolve("OLD/inbox"));
        Files.writeString(formerAgent.resolve("T-9.json"), "{}");
        Files.writeString(folder.resolve("BA/inbox/T-2.json"), "{\"half");

        inboxes.reconcile(List.of(task(2, "BA", "todo"), task(4, "CE", "todo"), task(5, "Zoë", "todo"))
                .iterator());

        assertThat(folder.resolve("BA/inbox/T-1.json")).doesNotExist();
        assertThat(folder.resolve("BA/inbox/T-2.json")).content().contains("\"T-2\"");
        assertThat(folder.resolve("CE/inbox/T-3.json")).doesNotExist();
        assertThat(folder.resolve("CE/inbox/T-4.json")).exists();
        assertThat(formerAgent).isEmptyDirectory();
        assertThat(foreign).hasContent("mine");
    }

    @Test
    void reconcilingWorksBeforeAnyFolderIsThere() {
        var fresh =
                new AgentInboxes(folder.resolve("none"), List.of("CE"), Places::none, Clock.fixed(NOW, ZoneOffset.UTC));

        fresh.reconcile(List.<Task>of().iterator());
        fresh.reconcile(List.of(task(1, "CE", "todo")).iterator());

        assertThat(folder.resolve("none/CE/inbox/T-1.json")).exists();
    }

    private static Task task(long number, String agent, String status) {
        return new Task("id-" + number, number, 1, null, Map.of(), Map.of())
                .with(TaskField.ASSIGNED_TO, agent, stamp())
                .with(TaskField.STATUS, status, stamp());
    }

    private static Stamp stamp() {
        return Stamp.at(0, "hub");
    }
}
