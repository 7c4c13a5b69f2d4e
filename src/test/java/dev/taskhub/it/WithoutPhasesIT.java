package dev.taskhub.it;

import static dev.taskhub.it.TestHub.awaitShown;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/** A base without phases, whose stages are to name their plans in a column that is yet to be made. */
class WithoutPhasesIT {

    private static final String TOKEN = "plans-token";
    private static final String PLAN = "recPlan0000000002";
    private static final String STAGE = "recStage000000001";

    @RegisterExtension
    static final TestHub hub = TestHub.with(
            "taskhub.config-dir=" + config(),
            "taskhub.security.token=" + TOKEN,
            "taskhub.airtable.webhook-check-every=1s",
            "taskhub.airtable.plans-every=1s");

    private final Remotes remotes = hub.remotes();

    @Test
    void goesOnWithTheTasksAndTakesTheirProjectsInOnceTheColumnIsThere() throws Exception {
        hub.awaitAgreement();
        assertThat(status())
                .contains("Stages: column in_plan is missing; add it to table Stages")
                .doesNotContain("Phases");
        awaitShown(() ->
                assertThat(dashboard()).contains("| **Platform Hardening** |").doesNotContain("Architecture |"));

        remotes.addLink("Stages", "in_plan", "tblPlans000000001");
        remotes.editIn("Stages", STAGE, Map.of("in_plan", List.of(PLAN)));

        awaitShown(() -> {
            assertThat(dashboard()).contains("| |  | Architecture |", "| **(no project)** |");
            assertThat(remotes.records())
                    .filteredOn(record -> record.at("/fields/stage/0").asText().equals(STAGE))
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(
                                    remotes.row(record.at("/fields/name").asText())
                                            .orElseThrow()
                                            .path("projectId")
                                            .asText())
                            .isEqualTo(PLAN));
        });
        assertThat(status()).doesNotContain("in_plan");
        hub.awaitAgreement();
    }

    private static String dashboard() throws IOException {
        return Files.readString(hub.home().resolve("DASHBOARD.md"));
    }

    private static String status() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/status"))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static Path config() {
        try {
            Path folder = Files.createTempDirectory("taskhub-config");
            FileSystemUtils.copyRecursively(Path.of("config"), folder);
            Path mapping = folder.resolve("airtable.yaml");
            Files.writeString(
                    mapping,
                    Files.readString(mapping)
                            .replaceAll("(?s)\nphases:.*?\nstages:", "\nstages:")
                            .replace("phase: phase", "plan: in_plan"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
