package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.taskhub.TaskHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The whole hub with its embedded sandbox, as it starts for a user, for the time of one test class. */
final class TestHub implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final Duration LONG = Duration.ofSeconds(90);

    private final Map<String, String> settings = new LinkedHashMap<>();
    private Path home;
    private int port;
    private Remotes remotes;
    private HubStore store;
    private ConfigurableApplicationContext context;

    /** A hub that polls fast; {@code settings} as {@code key=value} come before those it has otherwise. */
    static TestHub with(String... settings) {
        var hub = new TestHub();
        hub.set("taskhub.convex.poll-every=500ms", "taskhub.wake-every=500ms");
        // people work in AirTable beside the hub and do not count there toward the limit
        hub.set("taskhub.sandbox.airtable.requests-per-second=15");
        hub.set("taskhub.sandbox.airtable.penalty-seconds=2", "taskhub.airtable.penalty=2s");
        hub.set(settings);
        return hub;
    }

    /** The same hub with its task list in another database than SQLite. */
    TestHub storedIn(String url, String user) {
        set("spring.datasource.url=" + url, "spring.datasource.username=" + user);
        store = new HubStore(url, user);
        return this;
    }

    private void set(String... more) {
        Stream.of(more).map(setting -> setting.split("=", 2)).forEach(pair -> settings.put(pair[0], pair[1]));
    }

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
        home = Files.createTempDirectory("taskhub-it");
        port = freePort();
        remotes = new Remotes("http://127.0.0.1:" + port + "/sandbox");
        store = store != null ? store : new HubStore("jdbc:sqlite:" + home.resolve("data/sandbox.db"), "");
        set("taskhub.home=" + home, "server.port=" + port);
        context = SpringApplication.run(
                TaskHub.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        remotes.heal();
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        if (context != null) {
            context.close();
        }
        FileSystemUtils.deleteRecursively(home);
    }

    /** What the hub promises within these seconds; the machine that runs the tests may be busy, so they are given more. */
    static Duration promised(int seconds) {
        return Duration.ofSeconds(5L * seconds);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    Remotes remotes() {
        return remotes;
    }

    HubStore store() {
        return store;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Doors doors() {
        return new Doors(url(), home);
    }

    /** Waits until {@code requirement} holds. */
    static void awaitShown(ThrowingRunnable requirement) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).untilAsserted(requirement);
    }

    /** Waits until both remotes show the same list, the hub holds as many tasks, and nothing is on its way. */
    void awaitAgreement() {
        awaitAgreement(remotes, store);
    }

    static void awaitAgreement(Remotes remotes, HubStore store) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            var records = remotes.records().stream().map(Shown::record).toList();
            var rows = remotes.rows().stream().map(Shown::row).toList();
            assertThat(rows).containsExactlyInAnyOrderElementsOf(records);
            assertThat(store.tasks()).isEqualTo(records.size());
            assertThat(store.isIdle()).as("nothing waits").isTrue();
        });
    }
}
