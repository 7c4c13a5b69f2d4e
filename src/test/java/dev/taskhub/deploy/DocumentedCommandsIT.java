package dev.taskhub.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.taskhub.deploy.Documents.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the README and of docs, one after another as a reader would, against one packaged hub. A command
 * that is not run says why, in a comment above it.
 */
class DocumentedCommandsIT {

    @TempDir
    private static Path temp;

    private static PackagedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = PackagedHub.start(temp);
        for (var name : List.of("samples", "routes", "config", "docs")) {
            Files.createSymbolicLink(hub.home().resolve(name), Path.of(name).toAbsolutePath());
        }
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> work() throws IOException {
        return Documents.commands().stream()
                .filter(Command::isRun)
                .map(command -> dynamicTest(command.toString(), () -> run(command)));
    }

    private static void run(Command command) throws Exception {
        if (command.mayTakeAWhile()) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> attempt(command));
        } else {
            attempt(command);
        }
    }

    private static void attempt(Command command) throws Exception {
        var script = command.text().replace("localhost:8080", "localhost:" + hub.port());
        var output = temp.resolve("output.txt");
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(hub.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TASKHUB_TOKEN", PackagedHub.TOKEN);
        builder.environment().put("TASKHUB_ADMIN_PASSWORD", PackagedHub.PASSWORD);
        var process = builder.start();
        var ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();

        assertThat(ended ? process.waitFor() : -1)
                .as(() -> script + "\nsaid:\n" + read(output))
                .isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
