package dev.taskhub.comment;

import dev.taskhub.comment.CommentLink.State;
import dev.taskhub.sync.SyncSettings;
import dev.taskhub.task.TaskEvent.Type;
import dev.taskhub.task.TaskIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What becomes of a comment that a system showed, by comparison with what the system showed last (the base), in the system's own
 * terms. Equal to the base, it says nothing. Changed on both sides, the later text stands; the other one stays in the event log.
 * Deleted there, it is deleted everywhere, unless it was changed meanwhile: an edit counts more than a deletion, whichever was
 * told of first.
 */
@Component
final class CommentRule {

    private static final String HUB = "hub";

    private final CommentLanguages languages;
    private final CommentHistory history;
    private final TaskIds ids;
    private final Clock clock;
    private final Duration maxAhead;

    CommentRule(CommentLanguages languages, CommentHistory history, TaskIds ids, Clock clock, SyncSettings settings) {
        this.languages = languages;
        this.history = history;
        this.ids = ids;
        this.clock = clock;
        this.maxAhead = settings.maxAhead();
    }

    /** Applies what a system showed. */
    void apply(CommentWork work, ShownComment shown) {
        CommentLink link = work.link(shown.key()).or(() -> awaited(work, shown)).orElse(null);
        if (link == null) {
            if (!shown.isGone()) {
                welcome(work, shown);
            }
        } else if (!link.isAheadOf(shown.version())
                && !link.isWrittenSince(shown.askedAt())
                && !isReplaced(work, link)) {
            if (shown.isGone()) {
                gone(work, link, shown);
            } else {
                seen(work, link, shown);
            }
        }
    }

    /** Makes a comment that begins in the hub. */
    Comment write(CommentWork work, String taskId, String author, String text) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var comment = new Comment(ids.get(), taskId, author, text, now, now, null, 1, HUB);
        work.change(comment);
        history.added(work, comment);
        return comment;
    }

    /** Whether the comment is gone there and another one is in its place, or is to be. */
    private static boolean isReplaced(CommentWork work, CommentLink link) {
        return link.state() == State.DELETED
                && work.linkOf(link.commentId(), link.system(), link.container())
                        .filter(inUse -> inUse.state() != State.DELETED)
                        .isPresent();
    }

    /** What the hub tried to make and heard nothing of, where the system gives ids of its own. */
    private Optional<CommentLink> awaited(CommentWork work, ShownComment shown) {
        boolean possible =
                !shown.isGone() && shown.own() && languages.of(shown.system()).hasToBeReadFirst();
        return possible ? work.awaited(shown) : Optional.empty();
    }

    private void welcome(CommentWork work, ShownComment shown) {
        Instant changedAt = time(shown.changedAt());
        var comment = new Comment(
                ids.get(),
                work.taskOf(shown.system(), shown.container(), shown.itemId()),
                shown.author(),
                shown.text(),
                shown.createdAt() == null ? changedAt : time(shown.createdAt()),
                changedAt,
                null,
                1,
                shown.system());
        work.change(comment);
        work.change(CommentLink.of(shown, comment.id()));
        history.added(work, comment);
    }

    private void gone(CommentWork work, CommentLink link, ShownComment shown) {
        boolean knownAlready = link.state() == State.DELETED;
        // A tombstone on which it is to be made anew.
        boolean outdated = link.state() == State.CREATING && !link.isBehind(shown.version());
        if (knownAlready || outdated) {
            return;
        }
        work.change(link.gone(shown.version(), clock.instant()));
        Comment comment = work.comment(link.commentId());
        if (comment.isDeleted()) {
            return;
        }
        if (comment.body().equals(languages.inHub(comment, link, link.known()))) {
            work.change(comment.deleted(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            history.log(work, Type.COMMENT_DELETED, comment, shown.system(), comment.body(), null);
        } else {
            remake(work, comment);
            history.log(work, Type.COMMENT_RESTORED, comment, shown.system(), null, comment.body());
        }
    }

    private void seen(CommentWork work, CommentLink link, ShownComment shown) {
        work.change(link.seen(shown));
        Comment comment = work.comment(link.commentId());
        if (link.state() == State.DELETED || !link.expects(shown) && !isSame(comment, link, shown)) {
            take(work, link, shown);
        }
    }

    /** Whether it says what it said before in other words: with its author, or without. */
    private boolean isSame(Comment comment, CommentLink link, ShownComment shown) {
        return link.sent().isEmpty()
                && languages.inHub(comment, link, shown.text()).equals(languages.inHub(comment, link, link.base()));
    }

    /** The system shows something that it did not show before, and that the hub did not write. */
    private void take(CommentWork work, CommentLink link, ShownComment shown) {
        Comment comment = work.comment(link.commentId());
        String body = languages.inHub(comment, link, shown.text());
        Instant at = time(shown.changedAt());
        if (comment.isDeleted()) {
            restore(work, comment, body, at, shown.system());
        } else if (!body.equals(comment.body())) {
            boolean moved = !comment.body().equals(languages.inHub(comment, link, link.known()));
            boolean wins = !moved || isLater(at, body, comment);
            if (moved) {
                history.log(
                        work,
                        Type.COMMENT_OVERRULED,
                        comment,
                        shown.system(),
                        wins ? body : comment.body(),
                        wins ? comment.body() : body);
            }
            if (wins) {
                work.change(comment.withBody(body, at));
                history.log(work, Type.COMMENT_EDITED, comment, shown.system(), comment.body(), body);
            }
        } else if (at.isAfter(comment.updatedAt())) {
            // Both came to the same text: it counts from the later time, or else what was heard first would count.
            work.change(comment.withBody(body, at));
        }
    }

    private void restore(CommentWork work, Comment comment, String body, Instant at, String system) {
        work.change(comment.withBody(body, at));
        history.log(work, Type.COMMENT_RESTORED, comment, system, null, body);
        if (!body.equals(comment.body())) {
            history.log(work, Type.COMMENT_EDITED, comment, system, comment.body(), body);
        }
        remake(work, comment);
    }

    /** Has a comment made anew where it is gone. */
    void remake(CommentWork work, Comment comment) {
        for (CommentLink link : work.linksOf(comment.id())) {
            if (link.state() == State.DELETED && !isReplaced(work, link)) {
                work.change(link.again(languages.of(link.system()).hasToBeReadFirst()));
            }
        }
    }

    /** A total order, so that the one that stands does not depend on which was told of first. */
    private static boolean isLater(Instant at, String body, Comment comment) {
        int later = at.compareTo(comment.updatedAt());
        return later > 0 || later == 0 && body.compareTo(comment.body()) > 0;
    }

    /** A time that a system gives, cut to ours when that system's clock is too far ahead; now for {@code null}. */
    private Instant time(Instant told) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return told == null || told.isAfter(now.plus(maxAhead)) ? now : told.truncatedTo(ChronoUnit.MILLIS);
    }
}
