package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.security.Secrets;
import dev.taskhub.sync.Positions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a token endpoint over real HTTP. */
class OidcTokensTest {

    private final List<Map<String, String>> asked = new ArrayList<>();
    private final Map<String, String> stored = new HashMap<>();
    private final Positions positions = mock(Positions.class);
    private final Secrets secrets = mock(Secrets.class);
    private final MovedClock clock = new MovedClock();
    private HttpServer provider;
    private int status = 200;
    private String answer;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/token", exchange -> {
            asked.add(form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        when(secrets.encrypt(any())).thenAnswer(call -> encoded(call.getArgument(0)));
        when(secrets.decrypt(any()))
                .thenAnswer(call ->
                        new String(Base64.getDecoder().decode(call.<String>getArgument(0)), StandardCharsets.UTF_8));
        when(positions.get(eq("convex"), eq("x.convex.cloud"), anyString()))
                .thenAnswer(call -> Optional.ofNullable(stored.get(call.<String>getArgument(2))));
        doAnswer(call -> stored.put(call.getArgument(2), call.getArgument(3)))
                .when(positions)
                .put(anyString(), anyString(), anyString(), anyString());
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void asksForATokenOfItsOwnAndForAnotherAMinuteBeforeItsEnd() {
        var tokens = tokens("");
        answer = token("one", 600);
        assertThat(tokens.header()).isEqualTo("Bearer one");
        clock.pass(Duration.ofSeconds(539));
        assertThat(tokens.header()).isEqualTo("Bearer one");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0))
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_id", "hub")
                .containsEntry("client_secret", "s3cret")
                .containsEntry("scope", "openid email")
                .containsEntry("audience", "convex");

        clock.pass(Duration.ofSeconds(2));
        answer = token("two", 600);

        assertThat(tokens.header()).isEqualTo("Bearer two");
    }

    @Test
    void asksOnTheUsersBehalfAndShowsTheIdToken() {
        answer = "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":86400,\"id_token\":\""
                + jwt(300) + "\"}";
        var tokens = tokens("refresh-1");

        assertThat(tokens.header()).isEqualTo("Bearer " + jwt(300));
        assertThat(asked.get(0))
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "refresh-1");

        clock.pass(Duration.ofSeconds(241));
        assertThat(tokens.header()).isNotEmpty();
        assertThat(asked).as("the ID token's own end counts").hasSize(2);
    }

    @Test
    void keepsTheTokenAndAReplacedRefreshTokenOverARestartUnreadable() {
        answer =
                "{\"access_token\":\"one\",\"token_type\":\"Bearer\",\"expires_in\":600,\"refresh_token\":\"refresh-2\"}";
        assertThat(tokens("refresh-1").header()).isEqualTo("Bearer one");
        assertThat(stored.values())
                .singleElement()
                .asString()
                .doesNotContain("one")
                .doesNotContain("refresh");

        var restarted = tokens("refresh-1");
        assertThat(restarted.header()).isEqualTo("Bearer one");
        assertThat(asked).hasSize(1);
        clock.pass(Duration.ofHours(1));
        assertThat(restarted.header()).isEqualTo("Bearer one");
        assertThat(asked.get(1)).containsEntry("refresh_token", "refresh-2");
    }

    @Test
    void forgetsWhatWasKeptWhenTheUserLoggedInAnew() {
        answer =
                "{\"access_token\":\"one\",\"token_type\":\"Bearer\",\"expires_in\":600,\"refresh_token\":\"refresh-2\"}";
        tokens("refresh-1").header();

        tokens("refresh-9").header();

        assertThat(asked.get(1)).containsEntry("refresh_token", "refresh-9");
    }

    @Test
    void asksForAnotherTokenOnceWhenOneIsRefusedBeforeItsEnd() {
        var tokens = tokens("");
        answer = token("one", 600);
        tokens.header();
        tokens.accepted();

        assertThat(tokens.refused()).isTrue();
        answer = token("two", 600);
        assertThat(tokens.header()).isEqualTo("Bearer two");
        assertThat(tokens.refused()).as("the new one is not taken either").isFalse();

        tokens.accepted();
        assertThat(tokens.refused()).isTrue();
    }

    @Test
    void saysWhatToDoWhenTheProviderRefuses() {
        status = 400;
        answer = "{\"error\":\"invalid_grant\",\"error_description\":\"refresh-1 was revoked\"}";

        assertThatThrownBy(() -> tokens("refresh-1").header())
                .isInstanceOf(RemoteClosed.class)
                .hasMessageContaining("invalid_grant")
                .hasMessageContaining("log in anew")
                .hasMessageNotContaining("refresh-1");
    }

    @Test
    void waitsWhileTheProviderIsAway() {
        status = 503;
        answer = "busy";
        assertThatThrownBy(() -> tokens("").header()).isInstanceOf(RemoteUnavailable.class);

        provider.stop(0);
        assertThatThrownBy(() -> tokens("").header())
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("gives no token");
    }

    private OidcTokens tokens(String refreshToken) {
        return new OidcTokens(
                new OidcSettings(
                        "http://127.0.0.1:" + provider.getAddress().getPort() + "/token",
                        "hub",
                        "s3cret",
                        "openid email",
                        "convex",
                        refreshToken),
                "x.convex.cloud",
                positions,
                secrets,
                clock);
    }

    private static String token(String value, int seconds) {
        return "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"expires_in\":" + seconds + "}";
    }

    private static String jwt(int seconds) {
        return Stream.of(
                        "{\"alg\":\"none\"}",
                        "{\"exp\":" + MovedClock.START.plusSeconds(seconds).getEpochSecond() + "}",
                        "signature")
                .map(OidcTokensTest::encoded)
                .collect(Collectors.joining("."));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static final class MovedClock extends Clock {

        static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
        private Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
