package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed at any moment, while the remotes live on. */
class KillIT {

    @TempDir
    Path home;

    @TempDir
    Path sandboxHome;

    private KillableHub hub;
    private Remotes remotes;
    private HubStore store;

    @BeforeEach
    void beginAnew() {
        hub = new KillableHub(home, sandboxHome, List.of());
        hub.startSandbox();
        remotes = hub.remotes;
        store = new HubStore("jdbc:sqlite:" + home.resolve("data/taskhub.db"), "");
    }

    @AfterEach
    void end() {
        hub.close();
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        hub.start("taskhub.airtable.poll-every=2s");
        TestHub.awaitAgreement(remotes, store);
        var load = new Load(hub.doors, remotes, Duration.ZERO);

        for (int enough : List.of(60, 300)) {
            load.begin();
            await().atMost(TestHub.LONG).pollInterval(Duration.ofMillis(5)).until(() -> load.told.size() >= enough);
            hub.kill();
            load.end();
            hub.start("taskhub.airtable.poll-every=2s");
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
        assertThat(hub.log().split("import from AirTable: \\d+ records"))
                .as("the base is imported once; polling goes on from its position")
                .hasSize(2);
    }

    @Test
    void aLongImportGoesOnWhereItWas() throws Exception {
        remotes.fill(2000);
        int records = remotes.records().size();
        // pages that take a while, so that there is a middle
        remotes.misbehave(1, List.of("airtable"), "slow");
        hub.start("taskhub.airtable.requests-per-second=0");
        await().atMost(TestHub.LONG).pollInterval(Duration.ofMillis(20)).until(() -> store.tasks() > 500);

        hub.kill();
        long had = store.tasks();
        assertThat(had).isLessThan(records);
        remotes.heal();
        hub.start("taskhub.airtable.requests-per-second=0");

        await().atMost(TestHub.LONG).until(() -> titles(remotes.rows()).size() >= records && store.isIdle());
        assertThat(hub.log()).containsPattern("import from AirTable: goes on after [1-9]\\d{2,} records");
        TestHub.awaitAgreement(remotes, store);
        assertThat(titles(remotes.rows())).doesNotHaveDuplicates();
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
