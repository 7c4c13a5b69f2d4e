package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.TaskHub;
import dev.taskhub.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
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
        long before = store.tasks();
        var told = new ArrayList<String>();
        var dropped = new ArrayList<String>();
        var edits = new ConcurrentHashMap<String, String>();

        for (int round = 0; round < 3; round++) {
            var load = new Load(round, told, dropped, edits);
            load.begin();
            int enough = told.size() + 60 + 90 * round;
            await().atMost(TestHub.LONG).pollInterval(Duration.ofMillis(5)).until(() -> load.accepted() >= enough);
            hub.kill();
            load.end();
            startHub("taskhub.airtable.poll-every=2s");
        }

        await().atMost(TestHub.LONG).untilAsserted(() -> {
            assertThat(store.isIdle()).isTrue();
            assertThat(store.tasks()).isEqualTo(before + told.size() + dropped.size());
        });
        await().atMost(TestHub.LONG).untilAsserted(() -> {
            var titles = titles(remotes.rows());
            assertThat(titles).doesNotHaveDuplicates().containsAll(told).containsAll(dropped);
            assertThat(remotes.records().stream()
                            .map(record -> record.at("/fields/name").asText())
                            .toList())
                    .doesNotHaveDuplicates()
                    .containsAll(dropped);
            Map<String, String> shown = remotes.rows().stream()
                    .collect(Collectors.toMap(row -> row.get("title").asText(), row -> row.path("description")
                            .asText()));
            assertThat(shown).containsAllEntriesOf(edits);
        });
        assertThat(store.count("parked_message", "state = 'parked'")).isZero();
        assertThat(store.count("conflict", "resolved_at IS NULL")).isZero();
        assertThat(Files.readString(home.resolve("hub.log"), StandardCharsets.UTF_8)
                        .split("import from AirTable: \\d+ records"))
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
        assertThat(Files.readString(home.resolve("hub.log"), StandardCharsets.UTF_8))
                .containsPattern("import from AirTable: goes on after [1-9]\\d{2,} records");
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

    private static List<String> titles(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("title").asText()).toList();
    }

    /** What comes in at all doors at once; only what was acknowledged is noted. */
    private final class Load {

        private final int round;
        private final List<String> told;
        private final List<String> dropped;
        private final Map<String, String> edits;
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final List<CompletableFuture<Void>> senders = new ArrayList<>();

        Load(int round, List<String> told, List<String> dropped, Map<String, String> edits) {
            this.round = round;
            this.told = Collections.synchronizedList(told);
            this.dropped = Collections.synchronizedList(dropped);
            this.edits = edits;
        }

        void begin() {
            for (int sender = 0; sender < 3; sender++) {
                int number = sender;
                senders.add(CompletableFuture.runAsync(() -> post(number)));
            }
            senders.add(CompletableFuture.runAsync(this::drop));
            senders.add(CompletableFuture.runAsync(this::edit));
        }

        int accepted() {
            return told.size();
        }

        void end() {
            going.set(false);
            senders.forEach(CompletableFuture::join);
        }

        private void post(int sender) {
            for (int i = 0; going.get(); i++) {
                String title = "told " + round + "-" + sender + "-" + i;
                // no record of this id is in AirTable, so only the message brings the task
                String id = String.format("recTold%02d%02d%06d", round, sender, i);
                try {
                    int status = doors.post(
                            "task.created", Map.of("id", id, "name", title, "status", "Pending", "assigned_to", "CE"));
                    if (status == 204) {
                        told.add(title);
                    }
                } catch (IOException killed) {
                    return;
                }
            }
        }

        private void drop() {
            for (int i = 0; going.get() && i < 25; i++) {
                String content = "dropped " + round + "-" + i;
                doors.drop(
                        "dropped-" + round + "-" + i + ".json",
                        Remotes.text(List.of(Map.of("content", content, "status", "pending")))
                                .getBytes(StandardCharsets.UTF_8));
                dropped.add(content);
            }
        }

        private void edit() {
            var records = remotes.records().subList(0, 10);
            for (int i = 0; going.get(); i++) {
                JsonNode record = records.get(i % records.size());
                String text = "edit " + round + "-" + i;
                remotes.edit(record.get("id").asText(), Map.of("description", text));
                edits.put(record.at("/fields/name").asText(), text);
            }
        }
    }
}
