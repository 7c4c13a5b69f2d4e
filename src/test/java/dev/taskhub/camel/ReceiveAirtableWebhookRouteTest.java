package dev.taskhub.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtableInbox;
import dev.taskhub.airtable.AirtablePlainMessage;
import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.airtable.WebhookState;
import dev.taskhub.security.Signatures;
import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.InboxUnavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpComponentAutoConfiguration;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
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
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** AirTable's door as a stranger finds it, over real HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = {
            RouteTestBase.Hub.class,
            ReceiveAirtableWebhookRouteTest.Door.class,
            DoorHeaders.class,
            ApiErrors.class,
            Signatures.class
        })
@MockEndpointsAndSkip("seda:.*")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/airtable/receive-airtable-webhook.camel.yaml",
            "taskhub.airtable.webhook-secret=" + ReceiveAirtableWebhookRouteTest.SECRET
        })
class ReceiveAirtableWebhookRouteTest extends RouteTestBase {

    static final String SECRET = "plain-secret";

    private static final byte[] MAC_SECRET = "ping-secret".getBytes(UTF_8);
    private static final String PLAIN = "X-Airtable-Signature";
    private static final String PING = "X-Airtable-Content-MAC";
    private static final String TASK = "{\"type\": \"task.updated\", \"task\": {\"id\": \"rec1\"}}";
    private static final int LIMIT = 1 << 20;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @ImportAutoConfiguration({
        TaskExecutionAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        PlatformHttpComponentAutoConfiguration.class,
        SpringBootPlatformHttpAutoConfiguration.class
    })
    @EnableConfigurationProperties(AirtableSettings.class)
    static class Door {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        WatchfulDoor airtableWebhookDoor(
                Signatures signatures,
                AirtableSettings settings,
                AirtableHook hook,
                AirtablePlainMessage messages,
                Inbox inbox) {
            return new WatchfulDoor(signatures, settings, hook, messages, inbox);
        }
    }

    /** Notes which headers have come past the door's first step. */
    static class WatchfulDoor extends AirtableWebhookDoor {

        private final List<Set<String>> headers = new ArrayList<>();

        WatchfulDoor(
                Signatures signatures,
                AirtableSettings settings,
                AirtableHook hook,
                AirtablePlainMessage messages,
                Inbox inbox) {
            super(signatures, settings, hook, messages, inbox);
        }

