package dev.taskhub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The built jar as a process of its own, on a free port, its home an empty folder that is removed at the end. It is
 * looked at from outside only: over HTTP, in its log, and by reading its database.
 */
final class HubProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path home;
    private final int port;
    private final Process process;
    private final Duration startToReady;

    private HubProcess(Path home, int port, String ready, List<String> jvmOptions, List<String> properties)
            throws Exception {
        this.home = home;
        this.port = port;
        var command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(jvmOptions);
        command.addAll(
                Stream.of(System.getenv().getOrDefault("BENCH_JVM_OPTIONS", "").split(" +"))
                        .filter(option -> !option.isEmpty())
                        .toList());
        command.addAll(List.of("-jar", jar().toString()));
        properties.forEach(property -> command.add("--" + property));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log());
        builder.environment().put("TASKHUB_HOME", home.toString());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        startToReady = await("the hub to be ready, see " + log(), LONGEST_START, () -> answers(ready));
    }

    /** Starts a hub and returns when it is ready. */
    static HubProcess start(String... properties) throws Exception {
        return start(Files.createTempDirectory("taskhub-bench-"), List.of(), properties);
    }

    /** Starts a hub on a home of which something may be left from an earlier one. */
    static HubProcess start(Path home, List<String> jvmOptions, String... properties) throws Exception {
        return new HubProcess(home, freePort(), "/actuator/health/readiness", jvmOptions, List.of(properties));
    }

    /** Starts the imitation of the remotes by itself. */
    static HubProcess sandboxOnly(Path home, String property) throws Exception {
        var properties = List.of("spring.profiles.active=sandbox-only", property);
        return new HubProcess(home, freePort(), "/sandbox/control/settings", List.of(), properties);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    static Path jar() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.getFileName().toString().matches("taskhub-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("target holds no taskhub-*.jar: run mvn package first"));
        }
    }

    int port() {
        return port;
    }

    Path home() {
        return home;
    }

    Duration startToReady() {
        return startToReady;
    }

    /** Resident memory as the operating system counts it, in MiB. */
    long residentMebibytes() throws Exception {
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes()).strip()) / 1024;
    }

    /** Processor time the hub has used so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    JsonNode get(String path) throws Exception {
        return send("GET", path, "");
    }

    /** Sends JSON, to AirTable with a token, and returns the answer, which must be a success. */
    JsonNode send(String method, String path, String body) throws Exception {
        return sendWithToken(path.startsWith("/sandbox/airtable/") ? "patSandbox" : "", method, path, body);
    }

    /** As {@link #send}, to AirTable as a person at its own pages, whom no limit holds. */
    JsonNode sendByHand(String method, String path, String body) throws Exception {
        return sendWithToken("patByHand", method, path, body);
    }

    /** As {@link #send}, with this token unless it is empty. */
    JsonNode sendWithToken(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** The tasks in AirTable, as its API shows them. */
    JsonNode airtableTasks() throws Exception {
        return airtableTasks(get("/sandbox/control/state"));
    }

    JsonNode airtableTasks(JsonNode sandboxState) {
        return sandboxState.path("airtable").elements().next().path("Tasks");
    }

    /** The number that a query of the hub's database gives. */
    long count(String sql) throws SQLException {
        return count("sandbox.db", sql);
    }

    /** The number that a query of its inbox gives. */
    long countInbox(String sql) throws SQLException {
        return count("sandbox-inbox.db", sql);
    }

    /** The texts that a query of the hub's database gives. */
    List<String> texts(String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/sandbox.db"));
                var rows = database.createStatement().executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private long count(String file, String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/" + file));
                var rows = database.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** The first line of the hub's log that holds {@code text}, or the empty string. */
    String logLine(String text) throws IOException {
        try (Stream<String> lines = Files.lines(log().toPath())) {
            return lines.filter(line -> line.contains(text)).findFirst().orElse("");
        }
    }

    /** Waits for {@code condition} and returns how long that took; gives up with an exception that names {@code what}. */
    static Duration await(String what, Duration longest, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > longest.toNanos()) {
                throw new IllegalStateException("waited " + longest.toSeconds() + " s in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean answers(String path) throws Exception {
        if (!process.isAlive()) {
            throw new IllegalStateException("the hub has ended:\n" + Files.readString(log().toPath()));
        }
        try {
            get(path);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private File log() {
        return home.resolve("hub.log").toFile();
    }

    /** Ends the process and leaves its home. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws Exception {
        stop();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
