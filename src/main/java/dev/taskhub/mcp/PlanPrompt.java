package dev.taskhub.mcp;

import dev.taskhub.agent.Agents;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Has a model plan work as tasks of the hub. */
@Component
class PlanPrompt {

    private static final String NAME = "plan_work";
    private static final String GOAL = "goal";
    private static final String PROJECT = "project";

    private static final String TEXT =
            """
            Plan the work for this goal%s: %s

            1. Look with list_tasks for what is planned or under way already, and build on it.
            2. Cut the rest into tasks that one agent finishes within a day. Each has a title that says what will be true
               when it is done, and in its description how that is checked.
            3. Say which task waits for which, estimate hours, and choose an agent for each: %s.
            4. Show me the plan as a list before you create anything, and ask about what is not clear.
            5. When I agree, make the tasks with create_task, first what others wait for, with dependencies, estimatedHours,
               assignedTo and priority%s. Then list them with their aliases.
            """;

    private final Agents agents;

    PlanPrompt(Agents agents) {
        this.agents = agents;
    }

    SyncPromptSpecification specification() {
        return new SyncPromptSpecification(
                Prompt.builder(NAME)
                        .title("Plan work")
                        .description("Cuts a goal into tasks for the agents, and makes them once you agree")
                        .arguments(List.of(
                                new PromptArgument(GOAL, "Goal", "What is to be reached", true),
                                new PromptArgument(PROJECT, "Project", "Id of the project it belongs to", false)))
                        .build(),
                (context, request) -> plan(request));
    }

    private GetPromptResult plan(GetPromptRequest request) {
        Map<String, Object> given = request.arguments() == null ? Map.of() : request.arguments();
        if (!(given.get(GOAL) instanceof String goal) || goal.isBlank()) {
            throw McpError.builder(RpcFault.INVALID_PARAMS)
                    .message("argument goal is missing: say what is to be reached")
                    .build();
        }
        boolean ofProject = given.get(PROJECT) instanceof String project && !project.isBlank();
        String text = TEXT.formatted(
                ofProject ? " in project " + given.get(PROJECT) : "",
                goal.strip(),
                String.join(", ", agents.names()),
                ofProject ? " and projectId" : "");
        return GetPromptResult.builder(List.of(
                        new PromptMessage(Role.USER, TextContent.builder(text).build())))
                .description("Plan: " + goal.strip())
                .build();
    }
}
