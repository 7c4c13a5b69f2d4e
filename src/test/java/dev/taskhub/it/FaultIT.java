package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.taskhub.sync.Pauses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Remotes that misbehave, and remotes that are away. */
class FaultIT {

    private static final List<String> BOTH = List.of("airtable", "convex");
    private static final int EACH = 17;

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=2s");

    private final Remotes remotes = hub.remotes();

    @BeforeEach
    void awaitFirstSync() {
        hub.awaitAgreement();
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
        remotes.misbehave(0.05, BOTH, "429", "500-after-commit", "503", "reset", "cut-body", "timeout");

        for (int i = 0; i < EACH; i++) {
            remotes.edit(records.get(i), Map.of("description", "edit " + i));
            remotes.editRow(rows.get(i), Map.of("executionNotes", "note " + i));
            hub.doors().drop("faults-" + i + ".json", todo("Dropped among faults " + i));
        }
        await().atMost(TestHub.LONG).until(() -> hub.store().tasks() == tasks + EACH);
        remotes.heal();

        hub.awaitAgreement();
        assertThat(hub.store().tasks()).isEqualTo(tasks + EACH);
        var shown = remotes.rows().stream().map(Shown::row).toList();
        assertThat(shown).extracting(Shown::title).containsAll(numbered("Dropped among faults "));
        assertThat(shown).extracting(Shown::description).containsAll(numbered("edit "));
        assertThat(shown).extracting(Shown::notes).containsAll(numbered("note "));
        assertThat(hub.store().count("parked_message", "state = 'parked'")).isZero();
        assertThat(hub.store().count("conflict", "resolved_at IS NULL")).isZero();
    }

    @Test
    void theHubTakesInChangesWhileBothRemotesAreAwayAndHandsThemOnAfterwards() throws IOException {
        String id = remotes.record("Dark mode").orElseThrow().get("id").asText();
        remotes.misbehave(1, BOTH, "503");

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
        assertThat(hub.doors().get("/actuator/health/readiness")).isEqualTo(200);
        assertThat(hub.doors().get("/actuator/health/liveness")).isEqualTo(200);

        remotes.heal();
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
