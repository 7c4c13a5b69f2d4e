package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.airtable.formula.Values;
import jakarta.servlet.http.HttpServletRequest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Comments on records; they change no last-modified time and raise no payload. Only its author changes or deletes one. */
@RestController
@Profile({"sandbox", "sandbox-only"})
@RequestMapping("/sandbox/airtable/v0/{base:app[A-Za-z0-9]+}/{table}/{record:rec[A-Za-z0-9]+}/comments")
class CommentsApi {

    private static final Pattern MENTION = Pattern.compile("@\\[(usr[A-Za-z0-9]{14})]");

    private final Store store;
    private final Writes writes;
    private final Conditions conditions;

    CommentsApi(AirTable airTable) {
        this.store = airTable.store();
        this.writes = airTable.writes();
        this.conditions = airTable.conditions();
    }

    /** Newest first; the key {@code offset} is always there. */
    @GetMapping({"", "/"})
    Map<String, Object> list(@PathVariable String base, @PathVariable String record, HttpServletRequest request) {
        var parameters = Parameters.asJson(request.getParameterMap());
        int pageSize = Parameters.number(parameters, "pageSize", 100, 1, 100);
        int start = Parameters.number(parameters, "offset", 0, 0, Integer.MAX_VALUE);
        List<Comment> comments = new ArrayList<>(comments(base, record));
        Collections.reverse(comments);
        int end = Math.min(comments.size(), start + pageSize);
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "comments",
                comments.subList(Math.min(start, end), end).stream()
                        .map(comment -> json(comment, true))
                        .toList());
        json.put("offset", end < comments.size() ? String.valueOf(end) : null);
        return json;
    }

    @PostMapping({"", "/"})
    Map<String, Object> create(
            @PathVariable String base,
            @PathVariable String record,
            @RequestHeader("Authorization") String token,
            @RequestBody(required = false) byte[] body) {
        var json = Json.object(body);
        var comment = new Comment(
                store.ids().next("com"),
                text(json),
                conditions.now(),
                null,
                (String) json.get("parentCommentId"),
                User.of(token).id());
        change(base, record, comments -> comments.add(comment));
        return json(comment, false);
    }

    @PatchMapping({"/{comment}", "/{comment}/"})
    Map<String, Object> update(
            @PathVariable String base,
            @PathVariable String record,
            @PathVariable String comment,
            @RequestHeader("Authorization") String token,
            @RequestBody(required = false) byte[] body) {
        String text = text(Json.object(body));
        var changed = new ArrayList<Comment>();
        change(base, record, comments -> {
            int index = own(comments, comment, token);
            Comment old = comments.get(index);
            changed.add(new Comment(old.id(), text, old.created(), conditions.now(), old.parent(), old.author()));
            comments.set(index, changed.get(0));
        });
        return json(changed.get(0), false);
    }

    @DeleteMapping({"/{comment}", "/{comment}/"})
    Map<String, Object> delete(
            @PathVariable String base,
            @PathVariable String record,
            @PathVariable String comment,
            @RequestHeader("Authorization") String token) {
        change(base, record, comments -> comments.remove(own(comments, comment, token)));
        return Json.of("id", comment, "deleted", true);
    }

    private List<Comment> comments(String baseId, String record) {
        Base base = store.base(baseId);
        synchronized (base) {
            Table table = base.tableOf(record);
            writes.existing(table, table == null ? null : table.row(record), record);
            return base.comments(record);
        }
    }

    private void change(String baseId, String record, Consumer<List<Comment>> change) {
        Base base = store.base(baseId);
        synchronized (base) {
            var comments = new ArrayList<>(comments(baseId, record));
            change.accept(comments);
            base.comments(record, comments);
            store.keepComments(base, record);
        }
    }

    /** The place of a comment that the user of this token may change. */
    private static int own(List<Comment> comments, String id, String token) {
        for (int i = 0; i < comments.size(); i++) {
            if (comments.get(i).id().equals(id)) {
                if (!User.withId(comments.get(i).author()).equals(User.of(token))) {
                    throw ApiError.of(403, "INVALID_PERMISSIONS", "You are not permitted to perform this operation");
                }
                return i;
            }
        }
        throw ApiError.notFound();
    }

    private static String text(Map<String, Object> body) {
        if (body.get("text") instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw ApiError.invalidParameters();
    }

    private static Map<String, Object> json(Comment comment, boolean wholeSeconds) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", comment.id());
        json.put("author", User.withId(comment.author()).asCollaborator());
        json.put("text", comment.text());
        json.put(
                "createdTime",
                Values.wire(wholeSeconds ? comment.created().truncatedTo(ChronoUnit.SECONDS) : comment.created()));
        json.put("lastUpdatedTime", comment.edited() == null ? null : Values.wire(comment.edited()));
        if (comment.parent() != null) {
            json.put("parentCommentId", comment.parent());
        }
        var mentioned = new LinkedHashMap<String, Object>();
        MENTION.matcher(comment.text()).results().forEach(found -> {
            if (found.group(1).equals(User.ID)) {
                mentioned.put(User.ID, User.SANDBOX.asMention());
            }
        });
        if (!mentioned.isEmpty()) {
            json.put("mentioned", mentioned);
        }
        return json;
    }
}
