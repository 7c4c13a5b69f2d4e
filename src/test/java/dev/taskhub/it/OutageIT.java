package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A remote is away for ten minutes while a thousand changes come in: {@code -Doutage.seconds=30} is a shorter run. The short
 * outages of every build are in {@link FaultIT}.
 */
@Tag("release")
class OutageIT {

    private static final int TASKS = 500;
    private static final int TO_A_FILE = 50;
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 600));

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=2s");

    private final Remotes remotes = hub.remotes();

    @ParameterizedTest
    @ValueSource(strings = {"airtable", "convex"})
    void waitsInOneRowForATaskAndDrainsByItself(String away) throws IOException {
        hub.awaitAgreement();
        long end = System.nanoTime() + OUTAGE.toNanos();
        remotes.misbehave(1, List.of(away), "503");

        list(away, "pending");
        await().atMost(TestHub.LONG).until(() -> hub.store().texts(titles(away)).size() == TASKS);
        list(away, "completed");
        await().atMost(TestHub.LONG)
                .until(() -> hub.store().count("task", "status = 'completed' AND title LIKE '" + away + " outage %'")
                        == TASKS);
        int looks = 0;
        while (looks++ < 5 || System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            assertThat(hub.doors().get("/actuator/health/readiness")).isEqualTo(200);
            assertThat(hub.store().count("outbox", "system = '" + away + "'")).isEqualTo(TASKS);
        }
        long before = writes(away);
        remotes.heal();
        long healed = System.nanoTime();
        await().atMost(Duration.ofMinutes(3)).until(() -> hub.store().count("outbox", "system = '" + away + "'") == 0);
        System.out.printf(
                "%s away for %d s, %d changes of %d tasks: drained %.0f s after its return%n",
                away, OUTAGE.toSeconds(), 2 * TASKS, TASKS, (System.nanoTime() - healed) / 1e9);

        hub.awaitAgreement();
        var rows = remotes.rows().stream().map(Shown::row).map(Shown::title).toList();
        assertThat(rows).doesNotHaveDuplicates().containsAll(names(away));
        var records = remotes.records().stream()
                .map(record -> record.at("/fields/name").asText())
                .toList();
        assertThat(new HashSet<>(records)).containsAll(names(away)).hasSameSizeAs(records);
        assertThat(writes(away) - before)
                .as("requests that write; the fewest that can carry all tasks, and as many again for agents and times")
                .isBetween(1L, 4L * TASKS / (away.equals("airtable") ? 10 : 50));
        assertThat(hub.store().count("parked_message", "state = 'parked'")).isZero();
        assertThat(hub.store().count("conflict", "resolved_at IS NULL")).isZero();
    }

    /** Drops the tasks' lists with this status, each of a session of its own. */
    private void list(String away, String status) {
        for (int file = 0; file < TASKS / TO_A_FILE; file++) {
            int first = file * TO_A_FILE;
            var todos = names(away).subList(first, first + TO_A_FILE).stream()
                    .map(name -> Map.of("content", name, "status", status, "activeForm", name))
                    .toList();
            hub.doors()
                    .drop(
                            away + "-" + status + "-" + file + ".json",
                            Remotes.text(Map.of("session_id", away + "-" + file, "todos", todos))
                                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> names(String away) {
        return IntStream.range(0, TASKS).mapToObj(i -> away + " outage " + i).toList();
    }

    private long writes(String system) {
        return remotes.requests(system, system.equals("airtable") ? "PATCH" : "POST /api/mutation");
    }

    private static String titles(String away) {
        return "SELECT title FROM task WHERE title LIKE '" + away + " outage %'";
    }
}
