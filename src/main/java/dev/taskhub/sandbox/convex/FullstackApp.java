package dev.taskhub.sandbox.convex;

import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public functions of the fullstack-convex app, faithful to what hurts a sync: an update without an owner takes it away,
 * an owner can only be oneself, numbers follow the newest task, nothing can be deleted, and a page fails as a whole when the
 * author of one comment is missing. All errors are plain ones. Files are not imitated.
 */
final class FullstackApp {

    private static final Set<String> NEW = Set.of("title", "description", "status", "owner");
    private static final Set<String> CHANGED =
            Set.of("id", "creationTime", "number", "title", "description", "status", "owner", "comments", "files");

    private final FullstackTables tables;
    private final FullstackView view;
    private final boolean dailyReset;

    /** @param dailyReset whether the cron that resets the tables every day is deployed */
    FullstackApp(FullstackTables tables, boolean dailyReset) {
        this.tables = tables;
        this.view = new FullstackView(tables);
        this.dailyReset = dailyReset;
    }

    Stream<ConvexFunction> functions() {
        return Stream.of(
                query("tasks:list", view::list),
                query("tasks:count", view::count),
                query("tasks:getByNumber", (args, caller) -> view.byNumber(args)),
                query("users:list", (args, caller) -> List.copyOf(tables.rows(FullstackTables.USERS))),
                mutation("tasks:create", this::create),
                mutation("tasks:update", this::update),
                mutation("users:save", this::saveUser),
                mutation("comments:save", this::saveComment),
                // what the dashboard calls
                new ConvexFunction("_system/frontend/listCronJobs:default", Kind.QUERY, true, args -> crons()),
                new ConvexFunction(
                        "_system/frontend/deleteDocuments:default",
                        Kind.MUTATION,
                        true,
                        args -> tables.write(() -> delete(args))));
    }

    private Object create(Arguments args, Caller caller) {
        Arguments info = args.only("taskInfo").nested("taskInfo").only(NEW);
        info.text("title");
        info.text("description");
        status(info.values().get("status"));
        Map<?, ?> owner = owner(info);
        Map<String, Object> user = view.user(caller);
        if (user == null) {
            throw failed("Error creating task: User identity not found");
        }
        if (owner != null && !user.get("_id").equals(owner.get("id"))) {
            throw failed("Error creating task: Current user and task owner do not match");
        }
        Map<String, Object> newest = null;
        for (Map<String, Object> task : tables.rows(FullstackTables.TASKS)) {
            newest = task;
        }
        var task = new LinkedHashMap<>(info.values());
        task.remove("owner");
        task.put("number", newest == null ? 1d : (Double) newest.get("number") + 1);
        task.put("ownerId", owner == null ? null : user.get("_id"));
        task.put("ownerName", owner == null ? null : user.get("name"));
        task.put("commentCount", 0d);
        task.put("fileCount", 0d);
        task.put("search", search(task));
        return view.task(tables.insert(FullstackTables.TASKS, task));
    }

    private Object update(Arguments args, Caller caller) {
        Arguments info = args.only("taskInfo").nested("taskInfo").only(CHANGED);
        Object id = info.values().get("id");
        if (info.values().containsKey("status")) {
            status(info.values().get("status"));
        }
        Map<?, ?> owner = owner(info);
        Map<String, Object> user = view.user(caller);
        if (id == null) {
            throw failed("Error updating task (id: undefined): No task ID provided");
        } else if (user == null) {
            throw failed("Error updating task (id: " + id + "): User identity not found");
        } else if (owner != null && !user.get("_id").equals(owner.get("id"))) {
            throw failed("Error updating task (id: " + id + "): User identity does not match task owner");
        }
        Map<String, Object> task = tables.get(FullstackTables.TASKS, id);
        if (task == null) {
            throw failed("Error updating task (id: " + id + "): Task not found: " + id);
        }
        var columns = new LinkedHashMap<>(info.values());
        columns.keySet().removeAll(List.of("id", "creationTime", "owner", "comments", "files"));
        columns.put("ownerId", owner == null ? null : owner.get("id"));
        columns.put("ownerName", owner == null ? null : owner.get("name"));
        var merged = new LinkedHashMap<>(task);
        merged.putAll(columns);
        columns.put("search", search(merged));
        return view.task(tables.patch(FullstackTables.TASKS, task, columns));
    }

