package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub that no ping reaches. */
class AirtablePollIT {

    private static final Duration POLL = Duration.ofSeconds(2);

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=" + POLL.toMillis() + "ms");

    private final Remotes remotes = hub.remotes();

    @BeforeEach
    void dropPings() {
        hub.awaitAgreement();
        remotes.misbehave(1, List.of("airtable"), "drop-ping");
    }

    @Test
    void changesShowInConvexWithinOnePoll() {
        long pings = pings();

        remotes.edit(recordId("Rate limits per customer"), Map.of("status", "Blocked", "execution_notes", "no ping"));
        remotes.delete(recordId("Choose the session store"));
        remotes.add(Map.of("name", "Added without a ping", "status", "Review", "assigned_to", "CE"));

        await().atMost(TestHub.promised(2)).untilAsserted(() -> {
            var row = remotes.row("Rate limits per customer").orElseThrow();
            assertThat(row.path("status").asText()).isEqualTo("in_progress");
            assertThat(row.path("executionNotes").asText()).isEqualTo("no ping");
            assertThat(remotes.row("Choose the session store")).isEmpty();
            assertThat(remotes.row("Added without a ping")).isPresent();
        });
        hub.awaitAgreement();
        assertThat(pings()).isEqualTo(pings);
    }

    private static long pings() {
        return hub.store().messages("source = 'airtable-ping'");
    }

    private String recordId(String name) {
        return remotes.record(name).orElseThrow().get("id").asText();
    }
}
