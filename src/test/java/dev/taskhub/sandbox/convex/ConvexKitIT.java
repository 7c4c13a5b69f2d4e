package dev.taskhub.sandbox.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.sandbox.SandboxServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The functions in {@code convex/} that a user deploys pass their own tests and keep the contract, served over HTTP by
 * Node.js. Needs Node.js, see {@link ConvexKit}.
 */
class ConvexKitIT extends SyncKitContract {

    /** Offers no HTTP/2: of the requests that do, Node.js leaves one in some hundred without an answer. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Optional<String> missing;
    private static ConvexKit.Server server;

    @BeforeAll
    static void start() throws Exception {
        missing = ConvexKit.install();
        if (missing.isEmpty()) {
            server = ConvexKit.serve();
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() throws Exception {
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
        assertThat(post("/reset", "{}", null).status()).isEqualTo(200);
    }

    @Test
    void passesItsOwnTests() throws Exception {
        var run = ConvexKit.run(Duration.ofMinutes(5), "npm", "test");

        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void theVendorsReactiveClientWorksAgainstTheSandbox() throws Exception {
        try (var sandbox = SandboxServer.start("taskhub.sandbox.seed=false")) {
            var run = ConvexKit.run(
                    Duration.ofMinutes(1), "node", "--import", "tsx", "test/watch.ts", sandbox.url() + "/convex");

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output()).contains("[]\nGrüße [\"Grüße\"]\nunknown function\n");
        }
    }

    @Override
    RemoteAnswer post(String path, String body, String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        var response = HTTP.send(request.build(), BodyHandlers.ofString());
        return new RemoteAnswer(response.statusCode(), Map.of(), response.body());
    }
}
