package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub that hears of AirTable's changes by its webhook alone: it polls once an hour. */
class AirtableWebhookIT {

    private static final Duration PROMISED = TestHub.promised(3);

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=1h");

    private final Remotes remotes = hub.remotes();

    @BeforeEach
    void awaitWebhook() {
        hub.awaitAgreement();
        await().atMost(TestHub.LONG)
                .until(() -> hub.store().count("position", "system = 'airtable' AND reader = 'webhook'") == 1);
    }

    @Test
    void aChangedRecordShowsInConvex() {
        String id = recordId("Dark mode");

        remotes.edit(
                id,
                Map.of("status", "In Progress", "execution_notes", "back on the plan", "tags", List.of("frontend")));

        awaitRow("Dark mode", row -> {
            assertThat(text(row, "status")).isEqualTo("in_progress");
            assertThat(text(row, "executionNotes")).isEqualTo("back on the plan");
        });
        hub.awaitAgreement();
    }

    @Test
    void aNewRecordShowsInConvexAndGoesToTheAgentWhomItSuits() {
        remotes.add(Map.of("name", "Deploy the status page", "status", "Pending", "priority", "Urgent"));

        awaitRow("Deploy the status page", row -> assertThat(text(row, "priority"))
                .isEqualTo("urgent"));
        hub.awaitAgreement();
        assertThat(remotes.record("Deploy the status page")
                        .orElseThrow()
                        .at("/fields/assigned_to")
                        .asText())
                .isEqualTo("BA");
    }

    @Test
    void aDeletedRecordGoesFromConvex() {
        remotes.delete(recordId("Choose the session store"));

        await().atMost(PROMISED).untilAsserted(() -> assertThat(remotes.row("Choose the session store"))
                .isEmpty());
        hub.awaitAgreement();
        assertThat(hub.store().texts("SELECT deleted_at FROM task WHERE title = 'Choose the session store'"))
                .as("a tombstone stays")
                .hasSize(1)
                .doesNotContainNull();
    }

    @Test
    void aRenamedColumnGoesOnUnderItsNewName() {
        String notes = remotes.columnId("execution_notes");
        remotes.renameColumn(notes, "What was done");
        String id = recordId("Dark mode");
        try {
            remotes.edit(id, Map.of("What was done", "under the new name"));

            awaitRow("Dark mode", row -> assertThat(text(row, "executionNotes")).isEqualTo("under the new name"));
        } finally {
            remotes.renameColumn(notes, "execution_notes");
        }
        remotes.edit(id, Map.of("execution_notes", "under the old name"));
        awaitRow("Dark mode", row -> assertThat(text(row, "executionNotes")).isEqualTo("under the old name"));
        hub.awaitAgreement();
    }

    @Test
    void clearedCellsAreClearedInConvex() {
        String title = "Idempotency keys for payments";
        assertThat(remotes.row(title).orElseThrow().has("dueDate")).isTrue();
        var nothing = new HashMap<String, Object>();
        List.of("description", "due_date", "priority", "tags", "execution_notes", "estimated_hours")
                .forEach(column -> nothing.put(column, null));

        remotes.edit(recordId(title), nothing);

        awaitRow(title, row -> assertThat(names(row))
                .doesNotContain("description", "dueDate", "priority", "tags", "executionNotes", "estimatedHours"));
        hub.awaitAgreement();
    }

    @Test
    void anyTextArrivesAsItIs() {
        String title = "Größe & <b>Übermaß</b> | `日本語` 👩🏽‍🚀 שלום";
        String text = "line 1\nline 2\t\"quoted\" \\ back\u2028slash \u0007 é é 𝔘";

        remotes.add(Map.of("name", title, "description", text, "status", "Pending", "assigned_to", "CE"));

        awaitRow(title, row -> assertThat(text(row, "description")).isEqualTo(text));
        hub.awaitAgreement();
    }

    @Test
    void aSignedPlainMessageShowsInConvexAndAForgedOneChangesNothing() throws IOException {
        String id = recordId("Profile page: e-mail, phone, language");
        String forged = Remotes.text(Map.of("type", "task.updated", "task", Map.of("id", id, "name", "forged")));

        assertThat(hub.doors().post(forged, Doors.signature(forged + " "))).isEqualTo(401);
        assertThat(hub.doors().post("task.updated", Map.of("id", id, "status", "Review", "actual_hours", 2)))
                .isEqualTo(204);

        awaitRow("Profile page: e-mail, phone, language", row -> {
            assertThat(text(row, "status")).isEqualTo("review");
            assertThat(row.get("actualHours").asDouble()).isEqualTo(2);
        });
        assertThat(hub.store().messages("payload LIKE '%forged%'")).isZero();
        // AirTable itself does not know of what the message said; make it so, as it is when a message is true
        remotes.edit(id, Map.of("status", "Review", "actual_hours", 2));
        hub.awaitAgreement();
    }

    @Test
    void aPlainMessageOfATaskThatIsNewMakesOneTaskHoweverOftenItComes() throws IOException {
        var task = Map.<String, Object>of(
                "id", "recPlainMessage01", "name", "Told by a message", "status", "Pending", "assigned_to", "CE");

        for (int i = 0; i < 3; i++) {
            assertThat(hub.doors().post("task.created", task)).isEqualTo(204);
        }

        awaitRow("Told by a message", row -> assertThat(text(row, "status")).isEqualTo("todo"));
        assertThat(hub.doors().post("task.deleted", Map.of("id", "recPlainMessage01")))
                .isEqualTo(204);
        await().atMost(PROMISED).untilAsserted(() -> assertThat(remotes.row("Told by a message"))
                .isEmpty());
    }

    @Test
    void aChangeInConvexShowsInAirTable() {
        String id = text(
                remotes.row("Sign-in page keeps the address after a failed login")
                        .orElseThrow(),
                "externalId");

        remotes.editRow(id, Map.of("status", "completed", "tags", List.of("frontend"), "actualHours", 1.5));
        remotes.addRow(Map.of("title", "Added in Convex: ø", "status", "in_progress", "assignedTo", "TA"));
        remotes.deleteRow(text(remotes.row("Search finds words with umlauts").orElseThrow(), "externalId"));

        await().atMost(PROMISED).untilAsserted(() -> {
            var record = remotes.record("Sign-in page keeps the address after a failed login")
                    .orElseThrow();
            assertThat(record.at("/fields/status").asText()).isEqualTo("Completed");
            assertThat(record.at("/fields/completion_time").asText()).isNotEmpty();
            assertThat(remotes.record("Added in Convex: ø"))
                    .hasValueSatisfying(added ->
                            assertThat(added.at("/fields/status").asText()).isEqualTo("In Progress"));
            assertThat(remotes.record("Search finds words with umlauts")).isEmpty();
        });
        hub.awaitAgreement();
    }

    private void awaitRow(String title, ThrowingConsumer<JsonNode> requirement) {
        await().atMost(PROMISED)
                .untilAsserted(() -> assertThat(remotes.row(title)).hasValueSatisfying(requirement::accept));
    }

    private String recordId(String name) {
        return remotes.record(name).orElseThrow().get("id").asText();
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asText();
    }

    private static Set<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .collect(Collectors.toSet());
    }
}
