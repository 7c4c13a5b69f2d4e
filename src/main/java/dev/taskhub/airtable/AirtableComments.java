package dev.taskhub.airtable;

import dev.taskhub.comment.CommentLinks;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.ShownComment;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the comments of one record, all of them, and takes them in. */
@Component("airtableComments")
public final class AirtableComments {

    private final AirtableRecords records;
    private final CommentLinks links;
    private final CommentSync sync;

    /** The token's user; only what they wrote can the hub change. */
    private volatile String user;

    AirtableComments(AirtableRecords records, CommentLinks links, CommentSync sync) {
        this.records = records;
        this.links = links;
        this.sync = sync;
    }

    public boolean isUserKnown() {
        return user != null;
    }

    /** The call that tells whose the token is. */
    public RemoteCall whoAmI() {
        return RemoteCall.get("/v0/meta/whoami", List.of());
    }

    /** @throws RemoteUnavailable when the answer names nobody */
    public void meet(Map<String, Object> answer) {
        user = Json.text(answer.get("id"));
        if (user == null) {
            throw new RemoteUnavailable("AirTable does not say whose the token is");
        }
    }

    /** A listing of a record's comments that has yet to read its first page. */
    public RecordComments begin(String recordId) {
        return new RecordComments(recordId, links.standingOn(AirtableRecords.SYSTEM, records.container(), recordId));
    }

    /** The call for the next page. */
    public RemoteCall next(RecordComments reading) {
        var query = new ArrayList<>(List.of(Map.entry("pageSize", "100")));
        if (reading.offset() != null) {
            query.add(Map.entry("offset", reading.offset()));
        }
        return RemoteCall.get(path(records, reading.recordId()), query);
    }

    /** Takes in a page, and with the last one what is not there any more. */
    public RecordComments page(RecordComments reading, Map<String, Object> answer) {
        var askedAt = (Instant) answer.get(RemoteAnswer.ASKED_AT);
        var shown = new ArrayList<ShownComment>();
        Json.required(answer, "comments").forEach(comment -> shown.add(shown(reading.recordId(), comment, askedAt)));
        reading.add(shown.stream().map(ShownComment::externalId).toList(), askedAt, Json.text(answer.get("offset")));
        reading.gone()
                .forEach(id -> shown.add(
                        ShownComment.gone(AirtableRecords.SYSTEM, records.container(), id, null, reading.askedAt())));
        sync.accept(shown);
        return reading;
    }

    private ShownComment shown(String recordId, Map<String, Object> comment, Instant askedAt) {
        Map<String, Object> author = Json.object(comment.get("author"));
        String name = Json.text(author.get("name"));
        return new ShownComment(
                AirtableRecords.SYSTEM,
                records.container(),
                (String) comment.get("id"),
                recordId,
                name == null ? Json.text(author.get("email")) : name,
                text(comment),
                Json.time(comment.get("createdTime")),
                changedAt(comment),
                version(comment),
                user != null && user.equals(author.get("id")),
                askedAt);
    }

    static String path(AirtableRecords records, String recordId) {
        return records.path() + "/" + RemoteCall.encode(recordId) + "/comments";
    }

    /** What a comment says; some hold only a file. */
    static String text(Map<String, Object> comment) {
        return comment.get("text") instanceof String text ? text : "";
    }

    /** When it was last changed, in seconds, which is all that a listing shows. */
    static String version(Map<String, Object> comment) {
        Instant changed = changedAt(comment);
        return changed == null ? null : Long.toString(changed.getEpochSecond());
    }

    static Instant changedAt(Map<String, Object> comment) {
        Instant changed = Json.time(comment.get("lastUpdatedTime"));
        return changed == null ? Json.time(comment.get("createdTime")) : changed;
    }
}
