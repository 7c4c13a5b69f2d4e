package dev.taskhub.sandbox.convex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The folder {@code convex/} and the Node.js that runs it. Where Node.js is missing, too old or without access to packages,
 * the tests that need it are skipped, unless TASKHUB_REQUIRE_NODE says that it must be there.
 */
final class ConvexKit {

    private static final Path FOLDER = Path.of("convex");
    private static final Runtime.Version OLDEST_NODE = Runtime.Version.parse("20.19");
    private static final Pattern VERSION = Pattern.compile("v(\\d+(\\.[1-9]\\d*)*)");

    private ConvexKit() {}

    /**
     * Installs the packages that package-lock.json names, unless they are there.
     *
     * @return what is missing on this machine; empty when the kit can be run
     * @throws AssertionError when something is missing though TASKHUB_REQUIRE_NODE is true
     */
    static Optional<String> install() throws IOException, InterruptedException {
        var missing = missing();
        if (missing.isPresent() && Boolean.parseBoolean(System.getenv("TASKHUB_REQUIRE_NODE"))) {
            throw new AssertionError(missing.get());
        }
        return missing;
    }

    /** Serves the functions over HTTP, from memory. */
    static Server serve() throws IOException {
        var process = process("node", "--import", "tsx", "test/serve.ts")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            var port = process.inputReader().readLine();
            if (port == null) {
                throw new IOException("convex/test/serve.ts ended without naming its port");
            }
            return new Server(process, Integer.parseInt(port));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Runs a command in the folder to its end. */
    static Run run(Duration atMost, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("convex-kit", ".txt");
        try {
            var process = process(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            var said = String.join(" ", command) + (ended ? " said:\n" : " took too long and said:\n");
            return new Run(ended ? process.exitValue() : -1, said + Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    record Run(int exitCode, String output) {}

    /** Ends with its standard input, so it outlives no test run. */
    record Server(Process process, int port) implements AutoCloseable {

        @Override
        public void close() {
            process.destroy();
        }
    }

    private static ProcessBuilder process(String... command) {
        var builder = new ProcessBuilder(List.of(command)).directory(FOLDER.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(HUB|CONVEX)_.*"));
        return builder;
    }

    private static Optional<String> missing() throws IOException, InterruptedException {
        if (!hasNode()) {
            return Optional.of("no Node.js " + OLDEST_NODE + " or newer, which the tests of convex/ need");
        }
        if (isInstalled()) {
            return Optional.empty();
        }
        var run = run(Duration.ofMinutes(5), "npm", "ci", "--prefer-offline");
        return run.exitCode() == 0
                ? Optional.empty()
                : Optional.of("the packages of convex/ cannot be installed:\n" + run.output());
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            var version = VERSION.matcher(
                    run(Duration.ofSeconds(30), "node", "--version").output());
            return version.find() && Runtime.Version.parse(version.group(1)).compareTo(OLDEST_NODE) >= 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static boolean isInstalled() throws IOException {
        var installed = FOLDER.resolve("node_modules/.package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                                .compareTo(Files.getLastModifiedTime(FOLDER.resolve("package-lock.json")))
                        >= 0;
    }
}
