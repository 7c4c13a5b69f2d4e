package dev.taskhub.it;

import dev.taskhub.it.Line.Call;
import dev.taskhub.it.Line.Moment;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** An exact moment of a call at which a hub can be killed. */
enum KillPoint {
    MAKING_THE_WEBHOOK(Moment.BEFORE_THE_CALL, "POST", "/webhooks$", ""),
    MADE_THE_WEBHOOK(Moment.BEFORE_THE_ANSWER, "POST", "/webhooks$", ""),
    HEARD_OF_THE_WEBHOOK(Moment.AFTER_THE_ANSWER, "POST", "/webhooks$", ""),

    READING_AIRTABLE(Moment.BEFORE_THE_CALL, "GET", "/Tasks\\?", ""),
    READ_AIRTABLE(Moment.AFTER_THE_ANSWER, "GET", "/Tasks\\?", ""),
    ON_ITS_WAY_TO_THE_NEXT_PAGE(Moment.BEFORE_THE_CALL, "GET", "/Tasks\\?.*offset=", ""),
    READ_THE_NEXT_PAGE(Moment.AFTER_THE_ANSWER, "GET", "/Tasks\\?.*offset=", ""),
    READING_THE_CHANGE_LOG(Moment.BEFORE_THE_CALL, "GET", "/payloads", ""),
    READ_THE_CHANGE_LOG(Moment.AFTER_THE_ANSWER, "GET", "/payloads", ""),

    CREATING_IN_AIRTABLE(Moment.BEFORE_THE_CALL, "PATCH", "/Tasks", "performUpsert"),
    CREATED_IN_AIRTABLE(Moment.BEFORE_THE_ANSWER, "PATCH", "/Tasks", "performUpsert"),
    HEARD_OF_THE_RECORD(Moment.AFTER_THE_ANSWER, "PATCH", "/Tasks", "performUpsert"),
    WRITING_TO_AIRTABLE(Moment.BEFORE_THE_CALL, "PATCH", "/Tasks", "\"id\""),
    WRITTEN_TO_AIRTABLE(Moment.BEFORE_THE_ANSWER, "PATCH", "/Tasks", "\"id\""),
    HEARD_OF_THE_WRITE(Moment.AFTER_THE_ANSWER, "PATCH", "/Tasks", "\"id\""),
    DELETING_IN_AIRTABLE(Moment.BEFORE_THE_CALL, "DELETE", "/Tasks", ""),
    DELETED_IN_AIRTABLE(Moment.BEFORE_THE_ANSWER, "DELETE", "/Tasks", ""),
    HEARD_OF_THE_DELETION(Moment.AFTER_THE_ANSWER, "DELETE", "/Tasks", ""),

    READING_CONVEX(Moment.BEFORE_THE_CALL, "POST", "/api/query", "hubSync:changedSince"),
    READ_CONVEX(Moment.AFTER_THE_ANSWER, "POST", "/api/query", "hubSync:changedSince"),
    WRITING_TO_CONVEX(Moment.BEFORE_THE_CALL, "POST", "/api/mutation", "hubSync:upsertTasks"),
    WRITTEN_TO_CONVEX(Moment.BEFORE_THE_ANSWER, "POST", "/api/mutation", "hubSync:upsertTasks"),
    HEARD_FROM_CONVEX(Moment.AFTER_THE_ANSWER, "POST", "/api/mutation", "hubSync:upsertTasks"),
    DELETING_IN_CONVEX(Moment.BEFORE_THE_CALL, "POST", "/api/mutation", "hubSync:deleteTask"),
    DELETED_IN_CONVEX(Moment.BEFORE_THE_ANSWER, "POST", "/api/mutation", "hubSync:deleteTask"),
    HEARD_OF_THE_ROWS_DELETION(Moment.AFTER_THE_ANSWER, "POST", "/api/mutation", "hubSync:deleteTask");

    private final Moment moment;
    private final String method;
    private final Pattern path;
    private final String body;

    KillPoint(Moment moment, String method, String path, String body) {
        this.moment = moment;
        this.method = method;
        this.path = Pattern.compile(path);
        this.body = body;
    }

    Moment moment() {
        return moment;
    }

    /** Whether it comes only once, while a hub meets its remotes. */
    boolean isOfTheFirstStart() {
        return name().endsWith("_WEBHOOK") || name().endsWith("NEXT_PAGE");
    }

    Predicate<Call> call() {
        return call -> call.method().equals(method)
                && path.matcher(call.path()).find()
                && call.body().contains(body);
    }
}