    private Object saveUser(Arguments args, Caller caller) {
        args.only();
        if (caller.identity() == null) {
            throw failed("Called saveUser without authentication present");
        }
        var columns = new LinkedHashMap<String, Object>();
        columns.put("tokenIdentifier", caller.tokenIdentifier());
        for (String name : List.of("name", "email", "pictureUrl")) {
            columns.put(name, caller.text(name));
        }
        if (columns.containsValue(null)) {
            throw failed("Could not save user: Incomplete identity info");
        }
        Map<String, Object> known = view.user(caller);
        Map<String, Object> saved = known == null
                ? tables.insert(FullstackTables.USERS, columns)
                : tables.patch(FullstackTables.USERS, known, columns);
        List<Map<String, Object>> own = tables.rows(FullstackTables.TASKS).stream()
                .filter(task -> saved.get("_id").equals(task.get("ownerId")))
                .toList();
        own.forEach(task -> tables.patch(FullstackTables.TASKS, task, Map.of("ownerName", saved.get("name"))));
        return view.person(saved.get("_id"));
    }

    private Object saveComment(Arguments args, Caller caller) {
        args.only("taskId", "body");
        String body = args.text("body");
        Map<String, Object> user = view.user(caller);
        if (user == null) {
            throw failed("Error saving comment: User identity not found");
        }
        Map<String, Object> task = tables.get(FullstackTables.TASKS, args.text("taskId"));
        if (task == null) {
            throw failed("Error saving comment: Invalid task Id " + args.text("taskId"));
        }
        Map<String, Object> comment = tables.insert(
                FullstackTables.COMMENTS, Map.of("taskId", task.get("_id"), "userId", user.get("_id"), "body", body));
        String bodies = view.comments(task).stream()
                .map(each -> String.valueOf(each.get("body")))
                .collect(Collectors.joining(","));
        tables.patch(
                FullstackTables.TASKS,
                task,
                Map.of("commentCount", (double) view.comments(task).size(), "search", search(task) + " " + bodies));
        return view.comment(comment);
    }

    private Object delete(Arguments args) {
        for (Object each : args.list("toDelete")) {
            Arguments row = new Arguments(Map.of("row", each)).nested("row");
            tables.delete(row.text("tableName"), row.text("id"));
        }
        return Map.of("success", true);
    }

    private Object crons() {
        return dailyReset
                ? List.of(Map.of(
                        "name",
                        "Reset all tables to initial dataset",
                        "cronSpec",
                        Map.of("udfPath", "data.js:reset", "cronSchedule", Map.of("type", "daily"))))
                : List.of();
    }

    /** The user given as owner, {@code null} for none. */
    private static Map<?, ?> owner(Arguments info) {
        return info.values().get("owner") == null
                ? null
                : info.nested("owner").only("id", "name", "pictureUrl").values();
    }

    private static void status(Object status) {
        if (!(status instanceof Double number) || !List.of(0d, 1d, 2d, 3d).contains(number)) {
            throw FunctionFailed.badArguments("Value does not match validator.\nPath: .taskInfo.status\nValue: "
                    + status + "\nValidator: v.union(v.literal(0.0), v.literal(1.0), v.literal(2.0), v.literal(3.0))");
        }
    }

    private static String search(Map<String, Object> task) {
        return Arrays.asList(task.get("title"), task.get("description"), task.get("ownerName")).stream()
                .map(each -> Objects.toString(each, ""))
                .collect(Collectors.joining(" "));
    }

    static FunctionFailed failed(String message) {
        return new FunctionFailed("Uncaught Error: " + message);
    }

    private ConvexFunction query(String path, ConvexFunction.Body body) {
        return new ConvexFunction(path, Kind.QUERY, false, (args, caller) -> tables.read(() -> body.run(args, caller)));
    }

    private ConvexFunction mutation(String path, ConvexFunction.Body body) {
        return new ConvexFunction(
                path, Kind.MUTATION, false, (args, caller) -> tables.write(() -> body.run(args, caller)));
    }
}
