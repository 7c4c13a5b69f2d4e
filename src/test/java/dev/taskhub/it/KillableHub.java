package dev.taskhub.it;

import dev.taskhub.TaskHub;
import dev.taskhub.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The hub and its remotes as processes of their own, on a home each that outlives them. */
final class KillableHub implements AutoCloseable {

    private final int port = TestHub.freePort();
    private final int sandboxPort = TestHub.freePort();
    private final String sandboxUrl = "http://127.0.0.1:" + sandboxPort + "/sandbox";
    private final Path home;
    private final Path sandboxHome;
    private final List<String> storeSettings;
    private Program sandbox;
    private Program hub;

    final Remotes remotes = new Remotes(sandboxUrl);
    final Doors doors;

    /** @param storeSettings where the task list lies; empty for SQLite below {@code home} */
    KillableHub(Path home, Path sandboxHome, List<String> storeSettings) {
        this.home = home;
        this.sandboxHome = sandboxHome;
        this.storeSettings = storeSettings;
        this.doors = new Doors("http://127.0.0.1:" + port, home);
    }

    /** Where the remotes answer. */
    String sandboxUrl() {
        return sandboxUrl;
    }

    void startSandbox() {
        sandbox = Program.launch(
                SandboxServer.class,
                sandboxHome.resolve("sandbox.log"),
                List.of(
                        "server.port=" + sandboxPort,
                        "taskhub.sandbox.data=" + sandboxHome.resolve("sandbox.journal"),
                        "taskhub.sandbox.airtable.requests-per-second=0",
                        "taskhub.sandbox.airtable.ping-retry-millis=500"));
        sandbox.awaitReady(sandboxUrl + "/control/settings");
    }

    void start(String... settings) {
        launch(settings);
        awaitReady();
    }

    /** Starts the hub and does not wait for it. */
    void launch(String... settings) {
        var all = new ArrayList<String>(List.of(
                "server.port=" + port,
                "taskhub.home=" + home,
                "taskhub.airtable.url=" + sandboxUrl + "/airtable",
                "taskhub.convex.url=" + sandboxUrl + "/convex",
                "taskhub.airtable.token=patSandbox",
                "taskhub.airtable.base-id=" + Remotes.BASE,
                "taskhub.airtable.webhook-secret=sandbox",
                "taskhub.airtable.poll-lag=1s",
                "taskhub.convex.deploy-key=sandbox|key",
                "taskhub.convex.poll-every=500ms",
                "taskhub.public-url=http://127.0.0.1:" + port,
                "taskhub.sandbox.enabled=false"));
        all.addAll(storeSettings);
        all.addAll(List.of(settings));
        hub = Program.launch(TaskHub.class, home.resolve("hub.log"), all);
    }

    void awaitReady() {
        hub.awaitReady("http://127.0.0.1:" + port + "/actuator/health/readiness");
    }

    void kill() {
        hub.kill();
    }

    void killSandbox() {
        sandbox.kill();
    }

    String log() throws IOException {
        return Files.readString(home.resolve("hub.log"));
    }

    @Override
    public void close() {
        if (hub != null) {
            hub.close();
        }
        sandbox.close();
    }
}
