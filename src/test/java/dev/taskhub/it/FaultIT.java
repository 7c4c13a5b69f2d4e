package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.taskhub.faults.FaultyLine;
import dev.taskhub.faults.FaultyLine.Fault;
import dev.taskhub.sync.Pauses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Remotes that misbehave, and remotes that are away. */
class FaultIT {

    private static final List<String> BOTH = List.of("airtable", "convex");
    private static final int EACH = 17;
    private static final String SECRET = "convex-secret";
    private static final String PASSWORD = "admin-secret";

    private static final FaultyLine TO_AIRTABLE = new FaultyLine(() -> FaultIT.hub.port());
    private static final FaultyLine TO_CONVEX = new FaultyLine(() -> FaultIT.hub.port());

    @RegisterExtension
    static final TestHub hub = TestHub.with(
            "spring.profiles.active=sandbox",
            "taskhub.airtable.url=http://" + TO_AIRTABLE.authority() + "/sandbox/airtable",
            "taskhub.convex.url=http://" + TO_CONVEX.authority() + "/sandbox/convex",
            "taskhub.convex.webhook-secret=" + SECRET,
            "taskhub.security.admin-password=" + PASSWORD,
            "taskhub.airtable.poll-every=2s",
            "taskhub.remote.call-within=3s");

    private final Remotes remotes = hub.remotes();

    @BeforeEach
    void awaitFirstSync() {
        hub.awaitAgreement();
    }

    @AfterEach
    void healLines() {
        TO_AIRTABLE.heal();
        TO_CONVEX.heal();
    }

    @AfterAll
    static void closeLines() {
        TO_AIRTABLE.close();
        TO_CONVEX.close();
    }

    @Test
    void changesArriveOnceWhateverTheRemotesDo() {
        long tasks = hub.store().tasks();
        var records = remotes.records().stream()
                .limit(EACH)
                .map(record -> record.get("id").asText())
                .toList();
        var rows = remotes.rows().stream()
                .map(row -> row.get("externalId").asText())
                .sorted()
                .limit(EACH)
                .toList();
        remotes.misbehave(
                0.02,
                BOTH,
                "429",
                "500",
                "500-after-commit",
                "502",
                "503",
                "timeout",
                "reset",
                "reset-after-commit",
                "slow",
                "cut-body",
                "cut-json",
                "html",
                "repeated-answer");
        for (FaultyLine line : List.of(TO_AIRTABLE, TO_CONVEX)) {
            line.spoil(6, Fault.RESET, Fault.HALF_CLOSED, Fault.TRICKLING, Fault.LOST, Fault.LATE, Fault.SILENT);
        }

        for (int i = 0; i < EACH; i++) {
            remotes.edit(records.get(i), Map.of("description", "edit " + i));
            remotes.editRow(rows.get(i), Map.of("executionNotes", "note " + i));
            hub.doors().drop("faults-" + i + ".json", todo("Dropped among faults " + i));
        }
        await().atMost(TestHub.LONG).until(() -> {
            assertThat(health()).containsAnyOf("\"status\":\"UP\"", "\"status\":\"DEGRADED\"");
            return hub.store().tasks() == tasks + EACH
                    && Stream.of(TO_AIRTABLE, TO_CONVEX).allMatch(line -> line.answers() >= 36);
        });
        remotes.heal();
        healLines();

        hub.awaitAgreement();
        assertThat(hub.store().tasks()).isEqualTo(tasks + EACH);
        var shown = remotes.rows().stream().map(Shown::row).toList();
        assertThat(shown)
                .extracting(Shown::title)
                .doesNotHaveDuplicates()
                .containsAll(numbered("Dropped among faults "));
        assertThat(shown).extracting(Shown::description).containsAll(numbered("edit "));
        assertThat(shown).extracting(Shown::notes).containsAll(numbered("note "));
        for (String told : Stream.concat(numbered("edit ").stream(), numbered("note ").stream())
                .toList()) {
            assertThat(hub.store().count("task_event", "changes LIKE '%\"" + told + "\"%'"))
                    .as(told)
                    .isEqualTo(1);
        }
        assertThat(hub.store().count("parked_message", "state = 'parked'")).isZero();
        assertThat(hub.store().count("conflict", "resolved_at IS NULL")).isZero();
    }

