package dev.taskhub.sandbox.convex;

import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sync kit's functions, {@code hubSync:*}: all internal, for the holder of a deploy key. */
final class SyncKit {

    private static final String ORIGIN = "hub";
    private static final int MAX_ITEMS = 50;
    private static final int MAX_PAGE = 200;
    private static final int OPERATIONS_KEPT = 1000;

    private final Database database;
    private final SyncedRows tasks;
    private final SyncedRows comments;
    private final SyncedRows timeEntries;
    private final SyncedRows projects;

    /** The results of the newest calls with an opId; read and written only inside a mutation. */
    private final Map<String, Object> operations = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > OPERATIONS_KEPT;
        }
    };

    SyncKit(Database database, SyncedRows tasks, SyncedRows comments, SyncedRows timeEntries, SyncedRows projects) {
        this.database = database;
        this.tasks = tasks;
        this.comments = comments;
        this.timeEntries = timeEntries;
        this.projects = projects;
    }

    Stream<ConvexFunction> functions() {
        return Stream.of(
                query("info", this::info),
                query("head", this::head),
                query("getTasks", args -> get(Database.TASKS, args)),
                query("getComments", args -> get(Database.COMMENTS, args)),
                query("changedSince", this::changedSince),
                query("listKeys", this::listKeys),
                mutation("upsertTasks", args -> upsert(tasks, args)),
                mutation("upsertComments", args -> upsert(comments, args)),
                mutation("upsertTimeEntries", args -> upsert(timeEntries, args)),
                mutation("upsertProjects", args -> upsert(projects, args)),
                mutation("deleteProjects", this::deleteProjects),
                mutation("deleteTask", args -> mark(args, tasks::delete)),
                mutation("restoreTask", args -> mark(args, tasks::restore)),
                mutation("deleteComment", args -> mark(args, comments::delete)));
    }

    private Object info(Arguments args) {
        args.only();
        return Map.of(
                "kitVersion", "2",
                "capabilities", List.of("tasks", "comments", "timeEntries", "stored", "projects"),
                "snapshotTs", database.snapshotTs());
    }

    private Object head(Arguments args) {
        args.only();
        return Long.toString(database.snapshotTs());
    }

    private Object get(String table, Arguments args) {
        List<String> externalIds = args.only("externalIds").texts("externalIds");
        if (externalIds.size() > MAX_PAGE) {
            throw ConvexError.tooManyItems(MAX_PAGE);
        }
        return externalIds.stream()
                .map(database.table(table).byExternalId()::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private Object changedSince(Arguments args) {
        args.only("table", "cursor", "limit", "projectId");
        String table = Objects.requireNonNullElse(args.optionalText("table"), Database.TASKS);
        SyncKey cursor = SyncKey.parse(args.optionalText("cursor"));
        int limit = limit(args.optionalNumber("limit"), "limit");
        String projectId = args.optionalText("projectId");
        if (projectId != null && !table.equals(Database.TASKS)) {
            throw ConvexError.validation(null, "projectId picks rows of hubTasks, " + table + " has no such column");
        }
        List<Map<String, Object>> rows = Table.first(
                limit + 1,
                database.table(table).bySync().tailMap(cursor, false),
                row -> projectId == null || projectId.equals(row.get("projectId")));
        List<Map<String, Object>> page = rows.subList(0, Math.min(limit, rows.size()));
        SyncKey next = page.isEmpty() ? cursor : Table.syncKey(page.get(page.size() - 1));
        return Map.of(
                "rows",
                page,
                "cursor",
                next.toString(),
                "hasMore",
                rows.size() > limit,
                "snapshotTs",
                database.snapshotTs());
    }

    private Object listKeys(Arguments args) {
        Arguments paging = args.only("paginationOpts").nested("paginationOpts");
        int limit = limit(paging.optionalNumber("numItems"), "numItems");
        NavigableMap<String, Map<String, Object>> all =
                database.table(Database.TASKS).byExternalId();
        String cursor = paging.optionalText("cursor");
        List<Map<String, Object>> rows = Table.first(
                limit + 1, cursor == null ? all : all.tailMap(ListCursor.parse(cursor), false), row -> true);
        List<Map<String, Object>> page = rows.subList(0, Math.min(limit, rows.size()));
        return Map.of(
                "page",
                page.stream().map(SyncKit::keys).toList(),
                "isDone",
                rows.size() <= limit,
                "continueCursor",
                page.isEmpty()
                        ? Objects.requireNonNullElse(cursor, ListCursor.of(""))
                        : ListCursor.of(Table.externalId(page.get(page.size() - 1))));
    }

    private static Map<String, Object> keys(Map<String, Object> row) {
        return Stream.of("externalId", "version", "contentHash", "deletedAt")
                .filter(row::containsKey)
                .collect(Collectors.toMap(column -> column, row::get));
    }

    private Object upsert(SyncedRows rows, Arguments args) {
        List<?> items = args.only("opId", "items").list("items");
        if (items.size() > MAX_ITEMS) {
            throw ConvexError.tooManyItems(MAX_ITEMS);
        }
        return once(args.optionalText("opId"), transaction -> {
            List<Object> results = new ArrayList<>();
            for (Object item : items) {
                results.add(rows.upsert(transaction, object(item), ORIGIN).result());
            }
            return Map.of("results", results);
        });
    }

    private Object deleteProjects(Arguments args) {
        List<String> externalIds = args.only("externalIds").texts("externalIds");
        if (externalIds.size() > MAX_ITEMS) {
            throw ConvexError.tooManyItems(MAX_ITEMS);
        }
        return database.write(transaction -> Map.of(
                "results",
                externalIds.stream()
                        .filter(externalId -> transaction.get(Database.PROJECTS, externalId) != null)
                        .map(externalId -> projects.delete(transaction, externalId, null, ORIGIN)
                                .result())
                        .toList()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object item) {
        if (item instanceof Map) {
            return (Map<String, Object>) item;
        }
        throw ConvexError.validation(null, "an item must be an object");
    }

    private Object once(String opId, Function<Transaction, Object> mutation) {
        return database.write(transaction -> {
            if (opId == null) {
                return mutation.apply(transaction);
            }
            Object result = operations.get(opId);
            if (result == null) {
                result = mutation.apply(transaction);
                operations.put(opId, result);
            }
            return result;
        });
    }

    private Object mark(Arguments args, Marking marking) {
        args.only("externalId", "expectedVersion");
        String externalId = args.text("externalId");
        Double expectedVersion = args.optionalNumber("expectedVersion");
        return database.write(transaction ->
                marking.mark(transaction, externalId, expectedVersion, ORIGIN).result());
    }

    private static int limit(Double number, String name) {
        if (number == null) {
            return MAX_PAGE;
        }
        if (number < 1 || number > MAX_PAGE || number % 1 != 0) {
            throw ConvexError.validation(null, name + " must be a whole number from 1 to " + MAX_PAGE);
        }
        return number.intValue();
    }

    private ConvexFunction query(String name, Function<Arguments, Object> body) {
        return new ConvexFunction("hubSync:" + name, Kind.QUERY, true, args -> database.read(() -> body.apply(args)));
    }

    private static ConvexFunction mutation(String name, Function<Arguments, Object> body) {
        return new ConvexFunction("hubSync:" + name, Kind.MUTATION, true, body);
    }

    private interface Marking {
        Stored mark(Transaction transaction, String externalId, Double expectedVersion, String origin);
    }
}
