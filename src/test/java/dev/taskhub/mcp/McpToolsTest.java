package dev.taskhub.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.claude.ClaudeHooks;
import dev.taskhub.claude.HookEvent;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Each tool, as the SDK's own client calls it. */
class McpToolsTest extends McpTestHub {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private ClaudeHooks hooks;

    private McpSyncClient client;

    @BeforeEach
    void open() {
        clear();
        client = client(Map.of());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void offersFewToolsWithShortTextsInAFixedOrder() {
        List<Tool> tools = client.listTools().tools();

        assertThat(tools)
                .extracting(Tool::name)
                .containsExactly(
                        "create_task",
                        "update_task",
                        "complete_task",
                        "block_task",
                        "get_task",
                        "list_tasks",
                        "next_task",
                        "claim_task",
                        "add_comment",
                        "log_time",
                        "add_artifact",
                        "resolve_conflict",
                        "sync_status");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.title()).isNotBlank();
            assertThat(tool.description()).hasSizeBetween(20, 300);
            assertThat(tool.outputSchema()).containsEntry("type", "object");
            assertThat(tool.annotations()).hasNoNullFieldsOrPropertiesExcept("returnDirect");
        });
        assertThat(JSON.valueToTree(tools.get(0))
                        .at("/inputSchema/properties/status/enum")
                        .toString())
                .contains("in_progress");
        assertThat(tools.stream().mapToInt(McpToolsTest::shownToTheModel).sum())
                .as("what a session pays before it has done anything, in characters")
                .isLessThan(9_500);
    }

    private static int shownToTheModel(Tool tool) {
        return tool.name().length()
                + tool.description().length()
                + JSON.valueToTree(tool.inputSchema()).toString().length();
    }

    @Test
    void makesATaskOfFields() {
        JsonNode task = call(
                        "create_task",
                        Map.of(
                                "title",
                                "Ship it",
                                "priority",
                                "high",
                                "dueDate",
                                "2026-12-04",
                                "tags",
                                List.of("a"),
                                "agent",
                                "BA"))
                .path("task");

        assertThat(task.path("alias").asText()).isEqualTo("T-1");
        assertThat(task.path("dueDate").asText()).isEqualTo("2026-12-04T00:00:00Z");
        assertThat(task.path("createdBy").asText()).isEqualTo("BA");
        JsonNode part = call("create_task", Map.of("title", "Part", "parent", "t-1", "dependencies", List.of("T-1")));
        assertThat(part.at("/task/parentId")).isEqualTo(task.path("id"));
        assertThat(part.at("/task/createdBy").asText()).isEqualTo("machine");
        assertThat(call("get_task", Map.of("task", "T-2"))
                        .at("/waitsFor/0/title")
                        .asText())
                .isEqualTo("Ship it");
    }

    @Test
    void makesATaskOfOneLineAndSaysWhatItUnderstood() {
        JsonNode made =
                call("create_task", Map.of("line", "Fix the login, high, #auth, @BA, ~4h", "priority", "urgent"));

        assertThat(made.at("/task/title").asText()).isEqualTo("Fix the login");
        assertThat(made.at("/task/assignedTo").asText()).isEqualTo("BA");
        assertThat(made.at("/task/priority").asText()).isEqualTo("urgent");
        assertThat(made.path("understood")).extracting(JsonNode::asText).contains("tag auth", "estimate 4 h");
    }

    @Test
    void aRepeatedCallMakesNoSecondTask() {
        var request = CallToolRequest.builder("create_task")
                .arguments(Map.of("title", "once"))
                .meta(Map.of("claudecode/toolUseId", "toolu_1"))
                .build();

        var first = client.callTool(request);
        var again = client.callTool(request);

        assertThat(again.structuredContent()).isEqualTo(first.structuredContent());
        assertThat(call("list_tasks", Map.of()).path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aRepeatedCallOfAnyToolIsCarriedOutOnce() {
        task("a");
        task("b", "assignedTo", "BA");

        Stream.of(
                        Map.entry("add_comment", Map.<String, Object>of("task", "T-1", "text", "once")),
                        Map.entry("log_time", Map.<String, Object>of("task", "T-1", "minutes", 30)),
                        Map.entry("next_task", Map.<String, Object>of("agent", "BA", "claim", true)),
                        Map.entry("block_task", Map.<String, Object>of("task", "T-1", "reason", "stuck")))
                .forEach(call -> {
                    var request = CallToolRequest.builder(call.getKey())
                            .arguments(call.getValue())
                            .meta(Map.of("claudecode/toolUseId", "toolu_" + call.getKey()))
                            .build();
                    CallToolResult first = client.callTool(request);
                    assertThat(first.isError()).as(text(first)).isNotEqualTo(true);
                    assertThat(client.callTool(request).structuredContent()).isEqualTo(first.structuredContent());
                });

        JsonNode shown = call("get_task", Map.of("task", "T-1"));
        assertThat(shown.path("comments")).hasSize(1);
        assertThat(shown.at("/task/actualHours").asDouble()).isEqualTo(0.5);
        assertThat(shown.at("/task/executionNotes").asText()).isEqualTo("Error: stuck");
    }

    @Test
    void aCallThatIsToldManyTimesAtOnceIsCarriedOutOnce() {
        task("a");
        var request = CallToolRequest.builder("add_comment")
                .arguments(Map.of("task", "T-1", "text", "once"))
                .meta(Map.of("claudecode/toolUseId", "toolu_at_once"))
                .build();

        List<CompletableFuture<Object>> calls = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> client.callTool(request).structuredContent()))
                .toList();

        assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(call("get_task", Map.of("task", "T-1")).path("comments")).hasSize(1);
    }

    @Test
    void aCallThatWasCarriedOutBeforeARestartIsNotCarriedOutAgain() {
        task("a");
        jdbc.sql("INSERT INTO applied_list (message_key, applied_at) VALUES ('mcp:toolu_before', 1)")
                .update();
        CallToolResult result = client.callTool(CallToolRequest.builder("log_time")
                .arguments(Map.of("task", "T-1", "minutes", 30))
                .meta(Map.of("claudecode/toolUseId", "toolu_before"))
                .build());

        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("carried out before", "get_task");
        assertThat(call("get_task", Map.of("task", "T-1")).path("task").has("actualHours"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp__plugin_taskhub_hub__create_task", "mcp__taskhub__update_task"})
    void aHookThatTellsOfACallAddsNothingToIt(String tool) {
        HookEvent event = hooks.read(
                """
                {"hook_event_name": "PostToolUse", "session_id": "s1", "tool_name": "%s", "tool_use_id": "toolu_1",
                 "tool_input": {"title": "once"}, "tool_response": {}}"""
                        .formatted(tool)
                        .getBytes(StandardCharsets.UTF_8),
                Map.of());

        assertThat(hooks.isKept(event)).isFalse();
        assertThat(hooks.outcome(event, hooks.answer(event))).isEmpty();
    }

    @Test
    void aRefusedCallMayBeMadeAgain() {
        var request = CallToolRequest.builder("add_comment")
                .arguments(Map.of("task", "T-1", "text", "hello"))
                .meta(Map.of("claudecode/toolUseId", "toolu_early"))
                .build();
        assertThat(client.callTool(request).isError()).isTrue();

        task("a");

        assertThat(client.callTool(request).isError()).isNotEqualTo(true);
    }

    @Test
    void timeMakesUpTheHoursOfItsTask() {
        task("a");

        JsonNode logged = call("log_time", Map.of("task", "T-1", "minutes", 90, "note", "tests", "agent", "BA"));
        assertThat(logged.path("task").asText()).isEqualTo("T-1");
        assertThat(call("log_time", Map.of("task", "T-1", "minutes", 15, "startedAt", "2026-01-05T09:00:00Z"))
                        .path("actualHours")
                        .asDouble())
                .isEqualTo(1.75);
        assertThat(refusal("log_time", Map.of("task", "T-1", "minutes", 5, "startedAt", "2999-01-01T00:00:00Z")))
                .contains("in the future");
    }

    @Test
    void aChangeOfAnOlderVersionIsRefusedWithWhatToDo() {
        task("a");
        JsonNode changed =
                call("update_task", Map.of("task", "T-1", "version", 1, "description", "new", "estimatedHours", 2.5));
        assertThat(changed.at("/task/version").asInt()).isEqualTo(2);

        assertThat(refusal("update_task", Map.of("task", "T-1", "version", 1, "description", "other")))
                .contains("is at version 2, not 1: read it again");
        assertThat(call("update_task", Map.of("task", "T-1", "clear", List.of("estimatedHours")))
                        .at("/task")
                        .has("estimatedHours"))
                .isFalse();
    }

    @Test
    void whatCannotBeTakenIsRefusedInWordsThatHelp() {
        task("a");

        assertThat(refusal("get_task", Map.of("task", "T-99"))).contains("there is no task \"T-99\"");
        assertThat(refusal("create_task", Map.of())).contains("title is missing");
        assertThat(refusal("create_task", Map.of("title", "x", "status", "started")))
                .contains("status", "in_progress");
        assertThat(refusal("create_task", Map.of("title", "x", "colour", "red")))
                .contains("colour");
        assertThat(refusal("create_task", Map.of("title", "x", "dueDate", "soon")))
                .contains("dueDate \"soon\" is not a time");
        assertThat(refusal("update_task", Map.of("task", "T-1", "clear", List.of("title"))))
                .contains("every task has one");
        assertThat(refusal("update_task", Map.of("task", "T-1", "dependencies", List.of("T-1"))))
                .contains("circle");
        assertThat(refusal("list_tasks", Map.of("cursor", "x"))).contains("is none of this list");
        assertThat(refusal("next_task", Map.of("agent", "ZZ"))).contains("agent", "BA");
        assertThat(refusal("get_task", Map.of())).contains("task");
        assertThatThrownBy(() -> client.callTool(
                        CallToolRequest.builder("delete_everything").build()))
                .isInstanceOfSatisfying(
                        McpError.class,
                        error -> assertThat(error.getJsonRpcError().code()).isEqualTo(-32602))
                .hasMessageContaining("delete_everything");
    }

    @Test
    void aFailureWithinTheHubShowsNothingOfItsInside() {
        task("a");
        jdbc.sql("ALTER TABLE comment RENAME TO comment_away").update();
        try {
            assertThat(refusal("get_task", Map.of("task", "T-1")))
                    .contains("its log says why under")
                    .doesNotContain("SQL", "comment", "dev.taskhub", "Exception");
        } finally {
            jdbc.sql("ALTER TABLE comment_away RENAME TO comment").update();
        }
    }

    @Test
    void anAgentTakesItsNextTaskAndNobodyElseDoes() {
        task("first", "assignedTo", "BA", "priority", "urgent");
        task("second", "assignedTo", "BA");

        assertThat(call("next_task", Map.of()).path("message").asText()).contains("which agent you are", "CE, BA");
        assertThat(call("next_task", Map.of("agent", "BA")).at("/task/status").asText())
                .isEqualTo("todo");
        JsonNode taken = call("next_task", Map.of("agent", "BA", "claim", true, "minutes", 5));
        assertThat(taken.at("/task/title").asText()).isEqualTo("first");
        assertThat(taken.at("/task/status").asText()).isEqualTo("in_progress");
        assertThat(taken.at("/lease/agent").asText()).isEqualTo("BA");

        assertThat(refusal("claim_task", Map.of("task", "T-1", "agent", "CE"))).contains("T-1 is claimed by BA");
        assertThat(call("claim_task", Map.of("task", "T-1", "agent", "BA")).has("lease"))
                .isTrue();
        assertThat(call("claim_task", Map.of("task", "T-1", "agent", "BA", "release", true))
                        .at("/task/status")
                        .asText())
                .isEqualTo("todo");
    }

    @Test
    void theHeaderSaysWhichAgentCalls() {
        task("a", "assignedTo", "MA");
        try (McpSyncClient agent = client(Map.of("X-Agent", "MA"))) {
            assertThat(structured(agent, "next_task", Map.of())
                            .at("/task/title")
                            .asText())
                    .isEqualTo("a");
            assertThat(structured(agent, "sync_status", Map.of()).path("you").asText())
                    .isEqualTo("MA");
        }
        try (McpSyncClient stranger = client(Map.of("X-Agent", "ZZ"))) {
            assertThat(text(stranger.callTool(
                            CallToolRequest.builder("next_task").build())))
                    .contains("X-Agent says \"ZZ\"", "CE, BA");
        }
    }

    @Test
    void aTaskIsFinishedWithWhatCameOfIt() {
        task("done");
        task("stuck");

        JsonNode done = call(
                "complete_task",
                Map.of("task", "T-1", "result", "works", "artifacts", List.of("docs/a.md"), "agent", "BA"));
        assertThat(done.at("/task/status").asText()).isEqualTo("completed");
        assertThat(done.at("/task/executionNotes").asText()).endsWith("BA: works");
        assertThat(call("add_artifact", Map.of("task", "T-1", "artifacts", List.of("https://example.com/b")))
                        .at("/task/attachments"))
                .hasSize(2);
        assertThat(call("block_task", Map.of("task", "T-2", "reason", "no access"))
                        .at("/task/status")
                        .asText())
                .isEqualTo("blocked");
    }

    @Test
    void aCommentIsShownWithItsTask() {
        task("a");

        JsonNode added = call("add_comment", Map.of("task", "T-1", "text", " Looks good ", "agent", "CE"));
        assertThat(added.path("task").asText()).isEqualTo("T-1");

        JsonNode comment = call("get_task", Map.of("task", "T-1")).at("/comments/0");
        assertThat(comment.path("text").asText()).isEqualTo("Looks good");
        assertThat(comment.path("author").asText()).isEqualTo("CE");
        assertThat(refusal("add_comment", Map.of("task", "T-1", "text", " "))).contains("text");
    }

    @Test
    void aListIsReadPageByPageToItsEnd() {
        IntStream.rangeClosed(1, 25).forEach(i -> task("task " + i, "tags", List.of(i % 2 == 0 ? "even" : "odd")));
        task("finished", "status", "completed");

        var titles = new ArrayList<String>();
        var filter = new LinkedHashMap<String, Object>(Map.of("limit", 10, "order", "oldest"));
        JsonNode page;
        do {
            page = call("list_tasks", filter);
            assertThat(page.path("total").asInt()).isEqualTo(25);
            page.path("tasks").forEach(task -> titles.add(task.path("title").asText()));
            filter.put("cursor", page.path("cursor").asText());
        } while (page.path("hasMore").asBoolean());

        assertThat(titles)
                .isEqualTo(
                        IntStream.rangeClosed(1, 25).mapToObj(i -> "task " + i).toList());
        assertThat(call("list_tasks", Map.of("tag", "even")).path("total").asInt())
                .isEqualTo(12);
        assertThat(call("list_tasks", Map.of("text", "fini", "status", List.of("completed")))
                        .at("/tasks/0/alias")
                        .asText())
                .isEqualTo("T-26");
        assertThat(call("list_tasks", Map.of("updatedSince", "2999-01-01"))
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void aConflictIsShownAndSettled() {
        String id = task("theirs or ours").at("/task/id").asText();
        jdbc.sql("INSERT INTO link (system, container, external_id, task_id, state, base)"
                        + " VALUES ('convex', 'hubTasks', 'x1', ?, 'linked', '{}')")
                .param(id)
                .update();
        jdbc.sql("INSERT INTO conflict (id, task_id, system, container, external_id, field, hub_value, remote_value,"
                        + " opened_at) VALUES ('c:1', ?, 'convex', 'hubTasks', 'x1', 'title', '\"ours\"',"
                        + " '\"theirs\"', 1)")
                .param(id)
                .update();

        JsonNode status = call("sync_status", Map.of());
        assertThat(status.path("openConflicts").asInt()).isEqualTo(1);
        assertThat(status.at("/conflicts/0/remote").asText()).isEqualTo("theirs");
        assertThat(status.path("systems"))
                .extracting(system -> system.path("name").asText())
                .contains("airtable", "convex", "claude");
        assertThat(status.path("agents")).extracting(JsonNode::asText).contains("CE", "BA");

        assertThat(refusal("resolve_conflict", Map.of("conflict", "c:1"))).contains("\"take\": \"hub\"");
        assertThat(call("resolve_conflict", Map.of("conflict", "c:1", "take", "remote"))
                        .path("taken")
                        .asText())
                .isEqualTo("remote");
        assertThat(call("get_task", Map.of("task", id)).at("/task/title").asText())
                .isEqualTo("theirs");
        assertThat(refusal("resolve_conflict", Map.of("conflict", "c:1", "write", "x")))
                .contains("c:1");
    }

    private JsonNode task(String title, Object... fields) {
        var arguments = new LinkedHashMap<String, Object>(Map.of("title", title));
        for (int i = 0; i < fields.length; i += 2) {
            arguments.put((String) fields[i], fields[i + 1]);
        }
        return call("create_task", arguments);
    }

    private JsonNode call(String tool, Map<String, Object> arguments) {
        return structured(client, tool, arguments);
    }

    /** The result, which stands in the text as well. */
    private static JsonNode structured(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as(text(result)).isNotEqualTo(true);
        JsonNode structured = JSON.valueToTree(result.structuredContent());
        try {
            assertThat(JSON.readTree(text(result))).isEqualTo(JSON.readTree(structured.toString()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return structured;
    }

    private String refusal(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).isTrue();
        return text(result);
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }
}
