package dev.taskhub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("data/sandbox.jsonl");
    }

    @Test
    void replaysTheNewestValuesInTheOrderOfTheirKeys() throws Exception {
        // nothing is closed, as after kill -9
        var journal = new FileJournal(file);
        journal.append("airtable", "a", Map.of("n", 1));
        journal.append("airtable", "b", "zwei\nLinien");
        journal.append("convex", "a", 3);
        journal.append("airtable", "a", Map.of("n", 2));
        journal.append("airtable", "c", 1);
        journal.append("airtable", "c", null);

        assertThat(replayed("airtable"))
                .containsExactly(Map.entry("a", "{\"n\":2}"), Map.entry("b", "\"zwei\\nLinien\""));
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(replayed("convex")).containsExactly(Map.entry("a", "3"));
    }

    @Test
    void clearsOneRemoteOnly() {
        var journal = new FileJournal(file);
        journal.append("airtable", "a", 1);
        journal.append("convex", "a", 1);
        journal.clear("airtable");
        journal.append("airtable", "b", 2);

        assertThat(replayed("airtable")).containsOnlyKeys("b");
        assertThat(replayed("convex")).containsOnlyKeys("a");
    }

    @Test
    void dropsALastLineThatWasCutShort() throws Exception {
        new FileJournal(file).append("airtable", "a", 1);
        Files.writeString(file, "{\"remote\":\"airt", StandardOpenOption.APPEND);

        assertThat(replayed("airtable")).containsOnlyKeys("a");
        new FileJournal(file).append("airtable", "b", 1);
        assertThat(replayed("airtable")).containsOnlyKeys("a", "b");
    }

    @Test
    void dropsALastLineThatWasCutWithinACharacter() throws Exception {
        new FileJournal(file).append("airtable", "a", 1);
        byte[] line = "{\"remote\":\"airtable\",\"key\":\"b\",\"value\":\"é".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Arrays.copyOf(line, line.length - 1), StandardOpenOption.APPEND);

        assertThat(replayed("airtable")).containsOnlyKeys("a");
    }

    @Test
    void refusesAFileThatIsNoJournal() throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of("shopping list", "milk"));

        assertThatThrownBy(() -> new FileJournal(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("sandbox.jsonl");
    }

    private Map<String, String> replayed(String remote) {
        var values = new LinkedHashMap<String, String>();
        new FileJournal(file).replay(remote, (key, value) -> values.put(key, value.toString()));
        return values;
    }
}
