package dev.taskhub.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.security.Signatures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.component.platform.http.springboot.PlatformHttpComponentAutoConfiguration;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;

/** Convex's door as a stranger finds it, over real HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = {
            RouteTestBase.Hub.class,
            ReceiveConvexWebhookRouteTest.Door.class,
            ConvexWebhookDoor.class,
            DoorHeaders.class,
            ApiErrors.class,
            Signatures.class
        })
@MockEndpointsAndSkip("seda:.*")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/receive-convex-webhook.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.convex.webhook-secret=" + ReceiveConvexWebhookRouteTest.SECRET
        })
class ReceiveConvexWebhookRouteTest extends RouteTestBase {

    static final String SECRET = "kit-secret";

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final String HINT =
            "{\"type\":\"changed\",\"changes\":[{\"table\":\"hubTasks\",\"externalId\":\"t1\"}]}";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @ImportAutoConfiguration({
        TaskExecutionAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        PlatformHttpComponentAutoConfiguration.class,
        SpringBootPlatformHttpAutoConfiguration.class
    })
    @EnableConfigurationProperties(ConvexSettings.class)
    static class Door {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(ints = {0, -300, 300})
    void hasConvexReadAtOnce(int seconds) throws Exception {
        var answer = send(NOW.plusSeconds(seconds), HINT, SECRET, HINT);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(mock("seda:poll-convex-tasks").getReceivedExchanges()).hasSize(1);
        assertThat(mock("seda:poll-convex-comments").getReceivedExchanges()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-301, 301, -86_400})
    void turnsAwayWhatIsNotOfNow(int seconds) throws Exception {
        expectRefusal(send(NOW.plusSeconds(seconds), HINT, SECRET, HINT), 401);
    }

    @Test
    void turnsAwayWhatIsNotSignedOverTheseBytes() throws Exception {
        expectRefusal(send(NOW, HINT, "other", HINT), 401);
        expectRefusal(send(NOW, HINT, SECRET, HINT + " "), 401);
        expectRefusal(CLIENT.send(request(HINT).build(), BodyHandlers.ofString()), 401);
    }

    @Test
    void turnsAwayWhatIsTooLarge() throws Exception {
        String large = "x".repeat((1 << 16) + 1);

        expectRefusal(send(NOW, large, SECRET, large), 413);
    }

    @Test
    void doesNotMindWhatAHintHolds() throws Exception {
        for (String body : new String[] {"", "{", "[[[[", "null", "\u0000\uD83D"}) {
            assertThat(send(NOW, body, SECRET, body).statusCode()).isEqualTo(204);
        }
    }

    private void expectRefusal(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(mock("seda:poll-convex-tasks").getReceivedExchanges()).isEmpty();
        assertThat(mock("seda:poll-convex-comments").getReceivedExchanges()).isEmpty();
    }

    private HttpResponse<String> send(Instant time, String signedBody, String secret, String body) throws Exception {
        String timestamp = String.valueOf(time.toEpochMilli());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal((timestamp + "." + signedBody).getBytes(UTF_8)));
        return CLIENT.send(
                request(body)
                        .header("X-Webhook-Timestamp", timestamp)
                        .header("X-Webhook-Signature", "sha256=" + signature)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/webhook/convex"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }
}