    @Test
    void theHubTakesInChangesWhileBothRemotesAreAwayAndHandsThemOnAfterwards() throws IOException {
        String id = remotes.record("Dark mode").orElseThrow().get("id").asText();
        remotes.misbehave(1, List.of("airtable"), "503");
        TO_CONVEX.refuse();

        hub.doors().drop("outage.json", todo("Dropped in an outage"));
        assertThat(hub.doors().post("task.updated", Map.of("id", id, "description", "told in an outage")))
                .isEqualTo(204);

        await().atMost(TestHub.promised(5)).untilAsserted(() -> {
            assertThat(hub.store().texts("SELECT title FROM task WHERE title = 'Dropped in an outage'"))
                    .hasSize(1);
            assertThat(hub.store().texts("SELECT description FROM task WHERE title = 'Dark mode'"))
                    .containsExactly("told in an outage");
            assertThat(hub.doors().putAway(".done", "outage.json")).exists();
        });
        await().atMost(TestHub.LONG).until(() -> BOTH.stream().allMatch(this::hasFoundOut));
        await().atMost(TestHub.LONG).until(() -> health().contains("\"status\":\"DEGRADED\""));
        assertThat(hub.doors().get("/actuator/health/readiness")).isEqualTo(200);
        assertThat(hub.doors().get("/actuator/health/liveness")).isEqualTo(200);

        remotes.heal();
        healLines();
        // what the message said is so in AirTable
        remotes.edit(id, Map.of("description", "told in an outage"));

        hub.awaitAgreement();
        assertThat(remotes.record("Dropped in an outage")).isPresent();
        assertThat(remotes.row("Dark mode").orElseThrow().get("description").asText())
                .isEqualTo("told in an outage");
    }

    @Test
    void whatAPausedConvexDoesNotTakeWaitsForIt() {
        remotes.set(Map.of("convex", Map.of("paused", true)));
        try {
            hub.doors().drop("pause.json", todo("Dropped in a pause"));
            await().atMost(TestHub.LONG).until(() -> hasFoundOut("convex"));
        } finally {
            remotes.set(Map.of("convex", Map.of("paused", false)));
        }

        hub.awaitAgreement();
        assertThat(remotes.row("Dropped in a pause")).isPresent();
        assertThat(hub.store().count("parked_message", "state = 'parked'")).isZero();
    }

    @Test
    void aMessageCountsOnceHoweverItArrivesAndNotAtAllInPart() throws IOException {
        String id = remotes.records().get(0).get("id").asText();
        String task = Remotes.text(
                Map.of("type", "task.updated", "task", Map.of("id", id, "execution_notes", "told on a bad line")));
        String hint = "{\"table\":\"hubTasks\"}";
        String now = Long.toString(System.currentTimeMillis());
        var messages = List.of(
                RawRequest.post("/webhook/airtable", task, "X-Airtable-Signature: " + Doors.signature(task)),
                RawRequest.post(
                        "/webhook/convex",
                        hint,
                        "X-Webhook-Timestamp: " + now,
                        "X-Webhook-Signature: sha256=" + Doors.signature(SECRET, now + "." + hint)));
        long kept = hub.store().messages("1 = 1");
        assertThat(RawRequest.endless("/webhook/airtable", (1 << 20) + 2).send(hub.port()))
                .contains(" 413 ");
        assertThat(RawRequest.endless("/webhook/convex", (1 << 16) + 2).send(hub.port()))
                .contains(" 413 ");
        for (RawRequest message : messages) {
            message.cut().breakOff(hub.port());
            assertThat(message.cut().halfClose(hub.port()))
                    .as("half-closed within: %s", message)
                    .contains(" 400 ");
        }
        assertThat(hub.store().messages("1 = 1")).isEqualTo(kept);

        for (RawRequest message : messages) {
            assertThat(message.trickle(hub.port()))
                    .as("trickling in: %s", message)
                    .contains(" 204 ");
            assertThat(message.halfClose(hub.port()))
                    .as("half-closed after: %s", message)
                    .contains(" 204 ");
            assertThat(message.send(hub.port())).as("repeated: %s", message).contains(" 204 ");
        }
        await().atMost(TestHub.promised(5)).untilAsserted(() -> assertThat(
                        hub.store().texts("SELECT changes FROM task_event WHERE changes LIKE '%told on a bad line%'"))
                .hasSize(1));
        // what the message said is so in AirTable
        remotes.edit(id, Map.of("execution_notes", "told on a bad line"));
        hub.awaitAgreement();
        assertThat(hub.store().texts("SELECT changes FROM task_event WHERE changes LIKE '%told on a bad line%'"))
                .hasSize(1);
    }

    /** What the hub says of itself, with status 200. */
    private static String health() throws IOException {
        return hub.doors().page("/actuator/health", PASSWORD);
    }

    /** Whether the hub has tried to send there, or leaves the system alone because calls of others failed. */
    private boolean hasFoundOut(String system) {
        return hub.bean(Pauses.class).of(system).isPresent()
                || hub.store().count("outbox", "attempts > 0 AND system = '" + system + "'") > 0;
    }

    private static List<String> numbered(String text) {
        return IntStream.range(0, EACH).mapToObj(i -> text + i).toList();
    }

    private static byte[] todo(String content) {
        return Remotes.text(List.of(Map.of("content", content, "status", "pending", "activeForm", content)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
