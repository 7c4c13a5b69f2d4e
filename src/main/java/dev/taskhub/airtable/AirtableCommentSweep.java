package dev.taskhub.airtable;

import dev.taskhub.comment.CommentListing;
import dev.taskhub.remote.RemoteCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the records on which somebody commented, of which no webhook tells: it lists all of them with the number of their
 * comments, a hundred to a call, and has the comments read where that number has changed. What the listing found is on disk, so
 * that reading goes on after a restart.
 */
@Component("airtableCommentSweep")
public final class AirtableCommentSweep implements CommentListing {

    /** After counting the comments of a large table, rests so many times as long as that took: others need the calls. */
    private static final int REST = 9;

    private final AirtableRecords records;
    private final CommentCounts counts;
    private final AirtablePositions positions;
    private final Duration every;
    private final Clock clock;
    private final String reader;
    private final TransactionTemplate transaction;
    private volatile boolean readOnce;
    private volatile Instant begunAt = Instant.EPOCH;
    private volatile Instant dueAt = Instant.EPOCH;
    private volatile String last = "";

    AirtableCommentSweep(
            AirtableRecords records,
            CommentCounts counts,
            AirtablePositions positions,
            AirtableCommentSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.records = records;
        this.counts = counts;
        this.positions = positions;
        this.every = settings.commentsEvery();
        this.clock = clock;
        this.reader = "comments of " + records.table().table();
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String system() {
        return AirtableRecords.SYSTEM;
    }

    @Override
    public boolean hasReadComments() {
        readOnce = readOnce || every.isZero() || positions.keptAt(reader).isPresent();
        return readOnce;
    }

    /** Whether it is time to look. */
    public boolean isDue() {
        return !every.isZero() && !clock.instant().isBefore(dueAt);
    }

    /** A look that has yet to read its first page. */
    public CommentCounting begin() {
        begunAt = clock.instant();
        dueAt = begunAt.plus(every);
        last = "";
        return new CommentCounting(null, false);
    }

    /** The call for the next page: of each record one short column, and the number of its comments. */
    public RemoteCall next(CommentCounting counting) {
        var query = new ArrayList<>(List.of(
                Map.entry("pageSize", "100"),
                Map.entry("fields[]", records.table().inAirtable(records.table().modifiedColumn())),
                Map.entry("recordMetadata[]", "commentCount")));
        if (counting.offset() != null) {
            query.add(Map.entry("offset", counting.offset()));
        }
        return RemoteCall.get(records.path(), query);
    }

    /** Takes note of a page. */
    public CommentCounting page(Map<String, Object> answer) {
        var found = new HashMap<String, Long>();
        for (Map<String, Object> record : Json.required(answer, "records")) {
            long count = record.get("commentCount") instanceof Number number ? number.longValue() : 0;
            found.put((String) record.get("id"), count);
        }
        transaction.executeWithoutResult(status -> counts.note(found));
        String offset = Json.text(answer.get("offset"));
        Duration rest = Duration.between(begunAt, clock.instant()).multipliedBy(REST);
        dueAt = clock.instant().plus(rest.compareTo(every) > 0 ? rest : every);
        return new CommentCounting(offset, offset == null);
    }

    /** The next record to read, {@code null} when there is none left. */
    public UnreadComments nextUnread() {
        UnreadComments next = counts.nextUnread(last).orElse(null);
        last = next == null ? last : next.recordId();
        return next;
    }

    /** A record's comments have been read. */
    public void taken(UnreadComments read) {
        counts.taken(read);
    }

    /** AirTable does not show the record any more: it is gone, as others will tell. */
    public void gone(UnreadComments unread) {
        counts.forget(unread.recordId());
    }

    /** All that was found has been read. */
    public void finish() {
        positions.put(reader, "read");
    }

    /** Has all comments read anew, for edits, which do not change their number. */
    public void readAllAnew() {
        counts.unreadAll();
        dueAt = Instant.EPOCH;
    }
}
