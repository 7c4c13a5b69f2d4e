package dev.taskhub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub over stdio, through {@code bin/taskhub-mcp}. */
class McpStdioTest extends McpTestHub {

    @BeforeEach
    void empty() {
        clear();
    }

    @Test
    void theSdksOwnClientWorksOverStdio() {
        var parameters =
                ServerParameters.builder("bin/taskhub-mcp").env(environment()).build();
        try (McpSyncClient client = McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
                .build()) {
            client.initialize();

            assertThat(client.listTools().tools()).hasSize(13);
            var made = client.callTool(CallToolRequest.builder("create_task")
                    .arguments(Map.of("title", "Über stdio"))
                    .build());
            assertThat(made.structuredContent().toString()).contains("Über stdio", "createdBy=BA");
        }
    }

    @Test
    void aClientOfTheModernEraNeedsNoHeaders() throws Exception {
        var builder = new ProcessBuilder("bin/taskhub-mcp");
        builder.environment().putAll(environment());
        Process process = builder.start();
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{" + meta + "}}\n");
            in.write("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"list_tasks\","
                    + meta + "}}\n");
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(out.lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"supportedVersions\"", "\"id\":1"),
                        second -> assertThat(second).contains("\"structuredContent\"", "\"id\":2"));
    }

    private Map<String, String> environment() {
        return Map.of("TASKHUB_URL", url(), "TASKHUB_TOKEN", TOKEN, "TASKHUB_AGENT", "BA");
    }
}
