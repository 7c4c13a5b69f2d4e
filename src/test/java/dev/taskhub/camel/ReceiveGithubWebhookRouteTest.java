package dev.taskhub.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.taskhub.git.GitInbox;
import dev.taskhub.git.GitSettings;
import dev.taskhub.git.PushReader;
import dev.taskhub.security.Sha256;
import dev.taskhub.security.Signatures;
import dev.taskhub.sync.Inbox;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@Import({GitDoor.class, PushReader.class, Signatures.class})
@EnableConfigurationProperties(GitSettings.class)
@MockEndpointsAndSkip("seda:.*|direct:answer-json")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/git/receive-github-webhook.camel.yaml",
            "taskhub.git.github-secret=" + ReceiveGithubWebhookRouteTest.SECRET,
            "taskhub.git.max-message-size=2KB",
            "taskhub.dry-run=false"
        })
class ReceiveGithubWebhookRouteTest extends ApiRouteTest {

    static final String SECRET = "github-secret";

    private static final String PUSH =
            """
            {"ref": "refs/heads/main", "repository": {"full_name": "anna/shop", "default_branch": "main"}, "commits": [
              {"id": "1111111111111111111111111111111111111111", "message": "Fixes T-1", "author": {"name": "Anna"}}]}""";

    @MockitoBean
    Inbox inbox;

    @Test
    void keepsAPushUnderItsDeliveryBeforeItAnswers() throws Exception {
        Exchange done = send("push", "72d3162e-cc78-11e3-81ab-4c9367dc0958", PUSH, sign(SECRET, PUSH));

        verify(inbox).accept(eq(GitInbox.GITHUB), eq("72d3162e-cc78-11e3-81ab-4c9367dc0958"), contains("Fixes T-1"));
        assertThat(mock("seda:work-off-inbox").getReceivedExchanges()).hasSize(1);
        expectNoContent(done);
    }

    @Test
    void tellsApartByTheBodyWhatHasNoProperDelivery() throws Exception {
        send("push", "../../x y", PUSH, sign(SECRET, PUSH));

        verify(inbox).accept(eq(GitInbox.GITHUB), eq(Sha256.hex(PUSH.getBytes(UTF_8))), contains("Fixes T-1"));
    }

    @Test
    void answersAPing() throws Exception {
        String ping = "{\"zen\": \"Design for failure.\", \"hook_id\": 1}";

        send("ping", "d", ping, sign(SECRET, ping));

        assertThat(answered("X-GitHub-Event", "X-GitHub-Delivery", "X-Hub-Signature-256"))
                .isEqualTo(Map.of("pong", true));
        verifyNoInteractions(inbox);
    }

    @ParameterizedTest
    @ValueSource(strings = {"issues", "pull_request", "PUSH", ""})
    void letsOtherEventsPass(String event) throws Exception {
        expectNoContent(send(event, "d", "{", sign(SECRET, "{")));
        verifyNoInteractions(inbox);
    }

    @Test
    void keepsNothingOfAPushWithoutCommits() throws Exception {
        String deleted = "{\"ref\": \"refs/heads/x\", \"deleted\": true, \"commits\": []}";

        expectNoContent(send("push", "d", deleted, sign(SECRET, deleted)));
        verifyNoInteractions(inbox);
    }

    @Test
    void turnsAwayWhatIsNotSignedOverTheseBytesWithoutReadingIt() throws Exception {
        String signature = sign(SECRET, PUSH);

        assertRefused(send("push", "d", PUSH + " ", signature), 401, "signature");
        assertRefused(send("push", "d", PUSH, sign("other", PUSH)), 401, "signature");
        assertRefused(send("push", "d", PUSH, signature.substring("sha256=".length())), 401, "signature");
        assertRefused(send("push", "d", "{", ""), 401, "signature");
        assertRefused(call("receive-github-webhook", Map.of("X-GitHub-Event", "push"), PUSH), 401, "signature");
        assertRefused(
                call(
                        "receive-github-webhook",
                        Map.of("X-Hub-Signature-256", List.of(signature, signature), "X-GitHub-Event", "push"),
                        PUSH),
                401,
                "signature");
        verifyNoInteractions(inbox);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws Exception {
        String form = "payload=%7B%7D";

        assertRefused(send("push", "d", form, sign(SECRET, form)), 400, "application/json");
        verifyNoInteractions(inbox);
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        String large = " ".repeat(2049);

        assertRefused(send("push", "d", large, sign(SECRET, large)), 413, "2048");
    }

    private Exchange send(String event, String delivery, String body, String signature) {
        var headers = new HashMap<String, Object>();
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", delivery);
        headers.put("X-Hub-Signature-256", signature);
        return call("receive-github-webhook", headers, body);
    }

    private void expectNoContent(Exchange done) {
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders()).isEqualTo(Map.of(Exchange.HTTP_RESPONSE_CODE, 204));
        assertThat(done.getMessage().getBody()).isNull();
    }

    private static String sign(String secret, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }
}