        @Override
        void read(Exchange exchange) {
            headers.add(Set.copyOf(exchange.getMessage().getHeaders().keySet()));
            super.read(exchange);
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    WatchfulDoor door;

    @MockitoBean(name = "airtableHook")
    AirtableHook hook;

    @MockitoBean(name = "airtablePlainMessage")
    AirtablePlainMessage messages;

    @MockitoBean(name = "inbox")
    Inbox inbox;

    @BeforeEach
    void haveAWebhook() {
        door.headers.clear();
        when(hook.current())
                .thenReturn(Optional.of(new WebhookState(
                        "ach1", Base64.getEncoder().encodeToString(MAC_SECRET), 1, null, null, "tbl1")));
    }

    @Test
    void keepsASignedTaskBeforeItAnswers() throws Exception {
        var keptBeforeTheWakeUp = new ArrayList<Boolean>();
        when(inbox.accept(any(), any(), any())).thenAnswer(kept -> {
            keptBeforeTheWakeUp.add(mock("seda:work-off-inbox").getReceivedCounter() == 0);
            return true;
        });

        var answer = send(post(TASK).header(PLAIN, "sha256=" + sign(SECRET.getBytes(UTF_8), TASK)));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        verify(inbox).accept(eq(AirtableInbox.PLAIN), anyString(), eq(TASK));
        assertThat(keptBeforeTheWakeUp).containsExactly(true);
        assertThat(mock("seda:work-off-inbox").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void keepsAPingAndHasTheLogRead() throws Exception {
        var answer = send(post("{}").header(PING, "hmac-sha256=" + sign(MAC_SECRET, "{}")));

        assertThat(answer.statusCode()).isEqualTo(204);
        verify(inbox).accept(eq(AirtableInbox.PING), anyString(), eq(""));
        assertThat(mock("seda:read-airtable-payloads").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void turnsAwayWhatIsNotSigned() throws Exception {
        expectRefusal(send(post(TASK)), 401, "UNAUTHENTICATED");
        verifyNoInteractions(inbox, messages, hook);
    }

    @Test
    void turnsAwayWhatIsSignedWithAnotherSecretOrForAnotherBody() throws Exception {
        String forged = sign("other".getBytes(UTF_8), TASK);
        String borrowed = sign(SECRET.getBytes(UTF_8), TASK + " ");

        for (String signature : List.of(forged, borrowed)) {
            expectRefusal(send(post(TASK).header(PLAIN, signature)), 401, "UNAUTHENTICATED");
            expectRefusal(send(post(TASK).header(PING, "hmac-sha256=" + signature)), 401, "UNAUTHENTICATED");
        }
        verifyNoInteractions(inbox, messages);
    }

    @Test
    void turnsAwayARepeatedSignature() throws Exception {
        String signature = sign(SECRET.getBytes(UTF_8), TASK);

        var answer = send(post(TASK).header(PLAIN, signature).header(PLAIN, signature));

        expectRefusal(answer, 401, "UNAUTHENTICATED");
        verifyNoInteractions(inbox);
    }

    @Test
    void turnsAwayWhatIsTooLarge() throws Exception {
        expectRefusal(send(signed("x".repeat(LIMIT + 1))), 413, "TOO_LARGE");
        verifyNoInteractions(inbox);
    }

    @Test
    void takesWhatIsJustNotTooLarge() throws Exception {
        String largest = TASK + " ".repeat(LIMIT - TASK.length());

        assertThat(send(signed(largest)).statusCode()).isEqualTo(204);
    }

    @Test
    void saysWhereABodyIsNotJson() throws Exception {
        JsonNode body = expectRefusal(send(signed("{\"type\": ")), 400, "BAD_REQUEST");

        assertThat(body.get("message").textValue())
                .contains("not a JSON object")
                .contains("line 1");
        verifyNoInteractions(inbox);
    }

    @Test
    void saysWhatIsWrongWithATask() throws Exception {
        when(messages.read(any(), any())).thenThrow(new IllegalArgumentException("task has no id"));

        JsonNode body = expectRefusal(send(signed(TASK)), 400, "BAD_REQUEST");

        assertThat(body.get("message").textValue()).isEqualTo("task has no id");
        verifyNoInteractions(inbox);
    }

    @Test
    void asksForARepeatWhenTheMessageCannotBeKept() throws Exception {
        when(inbox.accept(any(), any(), any())).thenThrow(new InboxUnavailable("the inbox is full"));

        var answer = send(signed(TASK));

        expectRefusal(answer, 503, "UNAVAILABLE");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(mock("seda:work-off-inbox").getReceivedExchanges()).isEmpty();
    }

    @Test
    void tellsNothingOfAFailureOfItsOwn() throws Exception {
        when(inbox.accept(any(), any(), any())).thenThrow(new IllegalStateException("password of the store"));

        var answer = send(signed(TASK));

        expectRefusal(answer, 500, "FAILED");
        assertThat(answer.body()).doesNotContain("password");
    }

    @Test
    void takesNothingButPosts() throws Exception {
        var request = HttpRequest.newBuilder(address("")).GET();

        assertThat(send(request).statusCode()).isEqualTo(405);
        assertThat(door.headers).isEmpty();
    }

    static Stream<UnaryOperator<String>> lettersOfAHeaderMayBeOfAnyCase() {
        return Stream.of(
                name -> name,
                name -> name.toLowerCase(Locale.ROOT),
                name -> name.toUpperCase(Locale.ROOT),
                name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                name -> name.substring(0, 3).toUpperCase(Locale.ROOT) + name.substring(3),
                name -> "x-" + name);
    }

    @ParameterizedTest
    @MethodSource("lettersOfAHeaderMayBeOfAnyCase")
    void letsNoControlHeaderPast(UnaryOperator<String> spelling) throws Exception {
        List<String> names = CONTROL.stream().map(spelling).toList();
        String form = names.stream().map(name -> name + "=stolen").collect(Collectors.joining("&"));
        var asHeaders = signed(TASK);
        names.forEach(name -> asHeaders.header(name, "stolen"));
        var asForm = HttpRequest.newBuilder(address(""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));

        send(asHeaders);
        send(signed(TASK).uri(address("?" + form)));
        send(asForm);

        assertThat(door.headers).hasSize(3).allSatisfy(headers -> assertThat(headers)
                .allMatch(name ->
                        Set.of("content-type", "x-airtable-signature").contains(name.toLowerCase(Locale.ROOT))));
    }

    private static final List<String> CONTROL = List.of(
            "CamelHttpUri",
            "CamelRestHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpRawQuery",
            "CamelHttpMethod",
            "CamelHttpHost",
            "CamelHttpResponseCode",
            "CamelBeanMethodName",
            "CamelFileName",
            "CamelFileNameOnly",
            "CamelFileLength",
            "CamelFileLastModified",
            "CamelOverruleFileName",
            "CamelExecCommandExecutable",
            "CamelExecCommandArgs",
            "CamelExecCommandWorkingDir",
            "CamelSqlQuery",
            "CamelSqlRowCount",
            "CamelTimerName",
            "CamelVariableSecret",
            "Long-Running-Action",
            "QUERY",
            "OPERATION",
            "dns.server",
            "dns.name",
            "kafka.OVERRIDE_TOPIC",
            "breadcrumbId",
            "JMSReplyTo",
            "org.apache.camel.Exchange");

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(address(""))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder signed(String body) throws Exception {
        return post(body).header(PLAIN, sign(SECRET.getBytes(UTF_8), body));
    }

    private URI address(String query) {
        return URI.create("http://127.0.0.1:" + port + "/webhook/airtable" + query);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode expectRefusal(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("code", "message", "details", "timestamp", "requestId");
        assertThat(body.get("code").textValue()).isEqualTo(code);
        return body;
    }

    private static String sign(byte[] secret, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }
}
