package dev.taskhub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Whom the MCP door keeps out. */
@TestPropertySource(
        properties = {
            "taskhub.mcp.allowed-origins=https://app.example.org",
            "taskhub.mcp.allowed-hosts=hub.example.org",
            "taskhub.mcp.requests-per-second=0.5",
            "taskhub.mcp.burst=40",
            "taskhub.mcp.max-message-size=2KB",
            "taskhub.mcp.read-within=1s"
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class McpGuardTest extends McpTestHub {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Basic YWRtaW46Y29ycmVjdCBob3JzZSBiYXR0ZXJ5"})
    void letsNobodyInWithoutTheToken(String authorization) throws Exception {
        var request = request("/mcp").header("Content-Type", "application/json").POST(BodyPublishers.ofString(PING));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
    void refusesAStrangerBeforeItReadsWhatHeSends(String type) throws Exception {
        assertThat(raw("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                        + "\r\nContent-Length: 1000\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "http://localhost.evil.example, 403",
        "null, 403",
        "file://, 403",
        "http://app.example.org, 403",
        "https://app.example.org, 200",
        "http://localhost, 200",
        "http://localhost:6274, 200",
        "http://127.0.0.1:6274, 200",
        "http://[::1]:6274, 200"
    })
    void letsPagesOfThisMachineCallAndThoseThatAreNamed(String origin, int status) throws Exception {
        assertThat(post(PING, "Origin", origin).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "localhost.evil.example:8080, 421",
        "localhost:8080, 200",
        "127.0.0.1, 200",
        "[::1]:8080, 200",
        "192.168.1.5:8080, 200",
        "hub.example.org, 200",
        "HUB.example.org:443, 200"
    })
    void answersToItsOwnNamesAlone(String host, int status) throws Exception {
        assertThat(raw("POST /mcp HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + TOKEN
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + PING.length() + "\r\n\r\n" + PING))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNoMoreThanAMessageMayHave(boolean announced) throws Exception {
        byte[] large = PING.replace("1,", "1," + " ".repeat(2_048)).getBytes(StandardCharsets.UTF_8);
        var body = announced
                ? BodyPublishers.ofByteArray(large)
                : BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large));
        HttpResponse<String> answer = send(request("/mcp")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(body));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("2048");
    }

    @Test
    void waitsForNoMessageThatTricklesIn() throws Exception {
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
        try (var socket =
                new Socket(URI.create(url()).getHost(), URI.create(url()).getPort())) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = null;
            for (int sent = 0; answer == null && sent < 200; sent++) {
                socket.getOutputStream().write(' ');
                answer = statusLine(socket);
            }
            assertThat(answer).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void takesOtherThanJsonFromNobody() throws Exception {
        HttpResponse<String> answer = send(request("/mcp")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(PING)));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    /** Last, for it leaves nothing to the others. */
    @Test
    @Order(Integer.MAX_VALUE)
    void tellsWhoeverSendsTooMuchWhenToComeAgain() throws Exception {
        HttpResponse<String> answer = null;
        for (int i = 0; i < 200 && (answer == null || answer.statusCode() == 200); i++) {
            answer = post(PING);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 2);
        assertThat(answer.body()).contains("taskhub.mcp.requests-per-second");
    }

    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(URI.create(url()).getHost(), URI.create(url()).getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return statusLine(socket);
        }
    }

    /** The first line of an answer, or {@code null} when none came within the socket's time. */
    private static String statusLine(Socket socket) throws IOException {
        try {
            var line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        } catch (SocketTimeoutException e) {
            return null;
        }
    }
}
