package dev.taskhub.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged hub, laid out as the Dockerfile lays it out and started with its entry point, in folders of its own and
 * on a free port, against the sandbox.
 */
final class PackagedHub implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";
    static final String TOKEN = "machine-token";

    private final Dockerfile image;
    private final Path folder;
    private final Path home;
    private final int port;
    private final Process process;

    private PackagedHub(Dockerfile image, Path folder, Path home, int port, Process process) {
        this.image = image;
        this.folder = folder;
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Starts the hub below the folder and waits, for at most two minutes, until its health check is content. */
    static PackagedHub start(Path below) throws IOException, InterruptedException {
        var image = Dockerfile.here();
        var folder = Files.createDirectories(below.resolve("image"));
        var home = Files.createDirectories(below.resolve("data"));
        layOut(image, folder);
        var port = freePort();
        var builder = new ProcessBuilder(image.entrypoint())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(below.resolve("hub.log").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(TASKHUB|AIRTABLE|CONVEX|SPRING)_.*"));
        builder.environment().putAll(image.environment());
        // it runs for a minute: to compile as far as C2 takes more than it gives back
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.environment()
                .putAll(Map.of(
                        "TASKHUB_HOME",
                        home.toString(),
                        "SERVER_PORT",
                        String.valueOf(port),
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        "TASKHUB_ADMIN_PASSWORD",
                        PASSWORD,
                        "TASKHUB_TOKEN",
                        TOKEN));
        var hub = new PackagedHub(image, folder, home, port, builder.start());
        try {
            await().atMost(Duration.ofMinutes(2))
                    .failFast(() -> !hub.process.isAlive())
                    .until(hub::isHealthy);
        } catch (RuntimeException e) {
            hub.close();
            throw new AssertionError("the hub did not start:\n" + Files.readString(below.resolve("hub.log")), e);
        }
        return hub;
    }

    int port() {
        return port;
    }

    /** The folder it was started in, where routes/, kamelets/ and config/ lie beside the jar. */
    Path folder() {
        return folder;
    }

    /** What stands for the volume. */
    Path home() {
        return home;
    }

    /** Whether the image's own health check, run as it stands there, says yes. */
    boolean isHealthy() throws IOException, InterruptedException {
        var check = new ProcessBuilder(image.healthcheck())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        check.environment().put("SERVER_PORT", String.valueOf(port));
        return check.start().waitFor() == 0;
    }

    /** Asks it to end, as a container engine does. */
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void layOut(Dockerfile image, Path folder) throws IOException, InterruptedException {
        var layers = folder.resolveSibling("layers");
        var extract = image.all("RUN").stream()
                .map(Dockerfile.Instruction::arguments)
                .filter(command -> command.startsWith("java "))
                .findFirst()
                .orElseThrow();
        run(extract.replace("--destination layers", "--destination '" + layers + "'"));
        for (var layer : image.layers()) {
            FileSystemUtils.copyRecursively(layers.resolve(layer), folder);
        }
        for (var copy : image.copiedFromProject()) {
            FileSystemUtils.copyRecursively(
                    Path.of(copy.words().get(0)), folder.resolve(copy.words().get(1)));
        }
    }

    private static void run(String command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(List.of("bash", "-c", command)).inheritIO().start();
        assertThat(process.waitFor()).as(command).isZero();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
