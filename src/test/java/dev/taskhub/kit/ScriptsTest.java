package dev.taskhub.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of the kit's files without running them. */
class ScriptsTest {

    @TempDir
    private Path temp;

    @Test
    void areAcceptedByShellcheck() throws Exception {
        assumeTrue(Shell.isInstalled("shellcheck"), "no shellcheck: apt-get install shellcheck");
        var command = Stream.concat(
                        Stream.of(Shell.path("shellcheck"), "-x", "-P", "SCRIPTDIR"),
                        scripts().stream().map(Path::toString))
                .toArray(String[]::new);

        assertThat(new Shell(temp.resolve("home")).run(command).out()).isEmpty();
    }

    @Test
    void canBeStarted() throws IOException {
        assertThat(scripts().stream().filter(script -> !script.endsWith("spool.sh")))
                .isNotEmpty()
                .allSatisfy(script -> {
                    assertThat(script).isExecutable();
                    assertThat(Files.readAllLines(script)).first().isEqualTo("#!/bin/sh");
                });
    }

    @Test
    void sayWhichEventTheyAreCalledFor() throws IOException {
        var hooks = new ObjectMapper()
                .readTree(Shell.KIT.resolve("taskhub/hooks/hooks.json").toFile())
                .get("hooks");

        assertThat(hooks.properties()).hasSize(9).allSatisfy(event -> {
            var hook = event.getValue().at("/0/hooks/0");
            assertThat(hook.get("args").toString())
                    .isEqualTo("[\"${CLAUDE_PLUGIN_ROOT}/hooks/hook.sh\",\"" + event.getKey() + "\"]");
            assertThat(hook.get("timeout").intValue()).isBetween(3, 10);
        });
    }

    private static List<Path> scripts() throws IOException {
        try (var files = Files.walk(Shell.KIT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".sh") || startsAsAScript(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean startsAsAScript(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").startsWith("#!");
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
