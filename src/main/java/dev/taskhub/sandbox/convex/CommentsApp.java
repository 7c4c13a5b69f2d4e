package dev.taskhub.sandbox.convex;

import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The public functions of an app on the kit's table of comments, {@code comments:*}: what people write in Convex. */
final class CommentsApp {

    private static final String ORIGIN = "app";

    private final Database database;
    private final SyncedRows comments;
    private final Supplier<String> ids;

    CommentsApp(Database database, SyncedRows comments, Supplier<String> ids) {
        this.database = database;
        this.comments = comments;
        this.ids = ids;
    }

    Stream<ConvexFunction> functions() {
        return Stream.of(
                new ConvexFunction("comments:create", Kind.MUTATION, false, this::create),
                new ConvexFunction("comments:update", Kind.MUTATION, false, this::update),
                new ConvexFunction("comments:remove", Kind.MUTATION, false, this::remove));
    }

    private Object create(Arguments args) {
        args.only("taskExternalId", "author", "body");
        Map<String, Object> item = new HashMap<>(args.values());
        item.put("externalId", ids.get());
        return database.write(
                transaction -> comments.upsert(transaction, item, ORIGIN).doc());
    }

    private Object update(Arguments args) {
        String externalId = args.only("externalId", "body").text("externalId");
        return database.write(transaction -> {
            Map<String, Object> row = transaction.get(Database.COMMENTS, externalId);
            if (row == null || row.containsKey("deletedAt")) {
                throw ConvexError.notFound(externalId);
            }
            return comments.upsert(transaction, args.values(), ORIGIN).doc();
        });
    }

    private Object remove(Arguments args) {
        String externalId = args.only("externalId").text("externalId");
        database.write(transaction -> comments.delete(transaction, externalId, null, ORIGIN));
        return null;
    }
}
