package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claude Code's todo lists, dropped as files. */
class FileDropIT {

    private static final Path SAMPLES = Path.of("samples");
    private static final Duration PROMISED = TestHub.promised(5);
    private static final Map<String, String> IN_AIRTABLE =
            Map.of("todo", "Pending", "in_progress", "In Progress", "completed", "Completed");

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=2s");

    @BeforeEach
    void awaitFirstSync() {
        hub.awaitAgreement();
    }

    @Test
    void everySampleBecomesTasksInBothRemotesAndALaterListUpdatesThem() throws IOException {
        drop(SAMPLES.resolve("todowrite"));

        await().atMost(PROMISED).untilAsserted(() -> {
            // old file named after session and agent
            assertShown("Upgrade the payment client to version 4", "completed");
            assertShown("Adapt the error handling to the new client", "in_progress");
            assertShown("Run the payment tests against the provider's sandbox", "todo");
            // bare list
            assertShown("Review the architecture of the invoice importer", "completed");
            assertShown("Split the importer into reader, checker and writer", "in_progress");
            assertShown("Deploy the importer to staging", "todo");
            // hook payload
            assertShown("Plan the move of the product search to OpenSearch", "completed");
            assertShown("Index the product catalogue", "in_progress");
            assertShown("Write tests for the ranking", "todo");
            assertShown("Remove the old search tables", "todo");
            // old items with id and priority
            assertShown("Implement CSV export of the order list", "completed");
            assertThat(hub.remotes()
                            .record("Implement CSV export of the order list")
                            .orElseThrow()
                            .at("/fields/priority")
                            .asText())
                    .isEqualTo("High");
            // a subagent's payload
            assertShown("Measure the search latency under load", "in_progress");
            // input of the tool
            assertShown("Set SameSite on the session cookie", "in_progress");
            assertShown("Add a regression test for the redirect after login", "todo");
        });
        hub.awaitAgreement();
        long tasks = hub.store().tasks();

        drop(SAMPLES.resolve("todowrite-later"));

        await().atMost(PROMISED).untilAsserted(() -> {
            assertShown("Index the product catalogue", "completed");
            assertShown("Write tests for ranking and typing errors", "in_progress");
            assertShown("Document how to rebuild the index", "todo");
        });
        assertThat(hub.remotes().row("Write tests for the ranking"))
                .as("the item was reworded, not replaced")
                .isEmpty();
        assertShown("Plan the move of the product search to OpenSearch", "completed");
        hub.awaitAgreement();
        assertThat(hub.store().tasks()).as("one item is new").isEqualTo(tasks + 1);
    }

    @Test
    void badFilesArePutAsideWholeWithTheirReasons() throws IOException {
        var reasons = Map.of(
                "empty.json", "the file is empty",
                "no-list.json", "tasks",
                "not-json.json", "line 1",
                "not-utf8.json", "UTF-8",
                "task-tool.json", "TaskCreate",
                "truncated.json", "line",
                "two-lists.json", "line");
        long tasks = hub.store().tasks();

        for (String name : reasons.keySet()) {
            hub.doors().drop(name, bad(name));
        }

        for (String name : reasons.keySet()) {
            assertRejected(name, bad(name), reasons.get(name));
        }
        assertThat(hub.store().tasks()).isEqualTo(tasks);
    }

    @Test
    void theGoodItemsOfAPartlyBadListAreTasksAndTheBadOnesAreNamed() throws IOException {
        byte[] content = bad("unknown-status.json");

        hub.doors().drop("unknown-status.json", content);

        assertRejected("unknown-status.json", content, "\"doing\" is not one of");
        await().atMost(PROMISED).untilAsserted(() -> {
            assertShown("Translate the checkout to French", "completed");
            assertShown("Translate the checkout to Spanish", "in_progress");
        });
        assertThat(hub.remotes().record("Translate the checkout to Polish")).isEmpty();
    }

    @Test
    void aFileThatIsFarTooLargeIsPutAside() throws IOException {
        byte[] content = new byte[50 << 20];
        Arrays.fill(content, (byte) ' ');

        hub.doors().drop("large.json", content);

        assertRejected("large.json", content, "more than the 1,048,576 bytes allowed");
    }

    @Test
    void aFileStillBeingWrittenIsTakenWhenItIsWhole() throws IOException {
        String list = "[{\"content\": \"Written slowly\", \"status\": \"pending\"}";
        Path file = hub.home().resolve("inbox/todowrite/slow.json");
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            out.write(list.getBytes(StandardCharsets.UTF_8));
            // the hub looks every half second; a file that grows between two looks is left alone
            for (int i = 0; i < 12; i++) {
                long size = Files.size(file);
                out.write(' ');
                await().pollDelay(Duration.ofMillis(200)).until(() -> Files.size(file) > size);
            }
            out.write(']');
        }

        await().atMost(PROMISED).untilAsserted(() -> assertShown("Written slowly", "todo"));
        assertThat(hub.doors().putAway(".rejected", "slow.json")).doesNotExist();
    }

    private static void drop(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                hub.doors().drop(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    private static byte[] bad(String name) throws IOException {
        return Files.readAllBytes(SAMPLES.resolve("todowrite-bad").resolve(name));
    }

    private static void assertRejected(String name, byte[] content, String reason) {
        await().atMost(PROMISED).untilAsserted(() -> {
            assertThat(hub.doors().putAway(".rejected", name)).hasBinaryContent(content);
            assertThat(hub.doors().putAway(".rejected", name + ".reason.txt"))
                    .content()
                    .contains(reason);
        });
    }

    private static void assertShown(String title, String status) {
        assertThat(hub.remotes().row(title))
                .hasValueSatisfying(
                        row -> assertThat(row.get("status").asText()).isEqualTo(status));
        assertThat(hub.remotes().record(title))
                .hasValueSatisfying(record ->
                        assertThat(record.at("/fields/status").asText()).isEqualTo(IN_AIRTABLE.get(status)));
    }
}
