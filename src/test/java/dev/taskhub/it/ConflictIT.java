package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Edits made on both sides before the hub has heard of either. */
class ConflictIT {

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=1s");

    private static final List<String> AIRTABLE_READERS =
            List.of("poll-airtable-tasks", "read-airtable-payloads", "read-airtable-payloads-regularly");
    private static final List<String> READERS = List.of(
            "poll-airtable-tasks", "read-airtable-payloads", "read-airtable-payloads-regularly", "poll-convex-tasks");

    private final Remotes remotes = hub.remotes();

    @BeforeEach
    void awaitFirstSync() {
        hub.awaitAgreement();
    }

    @Test
    void editsOfDifferentFieldsBothSurvive() throws Exception {
        String title = "Rate limits per customer";

        unheard(() -> {
            remotes.edit(recordId(title), Map.of("status", "Review", "description", "from AirTable"));
            remotes.editRow(rowId(title), Map.of("executionNotes", "from Convex", "estimatedHours", 11));
        });

        hub.awaitAgreement();
        var shown = Shown.record(remotes.record(title).orElseThrow());
        assertThat(shown.status()).isEqualTo("review");
        assertThat(shown.description()).isEqualTo("from AirTable");
        assertThat(shown.notes()).isEqualTo("from Convex");
        assertThat(shown.estimatedHours()).isEqualTo(11);
    }

    @Test
    void ofTwoEditsOfOneFieldOneWinsAndTheOtherStandsInTheEventLog() throws Exception {
        String title = "Idempotency keys for payments";

        unheard(() -> {
            remotes.edit(recordId(title), Map.of("execution_notes", "says AirTable"));
            remotes.editRow(rowId(title), Map.of("executionNotes", "says Convex"));
        });

        hub.awaitAgreement();
        assertThat(Shown.row(remotes.row(title).orElseThrow()).notes()).isIn("says AirTable", "says Convex");
        assertThat(hub.store().remembers(title, "says AirTable")).isTrue();
        assertThat(hub.store().remembers(title, "says Convex")).isTrue();
    }

    @Test
    void tagsAddedAndTakenOnBothSidesAreMerged() throws Exception {
        String title = "Webhook for paid invoices";
        remotes.edit(recordId(title), Map.of("tags", List.of("api", "webhooks")));
        hub.awaitAgreement();

        unheard(() -> {
            remotes.edit(recordId(title), Map.of("tags", List.of("webhooks", "payments")));
            remotes.editRow(rowId(title), Map.of("tags", List.of("api", "webhooks", "i18n")));
        });

        hub.awaitAgreement();
        assertThat(Shown.row(remotes.row(title).orElseThrow()).tags()).containsExactly("i18n", "payments", "webhooks");
    }

    @Test
    void aDeletionInAirTableAgainstAnEditInConvexWaitsForAPersonAndLosesNothing() throws Exception {
        String title = "Dashboard start page";
        String id = rowId(title);

        unheard(() -> {
            remotes.editRow(id, Map.of("executionNotes", "still needed"));
            remotes.delete(recordId(title));
        });

        awaitLifeConflict(title);
        assertThat(remotes.row(title))
                .hasValueSatisfying(
                        row -> assertThat(row.get("executionNotes").asText()).isEqualTo("still needed"));
        // so that the others find both lists equal again
        remotes.deleteRow(id);
        await().atMost(TestHub.LONG).until(() -> hub.store().isIdle());
    }

    @Test
    void aDeletionInConvexAgainstAnEditInAirTableWaitsForAPersonAndLosesNothing() throws Exception {
        String title = "Profile page: e-mail, phone, language";
        String id = recordId(title);

        unheard(() -> {
            remotes.edit(id, Map.of("execution_notes", "still needed"));
            remotes.deleteRow(rowId(title));
        });

        awaitLifeConflict(title);
        assertThat(remotes.record(title)).hasValueSatisfying(record -> assertThat(
                        record.at("/fields/execution_notes").asText())
                .isEqualTo("still needed"));
        // so that the others find both lists equal again
        remotes.delete(id);
        await().atMost(TestHub.LONG).until(() -> hub.store().isIdle());
    }

    @Test
    void anEditInAirTableThatNobodyToldOfIsMergedBeforeItsRecordIsWritten() throws Exception {
        String title = "Deprecate the v1 endpoints";

        deafTo(AIRTABLE_READERS, () -> {
            remotes.edit(recordId(title), Map.of("execution_notes", "typed in AirTable"));
            remotes.editRow(rowId(title), Map.of("executionNotes", "typed in Convex"));
            await().atMost(TestHub.LONG).until(() -> hub.store().remembers(title, "typed in AirTable"));
        });

        hub.awaitAgreement();
        assertThat(Shown.row(remotes.row(title).orElseThrow()).notes()).isIn("typed in AirTable", "typed in Convex");
        assertThat(hub.store().remembers(title, "typed in Convex")).isTrue();
    }

    private static void awaitLifeConflict(String title) {
        await().atMost(TestHub.LONG).untilAsserted(() -> {
            assertThat(hub.store()
                            .texts("SELECT c.field FROM conflict c JOIN task t ON t.id = c.task_id"
                                    + " WHERE c.resolved_at IS NULL AND t.title = '" + title + "'"))
                    .contains("life");
            assertThat(hub.store().isIdle()).isTrue();
        });
    }

    /** Does {@code edits} while the hub reads from no remote. */
    private static void unheard(Runnable edits) throws Exception {
        deafTo(READERS, edits);
    }

    private static void deafTo(List<String> readers, Runnable edits) throws Exception {
        var routes = hub.bean(CamelContext.class).getRouteController();
        for (String reader : readers) {
            routes.suspendRoute(reader);
        }
        try {
            edits.run();
        } finally {
            for (String reader : readers) {
                routes.resumeRoute(reader);
            }
        }
    }

    private String recordId(String name) {
        return remotes.record(name).orElseThrow().get("id").asText();
    }

    private String rowId(String title) {
        return remotes.row(title).orElseThrow().get("externalId").asText();
    }
}
