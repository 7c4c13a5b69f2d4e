package dev.taskhub.sandbox.convex;

import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The public functions of an app that lives on the kit's table, {@code tasks:*}: what people change in Convex. */
final class TasksApp {

    private static final String ORIGIN = "app";
    private static final int MAX_LISTED = 1000;

    private final Database database;
    private final SyncedRows tasks;
    private final Supplier<String> ids;

    TasksApp(Database database, SyncedRows tasks, Supplier<String> ids) {
        this.database = database;
        this.tasks = tasks;
        this.ids = ids;
    }

    Stream<ConvexFunction> functions() {
        return Stream.of(
                new ConvexFunction("tasks:list", Kind.QUERY, false, this::list),
                new ConvexFunction("tasks:create", Kind.MUTATION, false, this::create),
                new ConvexFunction("tasks:update", Kind.MUTATION, false, this::update),
                new ConvexFunction("tasks:remove", Kind.MUTATION, false, this::remove),
                new ConvexFunction("tasks:countByStatus", Kind.ACTION, false, this::countByStatus));
    }

    /** Live tasks, the last changed first. */
    private Object list(Arguments args) {
        args.only("status", "limit");
        String status = args.optionalText("status");
        Double limit = args.optionalNumber("limit");
        return database.read(() -> newestFirst()
                .filter(row -> status == null || status.equals(row.get("status")))
                .limit(limit == null ? 100 : Math.max(0, Math.min(MAX_LISTED, limit.longValue())))
                .toList());
    }

    private Object create(Arguments args) {
        args.only(Columns.TASKS.checks().keySet());
        Map<String, Object> item = new HashMap<>(args.values());
        item.put("externalId", ids.get());
        item.putIfAbsent("priority", "medium");
        return database.write(
                transaction -> tasks.upsert(transaction, item, ORIGIN).doc());
    }

    private Object update(Arguments args) {
        Set<String> allowed = new HashSet<>(Columns.TASKS.checks().keySet());
        allowed.add("externalId");
        String externalId = args.only(allowed).text("externalId");
        return database.write(transaction -> {
            Map<String, Object> row = transaction.get(Database.TASKS, externalId);
            if (row == null || row.containsKey("deletedAt")) {
                throw ConvexError.notFound(externalId);
            }
            return tasks.upsert(transaction, args.values(), ORIGIN).doc();
        });
    }

    private Object remove(Arguments args) {
        String externalId = args.only("externalId").text("externalId");
        database.write(transaction -> tasks.delete(transaction, externalId, null, ORIGIN));
        return null;
    }

    private Object countByStatus(Arguments args) {
        args.only();
        Map<String, Object> counts = new TreeMap<>();
        List<Object> statuses =
                database.read(() -> newestFirst().map(row -> row.get("status")).toList());
        statuses.forEach(status -> counts.merge((String) status, 1d, (a, b) -> (Double) a + (Double) b));
        return counts;
    }

    private Stream<Map<String, Object>> newestFirst() {
        return database.table(Database.TASKS).bySync().descendingMap().values().stream()
                .filter(row -> !row.containsKey("deletedAt"));
    }
}
