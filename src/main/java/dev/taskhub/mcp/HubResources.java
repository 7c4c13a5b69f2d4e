package dev.taskhub.mcp;

import dev.taskhub.comment.Comment;
import dev.taskhub.comment.Comments;
import dev.taskhub.dashboard.Dashboard;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskView;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What can be read whole, as Markdown: the dashboard, and each task. */
@Component
class HubResources {

    private static final String DASHBOARD = "taskhub://dashboard";
    private static final String TASK = "taskhub://task/";
    private static final String MARKDOWN = "text/markdown";

    /** Shown elsewhere on a task's page. */
    private static final Set<String> NOT_IN_THE_LIST = Set.of(
            "alias",
            TaskField.TITLE.jsonName(),
            TaskField.DESCRIPTION.jsonName(),
            TaskField.COMMENTS.jsonName(),
            TaskField.TIME_TRACKING.jsonName());

    private final Dashboard dashboard;
    private final TaskDesk desk;
    private final Comments comments;

    HubResources(Dashboard dashboard, TaskDesk desk, Comments comments) {
        this.dashboard = dashboard;
        this.desk = desk;
        this.comments = comments;
    }

    List<SyncResourceSpecification> resources() {
        var resource = Resource.builder(DASHBOARD, "dashboard")
                .title("Dashboard")
                .description("How the work stands: by status, plan, sprint and agent")
                .mimeType(MARKDOWN)
                .build();
        return List.of(new SyncResourceSpecification(
                resource, (context, request) -> read(request, uri -> dashboard.render())));
    }

    List<SyncResourceTemplateSpecification> templates() {
        var template = ResourceTemplate.builder(TASK + "{alias}", "task")
                .title("Task")
                .description("A task with its fields and comments, by its alias, such as T-124")
                .mimeType(MARKDOWN)
                .build();
        return List.of(
                new SyncResourceTemplateSpecification(template, (context, request) -> read(request, this::task)));
    }

    private static ReadResourceResult read(ReadResourceRequest request, Function<String, String> markdown) {
        try {
            return ReadResourceResult.builder(List.of(
                            new TextResourceContents(request.uri(), MARKDOWN, markdown.apply(request.uri()), null)))
                    .build();
        } catch (McpError e) {
            throw e;
        } catch (RuntimeException e) {
            throw McpError.builder(RpcFault.INTERNAL)
                    .message(Failure.logged("reading a resource", e))
                    .build();
        }
    }

    private String task(String uri) {
        Task task = desk.find(uri.substring(TASK.length())).orElseThrow(() -> McpError.RESOURCE_NOT_FOUND.apply(uri));
        var page = new StringBuilder("# %s %s%n%n".formatted(task.alias(), task.title()));
        TaskView.of(task).forEach((name, value) -> {
            if (!NOT_IN_THE_LIST.contains(name)) {
                page.append("- %s: %s%n".formatted(name, value));
            }
        });
        if (task.value(TaskField.DESCRIPTION) instanceof String description) {
            page.append("%n%s%n".formatted(description.strip()));
        }
        List<Comment> said = comments.ofTasks(List.of(task.id())).stream()
                .filter(comment -> !comment.isDeleted())
                .toList();
        if (!said.isEmpty()) {
            page.append("%n## Comments%n%n".formatted());
            said.forEach(comment -> page.append("- %s %s: %s%n"
                    .formatted(comment.createdAt(), Objects.toString(comment.author(), "somebody"), comment.body())));
        }
        return page.toString();
    }
}
