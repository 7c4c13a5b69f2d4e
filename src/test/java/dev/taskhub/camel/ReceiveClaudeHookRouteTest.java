package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.claude.HookInbox;
import dev.taskhub.claude.HooksOfTodoLists;
import dev.taskhub.claude.TodoLists;
import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.InboxUnavailable;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@Import({ClaudeHookDoor.class, HooksOfTodoLists.class, TodoLists.class})
@MockEndpointsAndSkip("seda:.*|direct:answer-json")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/claude/receive-claude-hook.camel.yaml",
            "taskhub.claude.max-file-size=2KB",
            "taskhub.claude.max-items=10",
            "taskhub.claude.max-content-length=100",
            "taskhub.dry-run=false"
        })
class ReceiveClaudeHookRouteTest extends ApiRouteTest {

    private static final String WRITTEN =
            """
            {"session_id": "s1", "hook_event_name": "PostToolUse", "tool_name": "TodoWrite", "tool_use_id": "toolu_1",
             "tool_input": {"todos": [{"content": "Add tests", "status": "%s", "activeForm": "Adding tests"}]}}""";

    @MockitoBean
    Inbox inbox;

    @Test
    void keepsATodoListBeforeItAnswersAndHasItWorkedOff() {
        String event = WRITTEN.formatted("pending");

        call("receive-claude-hook", Map.of(), event);

        verify(inbox).accept(eq(HookInbox.SOURCE), eq("s1:toolu_1"), contains("Add tests"));
        assertThat(mock("seda:work-off-inbox").getReceivedExchanges()).hasSize(1);
        assertThat(answer()).isEqualTo(Map.of());
    }

    @Test
    void tellsTheModelWhichItemsCouldNotBeTaken() {
        call("receive-claude-hook", Map.of(), WRITTEN.formatted("doing"));

        verify(inbox).accept(eq(HookInbox.SOURCE), any(), any());
        assertThat(answer().toString()).contains("PostToolUse", "additionalContext", "todo 1", "doing");
    }

    @Test
    void keepsWhereAndWhenTheHookFiredButNoLaterThanNow() {
        call(
                "receive-claude-hook",
                Map.of(
                        "X-Task-List", "team",
                        "X-Hook-Time", "1700000000000",
                        "x-repository", "git@example.org:acme/shop.git",
                        "X-Agent", "BA",
                        "X-Spooled", "true"),
                WRITTEN.formatted("pending"));
        call("receive-claude-hook", Map.of("X-Hook-Time", "9999999999999"), WRITTEN.formatted("completed"));

        verify(inbox)
                .accept(
                        any(),
                        any(),
                        contains(
                                "\"taskhub\":{\"at\":1700000000000,\"taskList\":\"team\",\"spooled\":true,"
                                        + "\"repository\":\"git@example.org:acme/shop.git\",\"branch\":null,\"agent\":\"BA\"}"));
        verify(inbox)
                .accept(
                        any(),
                        any(),
                        contains("\"at\":"
                                + Instant.parse("2026-01-05T12:00:00Z").toEpochMilli()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SessionStart", "SessionEnd", "UserPromptSubmit", "Stop", "SubagentStop"})
    void keepsWhatASessionGoesThrough(String name) {
        String event = "{\"hook_event_name\": \"%s\", \"session_id\": \"s1\"}".formatted(name);

        call("receive-claude-hook", Map.of(), event);

        verify(inbox).accept(eq(HookInbox.SOURCE), any(), contains(name));
        assertThat(answer()).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hook_event_name\": \"SomethingNew\", \"more\": {}}",
                "{\"hook_event_name\": \"PreToolUse\", \"tool_name\": \"TodoWrite\", \"tool_input\": {\"todos\": []}}",
                "{\"hook_event_name\": \"PostToolUse\", \"tool_name\": \"Bash\", \"tool_input\": {\"command\": \"ls\"}}"
            })
    void letsPassWhatIsNoConcernOfTheHub(String event) {
        call("receive-claude-hook", Map.of(), event);

        assertThat(answer()).isEqualTo(Map.of());
        verifyNoInteractions(inbox);
        assertThat(mock("seda:work-off-inbox").getReceivedExchanges()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"todos\": []}",
                "{\"hook_event_name\": 1}",
                "{\"hook_event_name\": \"SessionStart\"}",
                "{\"hook_event_name\": \"Stop\", \"session_id\": {}}",
                "{\"hook_event_name\": \"PostToolUse\", \"tool_name\": \"TodoWrite\", \"session_id\": \"s\"}",
                "{\"hook_event_name\": \"PostToolUse\", \"tool_name\": \"TodoWrite\", \"tool_input\": {\"todos\": []}}"
            })
    void refusesWhatItDoesNotUnderstand(String event) {
        assertRefused(call("receive-claude-hook", Map.of(), event), 400, "");
        verifyNoInteractions(inbox);
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertRefused(call("receive-claude-hook", Map.of(), " ".repeat(2049)), 413, "2048");
        verifyNoInteractions(inbox);
    }

    @Test
    void hasTheSenderTryAgainWhenItCannotKeepTheList() {
        when(inbox.accept(any(), any(), any())).thenThrow(new InboxUnavailable("the inbox is full"));

        var refused = call("receive-claude-hook", Map.of(), WRITTEN.formatted("pending"));

        assertThat(refused.getMessage().getHeaders())
                .containsEntry(Exchange.HTTP_RESPONSE_CODE, 503)
                .containsKey("Retry-After");
    }

    private Object answer() {
        return mock("direct:answer-json")
                .getReceivedExchanges()
                .get(0)
                .getMessage()
                .getBody();
    }
}
