package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same hub with its task list in PostgreSQL. */
class PostgresIT {

    private static final EmbeddedPostgres POSTGRES = start();

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=2s")
            .storedIn(POSTGRES.getJdbcUrl("postgres", "postgres"), "postgres");

    private final Remotes remotes = hub.remotes();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void changesTravelFromEveryDoorToBothRemotes() throws IOException {
        hub.awaitAgreement();
        String id = remotes.record("Dark mode").orElseThrow().get("id").asText();
        String row = remotes.row("Search finds words with umlauts")
                .orElseThrow()
                .get("externalId")
                .asText();

        remotes.edit(id, Map.of("status", "Blocked", "description", "größer \uD83D\uDE80"));
        remotes.editRow(row, Map.of("status", "review"));
        remotes.delete(remotes.record("Choose the session store")
                .orElseThrow()
                .get("id")
                .asText());
        hub.doors()
                .drop(
                        "postgres.json",
                        "[{\"content\": \"Dropped beside PostgreSQL\", \"status\": \"in_progress\"}]"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(hub.doors().post("task.updated", Map.of("id", id, "priority", "Urgent")))
                .isEqualTo(204);
        remotes.edit(id, Map.of("priority", "Urgent"));
        TestHub.awaitShown(() -> {
            assertThat(remotes.row("Dropped beside PostgreSQL")).isPresent();
            assertThat(Shown.row(remotes.row("Dark mode").orElseThrow()))
                    .extracting(Shown::status, Shown::priority, Shown::description)
                    .isEqualTo(List.of("in_progress", "urgent", "größer \uD83D\uDE80"));
            assertThat(remotes.record("Search finds words with umlauts")
                            .orElseThrow()
                            .at("/fields/status")
                            .asText())
                    .isEqualTo("Review");
            assertThat(remotes.row("Choose the session store")).isEmpty();
        });
        hub.awaitAgreement();
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
