package dev.taskhub.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be read, and the prompt, as the SDK's own client asks for it. */
class McpReadingTest extends McpTestHub {

    private McpSyncClient client;

    @BeforeEach
    void open() {
        clear();
        client = client(Map.of());
        call("create_task", Map.of("title", "Ship 100 %", "description", "All of it", "priority", "high"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void listsTheDashboardAndHowATaskIsNamed() {
        assertThat(client.listResources().resources()).extracting(Resource::uri).containsExactly("taskhub://dashboard");
        assertThat(client.listResourceTemplates().resourceTemplates())
                .extracting(ResourceTemplate::uriTemplate)
                .containsExactly("taskhub://task/{alias}");
    }

    @Test
    void theDashboardIsAsOfNow() {
        TextResourceContents dashboard = read("taskhub://dashboard");

        assertThat(dashboard.mimeType()).isEqualTo("text/markdown");
        assertThat(dashboard.text()).startsWith("# ").contains("0 of 1 tasks completed");
    }

    @Test
    void aTaskIsOnePage() {
        call("add_comment", Map.of("task", "T-1", "text", "Nearly there", "agent", "BA"));

        assertThat(read("taskhub://task/t-1").text())
                .startsWith("# T-1 Ship 100 %")
                .contains("- priority: high", "\nAll of it\n", "## Comments", "BA: Nearly there");
    }

    @Test
    void aFailureWithinTheHubShowsNothingOfItsInside() {
        jdbc.sql("ALTER TABLE comment RENAME TO comment_away").update();
        try {
            assertThatThrownBy(() -> read("taskhub://task/T-1"))
                    .hasMessageContaining("its log says why under")
                    .hasMessageNotContainingAny("SQL", "dev.taskhub");
        } finally {
            jdbc.sql("ALTER TABLE comment_away RENAME TO comment").update();
        }
    }

    @Test
    void thePromptSaysWhatToPlanAndWhoIsThere() {
        Prompt prompt = client.listPrompts().prompts().get(0);
        assertThat(prompt.name()).isEqualTo("plan_work");
        assertThat(prompt.arguments()).filteredOn(PromptArgument::required).hasSize(1);

        var request = GetPromptRequest.builder("plan_work")
                .arguments(Map.of("goal", " 100 % tested "))
                .build();
        var text = (TextContent) client.getPrompt(request).messages().get(0).content();

        assertThat(text.text())
                .contains("for this goal: 100 % tested", "CE, BA")
                .doesNotContain("%s", "projectId");
        assertThatThrownBy(() ->
                        client.getPrompt(GetPromptRequest.builder("plan_work").build()))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("goal");
    }

    private TextResourceContents read(String uri) {
        return (TextResourceContents)
                client.readResource(ReadResourceRequest.builder(uri).build())
                        .contents()
                        .get(0);
    }

    private void call(String tool, Map<String, Object> arguments) {
        assertThat(client.callTool(CallToolRequest.builder(tool)
                                .arguments(arguments)
                                .build())
                        .isError())
                .isNotEqualTo(true);
    }
}
