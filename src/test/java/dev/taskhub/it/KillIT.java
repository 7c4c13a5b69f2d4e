package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.TaskHub;
import dev.taskhub.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed at any moment, while the remotes live on. */
class KillIT {

    private static final int PORT = TestHub.freePort();
    private static final int SANDBOX_PORT = TestHub.freePort();
    private static final String SANDBOX = "http://127.0.0.1:" + SANDBOX_PORT + "/sandbox";

    private static final Remotes REMOTES = new Remotes(SANDBOX);

    @TempDir
    static Path sandboxHome;

    private static Program sandbox;

    @TempDir
    Path home;

    private final Remotes remotes = REMOTES;
    private Program hub;
    private Doors doors;
    private HubStore store;

    @BeforeAll
    static void startSandbox() {
        sandbox = Program.start(
                SandboxServer.class,
                sandboxHome.resolve("sandbox.log"),
                SANDBOX + "/control/settings",
                List.of(
                        "server.port=" + SANDBOX_PORT,
                        "taskhub.sandbox.data=" + sandboxHome.resolve("sandbox.journal"),
                        "taskhub.sandbox.airtable.requests-per-second=0",
                        "taskhub.sandbox.airtable.ping-retry-millis=500"));
    }

    @AfterAll
    static void endSandbox() {
        sandbox.close();
    }

    @BeforeEach
    void beginAnew() {
        remotes.reset();
        doors = new Doors("http://127.0.0.1:" + PORT, home);
        store = new HubStore("jdbc:sqlite:" + home.resolve("data/taskhub.db"), "");
    }

    @AfterEach
    void endHub() {
        remotes.heal();
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        startHub("taskhub.airtable.poll-every=2s");
        TestHub.awaitAgreement(remotes, store);
        var load = new Load(doors, remotes);

        for (int enough : List.of(60, 210, 450)) {
            load.begin();
            await().atMost(TestHub.LONG).pollInterval(Duration.ofMillis(5)).until(() -> load.told.size() >= enough);
            hub.kill();
            load.end();
            startHub("taskhub.airtable.poll-every=2s");
        }

        await().atMost(TestHub.LONG).until(store::isIdle);
        await().atMost(TestHub.LONG).untilAsserted(() -> {
            var rows = titles(remotes.rows());
            assertThat(rows).doesNotHaveDuplicates().containsAll(load.told).containsAll(load.dropped);
            assertThat(names(remotes.records())).doesNotHaveDuplicates().containsAll(load.dropped);
            assertThat(remotes.rows())
                    .map(Shown::row)
                    .extracting(Shown::description)
                    .containsAll(load.edits.values());
            assertThat(store.texts("SELECT title FROM task WHERE deleted_at IS NULL"))
                    .containsExactlyInAnyOrderElementsOf(rows);
        });
        assertThat(titles(remotes.rows()))
                .filteredOn(title -> title.startsWith("told"))
                .as("a message whose answer was lost may have been kept")
                .isSubsetOf(load.sent);
        assertThat(store.count("parked_message", "state = 'parked'")).isZero();
        assertThat(store.count("conflict", "resolved_at IS NULL")).isZero();
        assertThat(log().split("import from AirTable: \\d+ records"))
                .as("the base is imported once; polling goes on from its position")
                .hasSize(2);
    }

    @Test
    void aLongImportGoesOnWhereItWas() throws Exception {
        remotes.fill(5000);
        int records = remotes.records().size();
        // pages that take a while, so that there is a middle
        remotes.misbehave(1, List.of("airtable"), "slow");
        startHub("taskhub.airtable.requests-per-second=0");
        await().atMost(TestHub.LONG).pollInterval(Duration.ofMillis(20)).until(() -> store.tasks() > 1000);

        hub.kill();
        long had = store.tasks();
        assertThat(had).isLessThan(records);
        remotes.heal();
        startHub("taskhub.airtable.requests-per-second=0");

        await().atMost(TestHub.LONG).until(() -> titles(remotes.rows()).size() >= records && store.isIdle());
        assertThat(log()).containsPattern("import from AirTable: goes on after [1-9]\\d{2,} records");
        TestHub.awaitAgreement(remotes, store);
        assertThat(titles(remotes.rows())).doesNotHaveDuplicates();
    }

    private void startHub(String... settings) {
        var all = new ArrayList<String>(List.of(
                "server.port=" + PORT,
                "taskhub.home=" + home,
                "taskhub.airtable.url=" + SANDBOX + "/airtable",
                "taskhub.convex.url=" + SANDBOX + "/convex",
                "taskhub.airtable.token=patSandbox",
                "taskhub.airtable.base-id=" + Remotes.BASE,
                "taskhub.airtable.webhook-secret=sandbox",
                "taskhub.airtable.poll-lag=1s",
                "taskhub.convex.deploy-key=sandbox|key",
                "taskhub.convex.poll-every=500ms",
                "taskhub.public-url=http://127.0.0.1:" + PORT,
                "taskhub.sandbox.enabled=false"));
        all.addAll(List.of(settings));
        hub = Program.start(
                TaskHub.class, home.resolve("hub.log"), "http://127.0.0.1:" + PORT + "/actuator/health/readiness", all);
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("hub.log"));
    }

    private static List<String> names(List<JsonNode> records) {
        return records.stream()
                .map(record -> record.at("/fields/name").asText())
                .toList();
    }

    private static List<String> titles(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("title").asText()).toList();
    }
}
