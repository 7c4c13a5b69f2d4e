package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the hub at random moments under load, a hundred times on each database, while it starts as well, and every tenth time
 * the remotes with it. {@code -Dkills=20} is a shorter run, {@code -Dkills.seed=} repeats the moments of an earlier one.
 */
@Tag("release")
class ManyKillsIT {

    private static final int KILLS = Integer.getInteger("kills", 100);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
    private static final int OF_THE_REMOTES_TOO = 10;
    private static final int WHILE_IT_STARTS = 4;
    private static final Duration LONGEST_SETTLING = Duration.ofMinutes(5);

    @TempDir
    Path home;

    @TempDir
    Path sandboxHome;

    @Test
    void nothingAcknowledgedIsLostOrDoubledOnSqlite() {
        run("SQLite", List.of(), new HubStore("jdbc:sqlite:" + home.resolve("data/taskhub.db"), ""));
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubledOnPostgres() throws IOException {
        try (var postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            run(
                    "PostgreSQL",
                    List.of("spring.datasource.url=" + url, "spring.datasource.username=postgres"),
                    new HubStore(url, "postgres"));
        }
    }

    private void run(String database, List<String> storeSettings, HubStore store) {
        System.out.printf("%s: %d kills, -Dkills.seed=%d%n", database, KILLS, SEED);
        var random = new Random(SEED);
        try (var hub = new KillableHub(home, sandboxHome, storeSettings)) {
            hub.startSandbox();
            hub.start("taskhub.airtable.poll-every=2s");
            TestHub.awaitAgreement(hub.remotes, store);
            var load = new Load(hub.doors, hub.remotes, Duration.ofMillis(50));
            for (int kill = 1; kill <= KILLS; kill++) {
                killOnce(hub, load, random, kill % OF_THE_REMOTES_TOO == 0);
            }
            judge(database, hub, load, store);
        }
    }

    private static void killOnce(KillableHub hub, Load load, Random random, boolean remotesToo) {
        if (random.nextInt(WHILE_IT_STARTS) == 0) {
            hub.kill();
            hub.launch("taskhub.airtable.poll-every=2s");
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(8000)).toNanos());
        } else {
            load.begin();
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2500)).toNanos());
            hub.kill();
            load.end();
        }
        hub.kill();
        if (remotesToo) {
            hub.killSandbox();
            hub.startSandbox();
        }
        hub.start("taskhub.airtable.poll-every=2s");
    }

    private static void judge(String database, KillableHub hub, Load load, HubStore store) {
        await().atMost(LONGEST_SETTLING).until(store::isIdle);
        await().atMost(LONGEST_SETTLING).untilAsserted(() -> {
            var rows = titles(hub.remotes.rows(), "/title");
            assertThat(new HashSet<>(rows)).containsAll(load.told).containsAll(load.dropped);
            assertThat(store.texts("SELECT title FROM task WHERE deleted_at IS NULL"))
                    .containsExactlyInAnyOrderElementsOf(rows);
        });
        var rows = titles(hub.remotes.rows(), "/title");
        var records = titles(hub.remotes.records(), "/fields/name");
        int doubled = rows.size() - new HashSet<>(rows).size() + records.size() - new HashSet<>(records).size();
        var edits = hub.remotes.rows().stream()
                .map(Shown::row)
                .map(Shown::description)
                .toList();
        System.out.printf(
                "%s: %d kills; %d messages acknowledged of %d sent, %d files dropped, %d records edited; 0 lost, %d doubled%n",
                database, KILLS, load.told.size(), load.sent.size(), load.dropped.size(), load.edits.size(), doubled);
        assertThat(doubled).isZero();
        assertThat(edits).containsAll(load.edits.values());
        assertThat(rows).filteredOn(title -> title.startsWith("told")).isSubsetOf(load.sent);
        assertThat(store.count("parked_message", "state = 'parked'")).isZero();
        assertThat(store.count("conflict", "resolved_at IS NULL")).isZero();
    }

    private static List<String> titles(List<JsonNode> items, String title) {
        return items.stream().map(item -> item.at(title).asText()).toList();
    }
}
