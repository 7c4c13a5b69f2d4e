package dev.taskhub.mcp;

import dev.taskhub.agent.Agents;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.NotFound;
import dev.taskhub.task.TaskField;
import dev.taskhub.work.Refused;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The tools of {@code mcp/tools.yaml}, each with what it does. */
@Component
class Tools {

    private static final String FILE = "/mcp/tools.yaml";
    private static final String TOOL_USE = "claudecode/toolUseId";

    /** Keeps by itself which task a request made, and can say it for days. */
    private static final String KNOWS_ITS_REQUESTS = "create_task";

    private final List<SyncToolSpecification> all;

    Tools(List<ToolGroup> groups, Agents agents, Callers callers, RepeatedCalls repeated) {
        var works = new HashMap<String, Function<ToolCall, Map<String, Object>>>();
        groups.forEach(group -> works.putAll(group.tools()));
        all = read(agents).stream()
                .map(tool -> new SyncToolSpecification(
                        tool,
                        (context, request) ->
                                call(once(tool, works.get(tool.name()), repeated), context, request, callers)))
                .toList();
        List<String> named =
                all.stream().map(tool -> tool.tool().name()).sorted().toList();
        if (!named.equals(works.keySet().stream().sorted().toList())) {
            throw new IllegalStateException(FILE + " names " + named + ", and the code knows " + works.keySet());
        }
    }

    /** In the order of the file. */
    List<SyncToolSpecification> all() {
        return all;
    }

    Set<String> names() {
        return all.stream().map(tool -> tool.tool().name()).collect(Collectors.toSet());
    }

    private static Function<ToolCall, Map<String, Object>> once(
            Tool tool, Function<ToolCall, Map<String, Object>> work, RepeatedCalls repeated) {
        return tool.annotations().readOnlyHint() || tool.name().equals(KNOWS_ITS_REQUESTS)
                ? work
                : call -> repeated.once(call.requestKey(), () -> work.apply(call));
    }

    private static CallToolResult call(
            Function<ToolCall, Map<String, Object>> work,
            McpTransportContext context,
            CallToolRequest request,
            Callers callers) {
        try {
            Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
            String who = callers.who(context, (String) arguments.get("agent"));
            Object key = request.meta() == null ? null : request.meta().get(TOOL_USE);
            var call = new ToolCall(arguments, who, key == null ? null : "mcp:" + key);
            return CallToolResult.builder().structuredContent(work.apply(call)).build();
        } catch (Refused | NotFound | Untranslatable | IllegalArgumentException e) {
            return refusal(e.getMessage());
        } catch (RuntimeException e) {
            return refusal(Failure.logged("tool " + request.name(), e));
        }
    }

    private static CallToolResult refusal(String message) {
        return CallToolResult.builder().addTextContent(message).isError(true).build();
    }

    @SuppressWarnings("unchecked")
    private static List<Tool> read(Agents agents) {
        Map<String, Object> file;
        try (InputStream stream = Tools.class.getResourceAsStream(FILE)) {
            file = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Shared by all the places that refer to them.
        var parts = (Map<String, Map<String, Object>>) file.get("parts");
        parts.get("agent").put("enum", agents.names());
        parts.get("status").put("enum", TaskField.STATUS.choices());
        parts.get("priority").put("enum", TaskField.PRIORITY.choices());
        return ((List<Map<String, Object>>) file.get("tools"))
                .stream().map(Tools::tool).toList();
    }

    @SuppressWarnings("unchecked")
    private static Tool tool(Map<String, Object> written) {
        var title = (String) written.get("title");
        var hints = (Map<String, Boolean>) written.get("annotations");
        return Tool.builder((String) written.get("name"), (Map<String, Object>) written.get("inputSchema"))
                .title(title)
                .description((String) written.get("description"))
                .outputSchema((Map<String, Object>) written.get("outputSchema"))
                .annotations(new ToolAnnotations(
                        title,
                        hints.get("readOnlyHint"),
                        hints.get("destructiveHint"),
                        hints.get("idempotentHint"),
                        false,
                        null))
                .build();
    }
}
