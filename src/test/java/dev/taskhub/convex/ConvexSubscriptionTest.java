package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.taskhub.sandbox.SandboxServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Against the sandbox, over a real WebSocket. */
class ConvexSubscriptionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicInteger news = new AtomicInteger();
    private int port;
    private SandboxServer sandbox;
    private ConvexSubscription subscription;

    @BeforeEach
    void startSandbox() throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        sandbox = SandboxServer.start("taskhub.sandbox.seed=false", "server.port=" + port);
    }

    @AfterEach
    void stop() {
        if (subscription != null) {
            subscription.stop();
        }
        sandbox.close();
    }

    @Test
    void tellsOfEveryChangeAtOnce() throws Exception {
        subscribe("sandbox|key", true);
        awaitLive(true);
        int before = news.get();

        create("A");
        await().atMost(SOON).until(() -> news.get() == before + 1);
        create("B");
        await().atMost(SOON).until(() -> news.get() == before + 2);
    }

    @Test
    void comesBackByItselfWhenTheDeploymentDoes() throws Exception {
        subscribe("sandbox|key", true);
        awaitLive(true);

        sandbox.close();
        awaitLive(false);
        int before = news.get();
        sandbox = SandboxServer.start("taskhub.sandbox.seed=false", "server.port=" + port);

        awaitLive(true);
        assertThat(news.get()).as("what was missed meanwhile is read").isGreaterThan(before);
    }

    @Test
    void isNotLiveWithAWrongKey() {
        subscribe("other|key", true);

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> subscription.isLive().equals(Optional.of(false)));
        assertThat(news).hasValue(0);
    }

    @Test
    void connectsToNothingWhenNotWanted() {
        subscribe("sandbox|key", false);

        assertThat(subscription.isLive()).isEmpty();
        assertThat(subscription.isRunning()).isFalse();
    }

    @Test
    void isSilentOnceStopped() throws Exception {
        subscribe("sandbox|key", true);
        awaitLive(true);

        subscription.stop();
        int before = news.get();
        create("A");

        assertThat(subscription.isRunning()).isFalse();
        assertThat(subscription.isLive()).contains(false);
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> news.get() == before);
    }

    private void subscribe(String key, boolean wanted) {
        String url = sandbox.url() + "/convex";
        subscription = new ConvexSubscription(
                new ConvexSettings(url, key, ""),
                new MockEnvironment().withProperty("taskhub.convex.url", url),
                news::incrementAndGet,
                Clock.systemUTC(),
                wanted);
        subscription.start();
    }

    private void awaitLive(boolean live) {
        await().atMost(SOON).until(() -> subscription.isLive().equals(Optional.of(live)));
    }

    private void create(String title) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/convex/api/mutation"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"path\":\"tasks:create\",\"args\":{\"title\":\"" + title + "\",\"status\":\"todo\"}}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"success\"");
    }
}
