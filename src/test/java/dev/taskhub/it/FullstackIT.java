package dev.taskhub.it;

import static dev.taskhub.it.TestHub.awaitShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The hub between AirTable and a deployment of the fullstack-convex app as it is. */
class FullstackIT {

    @RegisterExtension
    static final TestHub hub = TestHub.with(
            "taskhub.convex.adapter=fullstack", "taskhub.convex.scan-every=500ms", "taskhub.airtable.poll-every=1s");

    private final Remotes remotes = hub.remotes();
    private final AppUser ce = new AppUser(hub.url() + "/sandbox", "CE");

    @BeforeEach
    void awaitFirstSync() {
        awaitShown(() -> {
            assertThat(remotes.record("Colours that everybody can tell apart")).isPresent();
            assertThat(ce.task("Rate limits per customer")).isPresent();
            assertThat(hub.store().isIdle()).isTrue();
        });
    }

    @Test
    void bothSidesShowWhatTheOtherMakesAndChanges() {
        remotes.add(Map.of("name", "Ask the printer", "status", "Review", "assigned_to", "TA"));
        awaitShown(() -> assertThat(ce.task("Ask the printer"))
                .hasValueSatisfying(
                        task -> assertThat(task.get("status").asInt()).isEqualTo(1)));
        JsonNode task = ce.task("Ask the printer").orElseThrow();

        ce.update(task, Map.of("description", "by phone"));

        awaitShown(() -> {
            assertThat(cell("Ask the printer", "description")).isEqualTo("by phone");
            assertThat(cell("Ask the printer", "assigned_to")).isEqualTo("CE");
            assertThat(cell("Ask the printer", "status"))
                    .as("1 says nothing of it")
                    .isEqualTo("Review");
        });

        ce.create("Seen at the fair");
        awaitShown(() -> assertThat(cell("Seen at the fair", "status")).isEqualTo("Pending"));
        remotes.edit(recordId("Seen at the fair"), Map.of("status", "Completed", "assigned_to", "BA"));
        awaitShown(() -> {
            assertThat(status("Seen at the fair")).isEqualTo(2);
            assertThat(ce.task("Seen at the fair")
                            .orElseThrow()
                            .at("/owner/name")
                            .asText())
                    .isEqualTo("BA");
        });
        assertThat(parked("Seen at the fair")).isEmpty();
    }

    @Test
    void aTaskWhoseAnswerWasLostIsMadeOnce() {
        remotes.misbehave(1, List.of("convex"), "500-after-commit");
        remotes.add(Map.of("name", "Only once"));
        awaitShown(() -> assertThat(hub.store()
                        .count("link", "system = 'convex' AND state = 'creating' AND remote_version IS NOT NULL"))
                .isEqualTo(1));
        remotes.heal();

        awaitShown(() -> {
            assertThat(ce.task("Only once")).isPresent();
            assertThat(hub.store().count("task", "title = 'Only once' AND deleted_at IS NULL"))
                    .isEqualTo(1);
            assertThat(hub.store().count("link", "system = 'convex' AND state = 'creating'"))
                    .isZero();
            assertThat(hub.store().isIdle()).isTrue();
        });
        assertThat(remotes.record("Only once")).isPresent();
    }

    @Test
    void aLostAnswerIsFoundByTheWriterToo() throws Exception {
        var routes = hub.bean(CamelContext.class).getRouteController();
        routes.suspendRoute("scan-fullstack-tasks");
        try {
            aTaskWhoseAnswerWasLostIsMadeOnce("Found by who lost it");
        } finally {
            routes.resumeRoute("scan-fullstack-tasks");
        }
    }

    private void aTaskWhoseAnswerWasLostIsMadeOnce(String title) {
        remotes.misbehave(1, List.of("convex"), "500-after-commit");
        remotes.add(Map.of("name", title));
        awaitShown(() -> assertThat(hub.store().count("outbox", "system = 'convex' AND attempts > 0"))
                .isEqualTo(1));
        remotes.heal();
        awaitShown(() -> assertThat(hub.store().isIdle()).isTrue());
        assertThat(ce.tasks(title)).hasSize(1);
    }

    @Test
    void cancelledIsCancelledOnBothSides() {
        ce.update(ce.create("Called off there"), Map.of("status", 3));
        remotes.add(Map.of("name", "Called off here", "status", "Cancelled"));

        awaitShown(() -> {
            assertThat(cell("Called off there", "status")).isEqualTo("Cancelled");
            assertThat(status("Called off here")).isEqualTo(3);
        });
    }

