package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.airtable.RequestBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub that starts for the first time, with AirTable's limit of five requests a second in force. */
class HubStartIT {

    @RegisterExtension
    static final TestHub hub = TestHub.with(
            "taskhub.sandbox.airtable.requests-per-second=5",
            "taskhub.sandbox.airtable.penalty-seconds=30",
            "taskhub.airtable.penalty=30s",
            "taskhub.airtable.poll-every=2s",
            "taskhub.dashboard.debounce=500");

    @BeforeEach
    void awaitFirstSync() {
        hub.awaitAgreement();
    }

    @Test
    void theTasksOfBothRemotesAreOneListInBoth() {
        assertThat(hub.remotes().row("Idempotency keys for payments")).isPresent();
        assertThat(hub.remotes().record("Search finds words with umlauts")).isPresent();
        assertThat(hub.remotes().records()).hasSizeGreaterThan(60);
        assertThat(hub.bean(RequestBudget.class).status().pausedUntil())
                .as("no request was refused as one too many")
                .isNull();
    }

    @Test
    void theDashboardStandsAndCountsEveryTask() {
        int tasks = hub.remotes().records().size();

        await().atMost(TestHub.LONG).untilAsserted(() -> assertThat(hub.home().resolve("DASHBOARD.md"))
                .content()
                .contains(" of " + tasks + " tasks completed")
                .contains("```mermaid")
                .contains("Idempotency keys for payments")
                .contains("the storage bucket is not approved by the security team"));
    }

    @Test
    void eachAgentsInboxHoldsItsOpenTasks() {
        for (String agent : List.of("CE", "BA", "MA", "TA")) {
            List<String> open = hub.remotes().records().stream()
                    .map(record -> record.get("fields"))
                    .filter(fields -> fields.path("assigned_to").asText().equals(agent))
                    .filter(fields -> !Set.of("Completed", "Cancelled")
                            .contains(fields.path("status").asText()))
                    .map(fields -> fields.path("name").asText())
                    .toList();

            assertThat(open).isNotEmpty();
            await().atMost(TestHub.LONG)
                    .untilAsserted(() -> assertThat(inbox(agent)).containsExactlyInAnyOrderElementsOf(open));
        }
    }

    @Test
    void writesNothingWhileEverybodyIsQuiet() {
        long writes = hub.remotes().writes();
        long events = hub.store().events();
        long polls = hub.remotes().requests("airtable", "GET /v0/" + Remotes.BASE + "/Tasks");
        long looks = hub.remotes().requests("convex", "POST /api/query");

        await().atMost(TestHub.LONG)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> hub.remotes().requests("airtable", "GET /v0/" + Remotes.BASE + "/Tasks") >= polls + 3
                        && hub.remotes().requests("convex", "POST /api/query") >= looks + 8);

        assertThat(hub.remotes().writes()).isEqualTo(writes);
        assertThat(hub.store().events()).isEqualTo(events);
        assertThat(hub.store().isIdle()).isTrue();
    }

    /** The titles in an agent's inbox. */
    private static List<String> inbox(String agent) {
        var titles = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(hub.home().resolve("agents/" + agent + "/inbox"), "*.json")) {
            for (Path file : files) {
                JsonNode task = new ObjectMapper().readTree(file.toFile());
                assertThat(task.get("assignedTo").asText()).isEqualTo(agent);
                titles.add(task.get("title").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return titles;
    }
}
