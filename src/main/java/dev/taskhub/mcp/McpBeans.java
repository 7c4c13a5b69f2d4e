package dev.taskhub.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The MCP server, at {@code /mcp}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpSettings.class)
class McpBeans {

    private static final String INSTRUCTIONS =
            """
            One task list, shared with people in AirTable and Convex and with other agents. Call next_task with claim to get
            work, complete_task or block_task when you stop. Tasks are named by alias, such as T-124. What you were not asked
            to do but found necessary, add with create_task.""";

    /** Needs nothing: the web server asks for its servlets before all else, and a fault would show as one of its own. */
    @Bean
    ServletRegistrationBean<McpDoor> mcpDoor() {
        return new ServletRegistrationBean<>(new McpDoor(JsonMapper.builder().build()), "/mcp");
    }

    @Bean
    McpStatelessSyncServer mcpServer(
            ServletRegistrationBean<McpDoor> mcpDoor,
            Tools tools,
            HubResources resources,
            PlanPrompt plan,
            McpSettings settings,
            Clock clock) {
        McpDoor door = mcpDoor.getServlet();
        door.guard(settings, clock);
        var info = new Implementation("taskhub", version());
        var capabilities = ServerCapabilities.builder()
                .tools(false)
                .resources(false, false)
                .prompts(false)
                .build();
        door.offer(tools.names(), info, capabilities, INSTRUCTIONS);
        return McpServer.sync(door)
                .serverInfo(info)
                .instructions(INSTRUCTIONS)
                .capabilities(capabilities)
                .tools(tools.all())
                .resources(resources.resources())
                .resourceTemplates(resources.templates())
                .prompts(plan.specification())
                // the door's requests are served on threads that may wait
                .immediateExecution(true)
                .build();
    }

    /** Of the packaged hub. */
    private static String version() {
        return Optional.ofNullable(McpBeans.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
