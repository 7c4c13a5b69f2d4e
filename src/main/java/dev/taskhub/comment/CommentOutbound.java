package dev.taskhub.comment;

import dev.taskhub.comment.CommentLink.State;
import dev.taskhub.comment.CommentOutgoing.Kind;
import dev.taskhub.sync.Remote;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What a remote has yet to be told of a comment, and what it means when it has been told. */
@Component
final class CommentOutbound {

    private final CommentLanguages languages;
    private final CommentRule rule;
    private final Clock clock;

    CommentOutbound(CommentLanguages languages, CommentRule rule, Clock clock) {
        this.languages = languages;
        this.rule = rule;
        this.clock = clock;
    }

    /** What would have to be written, {@code null} for nothing, as long as the comment's task has no item there. */
    CommentOutgoing due(CommentWork work, Comment comment, Remote remote, long revision) {
        String item = comment.taskId() == null ? null : work.itemOf(comment.taskId(), remote);
        if (item == null || !languages.knows(remote.system())) {
            return null;
        }
        CommentLink link =
                work.linkOf(comment.id(), remote.system(), remote.container()).orElse(null);
        Kind kind = kind(comment, link, item, languages.of(remote.system()));
        return kind == null ? null : outgoing(comment, remote, link, item, kind, revision);
    }

    /** As {@link #due}; the link knows before the remote does, so that an echo or a trace is taken for what it is. */
    CommentOutgoing send(CommentWork work, Comment comment, Remote remote, long revision) {
        CommentOutgoing outgoing = due(work, comment, remote, revision);
        if (outgoing == null) {
            return null;
        }
        CommentLink link = work.linkOf(comment.id(), remote.system(), remote.container())
                .orElseGet(() -> CommentLink.none(outgoing));
        switch (outgoing.kind()) {
            case CREATE -> create(work, link, outgoing);
            case UPDATE -> work.change(link.sending(outgoing.text(), clock.instant()));
            case DELETE -> {
                if (link.state() == State.CREATING && outgoing.look()) {
                    // It was looked for and is not there.
                    work.remove(link);
                    return null;
                }
            }
        }
        return outgoing;
    }

    private void create(CommentWork work, CommentLink link, CommentOutgoing outgoing) {
        CommentLink creating = link;
        if (link.state() == State.LINKED) {
            // It went with the item that it was on.
            work.change(link.gone(null, clock.instant()));
            creating = link.again(true);
        }
        work.change(creating.creating(outgoing.itemId(), outgoing.text(), clock.instant()));
    }

    /** Takes note of what was stored: the base moves there, and what was stored otherwise comes in as its change. */
    void written(CommentWork work, CommentWritten write) {
        CommentOutgoing outgoing = write.outgoing();
        Comment comment = work.comment(outgoing.commentId());
        CommentLink link = work.linkOf(outgoing.commentId(), outgoing.system(), outgoing.container())
                .orElse(null);
        // What is gone, or was seen in a later state, or under another id, has no use for this.
        if (link == null
                || link.state() == State.DELETED
                || link.isAheadOf(write.version())
                || link.state() == State.LINKED && !link.externalId().equals(write.externalId())) {
            return;
        }
        if (outgoing.isDeletion()) {
            work.change(link.gone(write.version(), clock.instant()));
            if (!comment.isDeleted()) {
                rule.remake(work, comment);
            }
            return;
        }
        boolean moved = comment.isDeleted() || !comment.body().equals(languages.inHub(comment, link, outgoing.text()));
        // What both sides agree on: what was sent, or, where the hub has moved on meanwhile, what is stored.
        work.change(link.written(write, moved ? write.text() : outgoing.text(), clock.instant()));
        if (!moved) {
            rule.apply(work, stored(write));
        }
    }

    private static ShownComment stored(CommentWritten write) {
        return new ShownComment(
                write.outgoing().system(),
                write.outgoing().container(),
                write.externalId(),
                write.outgoing().itemId(),
                null,
                write.text(),
                null,
                write.changedAt(),
                write.version(),
                true,
                null);
    }

    private Kind kind(Comment comment, CommentLink link, String item, CommentTerms terms) {
        boolean elsewhere = link != null && !link.itemId().equals(item);
        boolean lost = elsewhere && terms.hasToBeReadFirst();
        if (comment.isDeleted()) {
            return link == null || link.state() == State.DELETED || lost ? null : Kind.DELETE;
        }
        if (link == null || link.state() == State.CREATING || lost) {
            return Kind.CREATE;
        }
        boolean differs = !comment.body().equals(languages.inHub(comment, link, link.base()))
                || link.sent().stream().anyMatch(sent -> !comment.body().equals(languages.inHub(comment, link, sent)));
        return link.state() == State.LINKED && (differs || elsewhere) ? Kind.UPDATE : null;
    }

    private CommentOutgoing outgoing(
            Comment comment, Remote remote, CommentLink link, String item, Kind kind, long revision) {
        CommentTerms terms = languages.of(remote.system());
        boolean made = kind == Kind.CREATE || link.made();
        boolean fresh = kind == Kind.CREATE && (link == null || link.sent().isEmpty());
        return new CommentOutgoing(
                comment.id(),
                remote.system(),
                remote.container(),
                item,
                link == null ? comment.id() : link.externalId(),
                kind,
                kind == Kind.DELETE ? null : terms.inSystem(comment, made),
                comment.author(),
                comment.createdAt(),
                link == null ? null : link.expectedVersion(),
                terms.hasToBeReadFirst() && !fresh,
                revision);
    }
}