    @Test
    void aTaskDeletedInAirtableIsCancelledInTheAppAndStaysUnlinked() {
        remotes.add(Map.of("name", "Not needed"));
        awaitShown(() -> assertThat(ce.task("Not needed")).isPresent());
        awaitIdle();

        remotes.delete(recordId("Not needed"));

        awaitShown(() -> {
            assertThat(status("Not needed")).isEqualTo(3);
            assertThat(hub.store().isIdle()).isTrue();
        });
        awaitScans(3);
        assertThat(remotes.record("Not needed")).isEmpty();
        assertThat(hub.store().count("task", "title = 'Not needed' AND deleted_at IS NULL"))
                .isZero();
        assertThat(hub.store().count("conflict", "resolved_at IS NULL")).isZero();
    }

    @Test
    void aTaskDeletedInTheAppIsDeletedInAirtable() {
        JsonNode task = ce.create("Thrown away");
        awaitShown(() -> assertThat(remotes.record("Thrown away")).isPresent());
        awaitIdle();

        ce.delete("tasks", task.get("id").asText());

        awaitShown(() -> assertThat(remotes.record("Thrown away")).isEmpty());
    }

    @Test
    void whatIsSomebodyElsesIsLeftToThemAndParked() {
        JsonNode task = ce.create("Mine alone");
        ce.update(task, Map.of());
        awaitShown(() -> assertThat(cell("Mine alone", "assigned_to")).isEqualTo("CE"));

        remotes.edit(recordId("Mine alone"), Map.of("status", "In Progress"));

        awaitShown(() -> assertThat(parked("Mine alone")).containsExactly("OWNED_BY_ANOTHER"));
        JsonNode shown = ce.task("Mine alone").orElseThrow();
        assertThat(shown.get("status").asInt()).isZero();
        assertThat(shown.at("/owner/name").asText()).isEqualTo("CE");
    }

    @Test
    void aTaskThatCannotBeReadKeepsNobodyElseFromTravelling() {
        JsonNode task = ce.create("Commented by somebody who left");
        awaitShown(() ->
                assertThat(remotes.record("Commented by somebody who left")).isPresent());
        var gone = new AppUser(hub.url() + "/sandbox", "Gone");
        gone.comment(task, "bye");
        gone.delete("users", gone.id());
        try {
            remotes.add(Map.of("name", "Goes on"));
            awaitShown(() -> assertThat(hub.store()
                            .count("link", "system = 'convex' AND state = 'linked' AND base LIKE '%Goes on%'"))
                    .isEqualTo(1));
            awaitShown(() -> assertThat(hub.bean(dev.taskhub.api.StatusBoard.class)
                            .systems()
                            .get("convex")
                            .why())
                    .contains("cannot be read"));
        } finally {
            ce.delete("tasks", task.get("id").asText());
        }
        awaitShown(() ->
                assertThat(remotes.record("Commented by somebody who left")).isEmpty());
    }

    @Test
    void theConsistencyCheckKnowsTheApp() {
        var consistency = hub.bean(dev.taskhub.sync.Consistency.class);
        consistency.ask(false);
        hub.bean(CamelContext.class).createProducerTemplate().sendBody("seda:compare-with-remotes", null);

        awaitShown(() -> assertThat(consistency.report().last()).isNotNull());
        var counts = consistency.report().last().systems().get("convex");
        assertThat(counts.complete()).isTrue();
        assertThat(counts.compared()).isPositive();
        assertThat(counts.unknownHere()).isZero();
    }

    private static void awaitIdle() {
        awaitShown(() -> assertThat(hub.store().isIdle()).isTrue());
    }

    /** Waits until so many scans have come to their end. */
    private void awaitScans(int scans) {
        long pages = remotes.requests("convex", "POST /api/query");
        awaitShown(
                () -> assertThat(remotes.requests("convex", "POST /api/query")).isGreaterThan(pages + scans));
    }

    private List<String> parked(String title) {
        return hub.store()
                .texts("SELECT p.cause FROM parked_message p JOIN task t ON t.id = p.task_id WHERE t.title = '" + title
                        + "' AND p.state = 'parked'");
    }

    private String cell(String name, String column) {
        return remotes.record(name)
                .map(record -> record.at("/fields/" + column).asText())
                .orElse(null);
    }

    /** The status of the task in the app, -1 while it is not there. */
    private int status(String title) {
        return ce.task(title).map(task -> task.get("status").asInt()).orElse(-1);
    }

    private String recordId(String name) {
        return remotes.record(name).orElseThrow().get("id").asText();
    }
}
