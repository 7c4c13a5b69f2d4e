package dev.taskhub.sandbox.convex;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the fullstack-convex app shows: tasks joined with their owners and comments, filtered, sorted and in pages. */
final class FullstackView {

    private static final Map<String, String> SORT_COLUMNS = Map.of(
            "number", "number",
            "title", "title",
            "owner", "ownerName",
            "status", "status",
            "commentCount", "commentCount",
            "fileCount", "fileCount");

    private final FullstackTables tables;

    FullstackView(FullstackTables tables) {
        this.tables = tables;
    }

    /** The caller's row of table users, {@code null} when the app does not know the caller. */
    Map<String, Object> user(Caller caller) {
        return tables.rows(FullstackTables.USERS).stream()
                .filter(user -> user.get("tokenIdentifier").equals(caller.tokenIdentifier()))
                .findFirst()
                .orElse(null);
    }

    Object list(Arguments args, Caller caller) {
        args.only("paginationOpts", "queryOptions");
        Arguments paging = args.nested("paginationOpts")
                .only("numItems", "cursor", "endCursor", "id", "maximumRowsRead", "maximumBytesRead");
        Arguments options = options(args, "queryOptions");
        List<Map<String, Object>> found = found(options, caller);
        String query = "tasks:list:" + options.values().hashCode() + ":";
        int from = position(paging.optionalText("cursor"), query, found);
        int to = Math.min(found.size(), from + paging.optionalNumber("numItems").intValue());
        String last = to == 0 ? "" : (String) found.get(to - 1).get("_id");
        return Map.of(
                "page",
                found.subList(from, to).stream().map(this::task).toList(),
                "isDone",
                to == found.size(),
                "continueCursor",
                Base64.getEncoder().encodeToString((query + last).getBytes(StandardCharsets.UTF_8)));
    }

    Object count(Arguments args, Caller caller) {
        return (double) found(options(args.only("filterOptions"), "filterOptions"), caller)
                .size();
    }

    Object byNumber(Arguments args) {
        Double number = args.only("taskNumber").optionalNumber("taskNumber");
        List<Map<String, Object>> found = tables.rows(FullstackTables.TASKS).stream()
                .filter(task -> task.get("number").equals(number))
                .toList();
        if (found.size() > 1) {
            throw FullstackApp.failed("unique() query returned more than one result");
        }
        return found.isEmpty() ? null : task(found.get(0));
    }

    /** A task as the app shows it. */
    Map<String, Object> task(Map<String, Object> row) {
        var task = new LinkedHashMap<String, Object>();
        task.put("id", row.get("_id"));
        task.put("creationTime", row.get("_creationTime"));
        for (String column : List.of("number", "title", "description", "status")) {
            task.put(column, row.get(column));
        }
        task.put("owner", row.get("ownerId") == null ? null : person(row.get("ownerId")));
        task.put("comments", comments(row).stream().map(this::comment).toList());
        task.put("files", List.of());
        return task;
    }

    List<Map<String, Object>> comments(Map<String, Object> task) {
        return tables.rows(FullstackTables.COMMENTS).stream()
                .filter(comment -> comment.get("taskId").equals(task.get("_id")))
                .toList();
    }

    Map<String, Object> comment(Map<String, Object> row) {
        return Map.of(
                "id", row.get("_id"),
                "creationTime", row.get("_creationTime"),
                "body", row.get("body"),
                "author", person(row.get("userId")));
    }

    Map<String, Object> person(Object id) {
        Map<String, Object> user = tables.get(FullstackTables.USERS, id);
        if (user == null) {
            throw FullstackApp.failed("Could not find user " + id);
        }
        return Map.of("id", id, "name", user.get("name"), "pictureUrl", user.get("pictureUrl"));
    }

    private static Arguments options(Arguments args, String name) {
        Arguments options = args.nested(name).only("statusFilter", "ownerFilter", "sortKey", "sortOrder", "searchTerm");
        options.list("statusFilter");
        options.texts("ownerFilter");
        if (!SORT_COLUMNS.containsKey(options.text("sortKey"))) {
            throw FunctionFailed.badArguments("Value does not match validator.\nPath: ." + name + ".sortKey");
        }
        options.text("sortOrder");
        options.text("searchTerm");
        return options;
    }

    private List<Map<String, Object>> found(Arguments options, Caller caller) {
        Map<String, Object> user = user(caller);
        Object own = user == null ? "nobody" : user.get("_id");
        List<?> statuses = options.list("statusFilter");
        List<String> owners = options.texts("ownerFilter");
        String term = options.text("searchTerm").toLowerCase();
        Stream<Map<String, Object>> found = tables.rows(FullstackTables.TASKS).stream()
                .filter(task -> statuses.contains(task.get("status")))
                .filter(task -> owners.contains(ownerKind(task, own)))
                .filter(task -> task.get("search").toString().toLowerCase().contains(term));
        Function<Map<String, Object>, String> text =
                task -> String.valueOf(task.get(SORT_COLUMNS.get(options.text("sortKey"))));
        Comparator<Map<String, Object>> order = Comparator.comparingDouble((Map<String, Object> task) ->
                        task.get(SORT_COLUMNS.get(options.text("sortKey"))) instanceof Double number ? number : 0)
                .thenComparing(text)
                .thenComparingDouble(task -> (Double) task.get("_creationTime"));
        return found.sorted(options.text("sortOrder").equals("desc") ? order.reversed() : order)
                .toList();
    }

    private static String ownerKind(Map<String, Object> task, Object own) {
        if (task.get("ownerId") == null) {
            return "Nobody";
        }
        return task.get("ownerId").equals(own) ? "Me" : "Others";
    }

    /** Where the page after {@code cursor} begins; a cursor is bound to the query that gave it. */
    private static int position(String cursor, String query, List<Map<String, Object>> found) {
        if (cursor == null) {
            return 0;
        }
        String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
        String id = text.substring(text.lastIndexOf(':') + 1);
        for (int i = 0; i < found.size() && text.startsWith(query); i++) {
            if (found.get(i).get("_id").equals(id)) {
                return i + 1;
            }
        }
        throw new ConvexError(Map.of("isConvexSystemError", true, "paginationError", "InvalidCursor"));
    }
}
