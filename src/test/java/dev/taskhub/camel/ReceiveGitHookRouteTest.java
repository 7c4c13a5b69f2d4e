package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.git.GitInbox;
import dev.taskhub.git.GitSettings;
import dev.taskhub.git.PushReader;
import dev.taskhub.security.Sha256;
import dev.taskhub.security.Signatures;
import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.InboxUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@Import({GitDoor.class, PushReader.class, Signatures.class})
@EnableConfigurationProperties(GitSettings.class)
@MockEndpointsAndSkip("seda:.*|direct:answer-json")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/git/receive-git-hook.camel.yaml",
            "taskhub.git.max-message-size=2KB",
            "taskhub.dry-run=false"
        })
class ReceiveGitHookRouteTest extends ApiRouteTest {

    private static final String EVENT =
            """
            {"event": "commit", "repository": "shop", "branch": "main", "commits": [
              {"hash": "1111111111111111111111111111111111111111", "author": "Anna", "message": "Fixes T-1"}]}""";

    @MockitoBean
    Inbox inbox;

    @Test
    void keepsACommitBeforeItAnswersAndHasItWorkedOff() {
        Exchange done = call("receive-git-hook", Map.of(), EVENT);

        String key = Sha256.hex(EVENT.getBytes(StandardCharsets.UTF_8));
        verify(inbox).accept(eq(GitInbox.HOOK), eq(key), contains("Fixes T-1"));
        assertThat(mock("seda:work-off-inbox").getReceivedExchanges()).hasSize(1);
        assertThat(done.getMessage().getHeaders()).isEqualTo(Map.of(Exchange.HTTP_RESPONSE_CODE, 204));
        assertThat(done.getMessage().getBody()).isNull();
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertRefused(call("receive-git-hook", Map.of(), "{\"event\": \"push\"}"), 400, "commit, rewrite");
        verifyNoInteractions(inbox);
        assertThat(mock("seda:work-off-inbox").getReceivedExchanges()).isEmpty();
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertRefused(call("receive-git-hook", Map.of(), " ".repeat(2049)), 413, "2048");
        verifyNoInteractions(inbox);
    }

    @Test
    void hasTheSenderTryAgainWhenItCannotKeepTheCommit() {
        when(inbox.accept(any(), any(), any())).thenThrow(new InboxUnavailable("the inbox is full"));

        assertThat(call("receive-git-hook", Map.of(), EVENT).getMessage().getHeaders())
                .containsEntry(Exchange.HTTP_RESPONSE_CODE, 503)
                .containsKey("Retry-After");
    }
}
