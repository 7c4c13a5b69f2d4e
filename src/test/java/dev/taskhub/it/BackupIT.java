package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is made while everybody works, and put back later. */
@Tag("release")
class BackupIT {

    private static final List<String> FILES = List.of("taskhub.db", "taskhub-inbox.db");

    @TempDir
    Path home;

    @TempDir
    Path sandboxHome;

    @Test
    void whatChangedSinceABackupComesInAgainFromTheRemotes() throws Exception {
        try (var hub = new KillableHub(home, sandboxHome, List.of())) {
            hub.startSandbox();
            hub.start("taskhub.airtable.poll-every=1s");
            Remotes remotes = hub.remotes;
            var store = new HubStore("jdbc:sqlite:" + home.resolve("data/taskhub.db"), "");
            TestHub.awaitAgreement(remotes, store);
            String edited = remotes.add(Map.of("name", "Edited later", "status", "Pending"));
            String leaving = remotes.add(Map.of("name", "Deleted later", "status", "Pending"));
            TestHub.awaitAgreement(remotes, store);

            drop(hub, 1);
            remotes.add(Map.of("name", "Added before", "status", "Pending"));
            backUp();
            drop(hub, 2);
            remotes.add(Map.of("name", "Added later", "status", "Pending"));
            remotes.addRow(Map.of("title", "Added later in Convex", "status", "todo"));
            remotes.edit(edited, Map.of("description", "edited since"));
            remotes.delete(leaving);
            await().atMost(TestHub.LONG).untilAsserted(() -> {
                assertThat(names(remotes)).contains("dropped 2", "Added later in Convex");
                assertThat(titles(remotes)).contains("Added later").doesNotContain("Deleted later");
            });
            TestHub.awaitAgreement(remotes, store);
            List<String> before = names(remotes);
            hub.kill();

            restore();
            hub.start("taskhub.airtable.poll-every=1s");

            await().atMost(TestHub.LONG)
                    .untilAsserted(() -> assertThat(store.texts("SELECT title FROM task WHERE deleted_at IS NULL"))
                            .containsExactlyInAnyOrderElementsOf(before));
            TestHub.awaitAgreement(remotes, store);
            assertThat(names(remotes)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(titles(remotes)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(remotes.row("Edited later")
                            .orElseThrow()
                            .path("description")
                            .asText())
                    .isEqualTo("edited since");
            assertThat(store.count("conflict", "resolved_at IS NULL")).isZero();
            assertThat(store.count("parked_message", "state = 'parked'")).isZero();
        }
    }

    private static void drop(KillableHub hub, int number) {
        hub.doors.drop(
                "list-" + number + ".json",
                Remotes.text(List.of(Map.of("content", "dropped " + number, "status", "pending")))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** As the program sqlite3 does it with {@code .backup}. */
    private void backUp() throws SQLException {
        for (String file : FILES) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/" + file));
                    var statement = connection.createStatement()) {
                statement.executeUpdate("backup to '" + home.resolve(file + ".backup") + "'");
            }
        }
    }

    private void restore() throws IOException {
        for (String file : FILES) {
            Files.copy(
                    home.resolve(file + ".backup"), home.resolve("data/" + file), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(home.resolve("data/" + file + "-wal"));
            Files.deleteIfExists(home.resolve("data/" + file + "-shm"));
        }
    }

    private static List<String> names(Remotes remotes) {
        return remotes.records().stream()
                .map(record -> record.at("/fields/name").asText())
                .toList();
    }

    private static List<String> titles(Remotes remotes) {
        return remotes.rows().stream().map(row -> row.get("title").asText()).toList();
    }
}
