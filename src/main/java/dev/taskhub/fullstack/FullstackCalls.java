package dev.taskhub.fullstack;

import dev.taskhub.remote.RemoteCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Calls of the app's public functions. None of its writes can be repeated without looking first. */
@Component("fullstackCalls")
public final class FullstackCalls {

    /** The most tasks of a page: the app reads a task's owner, comments and files one by one, and Convex limits that. */
    static final int PAGE = 50;

    /**
     * A page of all tasks by their numbers, whatever their status and owner.
     *
     * @param cursor the page before's {@code continueCursor}, {@code null} for the first page
     */
    RemoteCall list(String cursor, int size, boolean backwards) {
        var paging = new LinkedHashMap<String, Object>();
        paging.put("numItems", size);
        paging.put("cursor", cursor);
        var query = Map.of(
                "statusFilter",
                List.of(0, 1, 2, 3),
                "ownerFilter",
                List.of("Me", "Others", "Nobody"),
                "sortKey",
                "number",
                "sortOrder",
                backwards ? "desc" : "asc",
                "searchTerm",
                "");
        return query("tasks:list", Map.of("paginationOpts", paging, "queryOptions", query));
    }

    RemoteCall byNumber(double number) {
        return query("tasks:getByNumber", Map.of("taskNumber", number));
    }

    /** The cheapest proof that the app's functions run: there is no task 0. */
    public RemoteCall probe() {
        return byNumber(0);
    }

    RemoteCall users() {
        return query("users:list", Map.of());
    }

    /** Has the app know the user the hub is, as its pages do after a login; makes no second one. */
    RemoteCall saveUser() {
        return mutation("users:save", Map.of());
    }

    RemoteCall create(Map<String, Object> task) {
        return mutation("tasks:create", Map.of("taskInfo", task));
    }

    RemoteCall update(Map<String, Object> task) {
        return mutation("tasks:update", Map.of("taskInfo", task));
    }

    /** What the dashboard asks for its page of cron jobs; not a documented part of Convex. */
    RemoteCall crons() {
        return query("_system/frontend/listCronJobs:default", Map.of());
    }

    private static RemoteCall query(String function, Map<String, Object> args) {
        return call("/api/query", function, args);
    }

    private static RemoteCall mutation(String function, Map<String, Object> args) {
        return call("/api/mutation", function, args);
    }

    private static RemoteCall call(String path, String function, Map<String, Object> args) {
        return RemoteCall.post(path, Map.of("path", function, "args", args, "format", "json"));
    }
}
