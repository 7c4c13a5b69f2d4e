package dev.taskhub.convex;

import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.plan.Project;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.Outgoing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Calls of the functions that the sync kit adds to a Convex deployment ({@code hubSync:*}). Every write may be repeated: the
 * kit takes the same write at the version just before for a repeat, and writes nothing.
 */
@Component("convexCalls")
public final class ConvexCalls {

    /** The table the kit keeps tasks in: the container of every Convex item. */
    public static final String TABLE = "hubTasks";

    /** The function that returns the commit time of the last change. */
    static final String HEAD = "hubSync:head";
    /** The table the kit keeps comments in. */
    static final String COMMENTS = "hubComments";

    /** As many rows as the kit gives in one page. */
    private static final int PAGE = 200;

    /** The kit's version and the deployment's clock: the cheapest proof that address, key and kit are right. */
    public RemoteCall info() {
        return query("info", Map.of());
    }

    /**
     * The next page of rows changed after {@code cursor}, in commit order, with tombstones.
     *
     * @param cursor the cursor of the page before; {@code null} or empty reads from the beginning
     */
    public RemoteCall changedSince(String cursor) {
        return changedSince(TABLE, cursor);
    }

    /** As {@link #changedSince(String)}, of the comments. */
    public RemoteCall commentsChangedSince(String cursor) {
        return changedSince(COMMENTS, cursor);
    }

    private static RemoteCall changedSince(String table, String cursor) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("table", table);
        args.put("cursor", cursor == null || cursor.isEmpty() ? null : cursor);
        args.put("limit", PAGE);
        return query("changedSince", args);
    }

    /** The rows with these external ids, tombstones included; the answer leaves out those that do not exist. */
    public RemoteCall getTasks(List<String> externalIds) {
        return query("getTasks", Map.of("externalIds", externalIds));
    }

    /**
     * Writes up to 50 tasks in one transaction: all are stored or none. A task that Convex does not have yet expects version
     * 0, so that a row which somebody edited after an answer was lost is a conflict and not overwritten.
     */
    public RemoteCall upsertTasks(List<Outgoing> tasks) {
        return mutation(
                "upsertTasks", Map.of("items", tasks.stream().map(this::item).toList()));
    }

    /** Writes up to 50 projects in one transaction; the newest write counts. */
    public RemoteCall upsertProjects(List<Project> projects) {
        return mutation(
                "upsertProjects",
                Map.of("items", projects.stream().map(ConvexCalls::item).toList()));
    }

    /** Makes up to 50 projects tombstones; those that Convex never had are passed over. */
    public RemoteCall deleteProjects(List<String> ids) {
        return mutation("deleteProjects", Map.of("externalIds", ids));
    }

    /** Makes one task a tombstone. */
    public RemoteCall deleteTask(Outgoing task) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("externalId", externalId(task));
        expectVersion(task.remoteVersion(), args);
        return mutation("deleteTask", args);
    }

    /** The comments with these external ids, tombstones included; the answer leaves out those that do not exist. */
    public RemoteCall getComments(List<String> externalIds) {
        return query("getComments", Map.of("externalIds", externalIds));
    }

    /** Writes up to 50 comments in one transaction, as {@link #upsertTasks}. */
    public RemoteCall upsertComments(List<CommentOutgoing> comments) {
        return mutation(
                "upsertComments",
                Map.of("items", comments.stream().map(ConvexCalls::item).toList()));
    }

    /** Makes one comment a tombstone. */
    public RemoteCall deleteComment(CommentOutgoing comment) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("externalId", comment.externalId());
        expectVersion(comment.remoteVersion(), args);
        return mutation("deleteComment", args);
    }

    private static Map<String, Object> item(CommentOutgoing comment) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("externalId", comment.externalId());
        item.put("taskExternalId", comment.itemId());
        item.put("body", comment.text());
        if (comment.kind() == CommentOutgoing.Kind.CREATE) {
            item.put("author", comment.author());
            item.put("createdAt", comment.createdAt().toEpochMilli());
            item.put("expectedVersion", 0);
        } else {
            expectVersion(comment.remoteVersion(), item);
        }
        return item;
    }

    /** The id Convex keeps the task under: the one it gave, or the hub's own for a task that begins here. */
    static String externalId(Outgoing task) {
        return task.externalId() == null ? task.taskId() : task.externalId();
    }

    private Map<String, Object> item(Outgoing task) {
        Map<String, Object> item = new LinkedHashMap<>(task.columns());
        item.put("externalId", externalId(task));
        if (task.externalId() == null) {
            item.put("expectedVersion", 0);
        } else {
            expectVersion(task.remoteVersion(), item);
        }
        return item;
    }

    private static Map<String, Object> item(Project project) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("externalId", project.id());
        item.put("name", project.name());
        item.put("description", project.description());
        item.put("status", project.status());
        item.put("createdAt", millis(project.createdAt()));
        item.put("updatedAt", millis(project.updatedAt()));
        return item;
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static void expectVersion(String version, Map<String, Object> args) {
        if (version != null) {
            args.put("expectedVersion", Long.parseLong(version));
        }
    }

    private static RemoteCall query(String function, Map<String, Object> args) {
        return call("/api/query", function, args);
    }

    private static RemoteCall mutation(String function, Map<String, Object> args) {
        return call("/api/mutation", function, args);
    }

    private static RemoteCall call(String path, String function, Map<String, Object> args) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("path", "hubSync:" + function);
        body.put("args", args);
        body.put("format", "json");
        return RemoteCall.post(path, body);
    }
}
