package dev.taskhub.it;

import static dev.taskhub.it.TestHub.awaitShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans, phases and stages on their way from AirTable to everybody who reads of tasks; one day in the life of a base. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlansIT {

    private static final String PORTAL = "recPlan0000000001";
    private static final String HARDENING = "recPlan0000000002";
    private static final String BUILD = "recPhase000000002";
    private static final String WEB_CLIENT = "recStage000000003";
    private static final String ALERTS = "recStage000000007";

    @RegisterExtension
    static final TestHub hub = TestHub.with(
            "taskhub.airtable.plans-every=1s", "taskhub.airtable.poll-every=1s", "taskhub.airtable.poll-lag=0s");

    private final Remotes remotes = hub.remotes();

    @Test
    @Order(1)
    void showsEachTaskByTheNamesOfItsProjectPhaseAndStage() {
        hub.awaitAgreement();

        String title = openTaskIn(WEB_CLIENT);

        awaitShown(() -> {
            assertThat(dashboard())
                    .contains("| **Customer Portal 2.0** | | |", "| **Platform Hardening** | | |")
                    .containsPattern("\\| \\| Build \\| Web client \\| \\d+ \\| \\d+ \\| \\d+\\.\\d % \\|");
            assertThat(names(inboxFile(title))).containsExactly("Customer Portal 2.0", "Build", "Web client");
            assertThat(remotes.projects())
                    .isEqualTo(Map.of(PORTAL, "Customer Portal 2.0", HARDENING, "Platform Hardening"));
            assertThat(projectOf(title)).isEqualTo(PORTAL);
        });
    }

    @Test
    @Order(2)
    void showsNewNamesEverywhere() {
        String title = openTaskIn(WEB_CLIENT);

        remotes.editIn("Plans", PORTAL, Map.of("name", "Portal | `3`\n"));
        remotes.editIn("Phases", BUILD, Map.of("name", "Make"));
        remotes.editIn("Stages", WEB_CLIENT, Map.of("name", "Browser"));

        awaitShown(() -> {
            assertThat(dashboard()).contains("| **Portal \\| \\`3\\`** | | |", "| | Make | Browser |");
            assertThat(names(inboxFile(title))).containsExactly("Portal | `3`", "Make", "Browser");
            assertThat(remotes.projects()).containsEntry(PORTAL, "Portal | `3`");
        });
    }

    @Test
    @Order(3)
    void givesATaskTheProjectOfTheStageItIsMovedTo() {
        String title = openTaskIn(WEB_CLIENT);

        remotes.edit(remotes.record(title).orElseThrow().get("id").asText(), Map.of("stage", List.of(ALERTS)));

        awaitShown(() -> {
            assertThat(projectOf(title)).isEqualTo(HARDENING);
            assertThat(names(inboxFile(title)))
                    .containsExactly("Platform Hardening", "Observability", "Metrics and alerts");
        });
    }

    @Test
    @Order(4)
    void writesTheStagesProjectBackWhereConvexSaysAnother() {
        hub.awaitAgreement();
        String title = openTaskIn(WEB_CLIENT);
        String row = remotes.row(title).orElseThrow().get("externalId").asText();

        remotes.editRow(row, Map.of("projectId", "elsewhere", "executionNotes", "edited together"));

        awaitShown(() -> {
            assertThat(remotes.record(title)
                            .orElseThrow()
                            .at("/fields/execution_notes")
                            .asText())
                    .isEqualTo("edited together");
            assertThat(projectOf(title)).isEqualTo(PORTAL);
        });
        hub.awaitAgreement();
    }

    @Test
    @Order(5)
    void leavesATaskOfNoStageTheProjectThatConvexGaveIt() {
        remotes.addRow(Map.of("title", "No stage", "status", "todo", "projectId", "elsewhere"));

        awaitShown(() -> assertThat(remotes.record("No stage")).isPresent());
        hub.awaitAgreement();
        assertThat(projectOf("No stage")).isEqualTo("elsewhere");
    }

    @Test
    @Order(6)
    void movesTheTasksOfAPhaseToItsNewPlan() {
        String title = openTaskIn(WEB_CLIENT);

        remotes.editIn("Phases", BUILD, Map.of("plan", List.of(HARDENING)));

        awaitShown(() -> {
            assertThat(projectOf(title)).isEqualTo(HARDENING);
            assertThat(names(inboxFile(title)).get(0)).isEqualTo("Platform Hardening");
        });
    }

    @Test
    @Order(7)
    void forgetsAStageAndAPlanThatAreDeleted() {
        remotes.deleteIn("Stages", WEB_CLIENT);
        remotes.deleteIn("Plans", PORTAL);

        awaitShown(() -> {
            assertThat(dashboard()).contains("| **Platform Hardening** |").doesNotContain("Browser", "Portal \\|");
            assertThat(remotes.projects()).containsOnlyKeys(HARDENING);
        });
        hub.awaitAgreement();
    }

    private String openTaskIn(String stage) {
        return remotes.records().stream()
                .filter(record -> record.at("/fields/stage/0").asText().equals(stage))
                .filter(record -> record.at("/fields/status").asText().equals("Pending"))
                .map(record -> record.at("/fields/name").asText())
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private String projectOf(String title) {
        return remotes.row(title).orElseThrow().path("projectId").asText(null);
    }

    private static List<String> names(JsonNode file) {
        return Stream.of("project", "phase", "stage")
                .map(name -> file.path(name).asText(null))
                .toList();
    }

    private static String dashboard() throws IOException {
        return Files.readString(hub.home().resolve("DASHBOARD.md"));
    }

    private static JsonNode inboxFile(String title) throws IOException {
        try (Stream<Path> files = Files.walk(hub.home().resolve("agents"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                JsonNode task = new ObjectMapper().readTree(Files.readAllBytes(file));
                if (task.path("title").asText().equals(title)) {
                    return task;
                }
            }
        }
        throw new AssertionError("no inbox holds \"" + title + "\" of "
                + Arrays.toString(hub.home().toFile().list()));
    }
}
