package dev.taskhub.comment;

import dev.taskhub.sync.DryRunSettings;
import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.Parked;
import dev.taskhub.sync.Remote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Takes comments out of the outbox for a remote and closes their rows when it has answered; within a transaction. */
@Component
final class CommentSending {

    private static final String NOT_THE_AUTHOR = "NOT_THE_AUTHOR";

    /** Finds what has to be written of a comment, {@code null} for nothing. */
    interface Way {
        CommentOutgoing outgoing(CommentWork work, Comment comment, Remote remote, long revision);
    }

    private final CommentWorks works;
    private final CommentOutbox outbox;
    private final List<Remote> remotes;
    private final FirstContact firstContact;
    private final ObjectProvider<CommentListing> listings;
    private final DryRunSettings dryRun;
    private final Parked parked;

    CommentSending(
            CommentWorks works,
            CommentOutbox outbox,
            List<Remote> remotes,
            FirstContact firstContact,
            ObjectProvider<CommentListing> listings,
            DryRunSettings dryRun,
            Parked parked) {
        this.works = works;
        this.outbox = outbox;
        this.remotes = remotes;
        this.firstContact = firstContact;
        this.listings = listings;
        this.dryRun = dryRun;
        this.parked = parked;
    }

    /** Whether there may be something to claim; nothing in a dry run, and nothing before the hub has met its remotes. */
    boolean isDue(Remote remote) {
        return !dryRun.dryRun() && outbox.isDue(remote.system()) && isAllRead();
    }

    /** Before all has been read, a comment that is made may be there already, on a task that is to be joined. */
    private boolean isAllRead() {
        return firstContact.isMade()
                && remotes.stream()
                        .filter(remote -> !remote.container().isEmpty())
                        .allMatch(remote -> listings.stream()
                                .anyMatch(listing ->
                                        listing.system().equals(remote.system()) && listing.hasReadComments()));
    }

    /** Claims up to {@code max} comments. */
    List<CommentOutgoing> take(Remote remote, int max, Way way) {
        return due(remote, outbox.claim(remote.system(), max), way);
    }

    /** What is to be written by now of comments that are claimed. */
    List<CommentOutgoing> due(Remote remote, List<CommentOutbox.Row> rows, Way way) {
        CommentWork work =
                works.of(rows.stream().map(CommentOutbox.Row::commentId).toList());
        var due = new ArrayList<CommentOutgoing>();
        var nothingToDo = new HashMap<String, Long>();
        for (CommentOutbox.Row row : rows) {
            work.comments(List.of(row.commentId())).stream()
                    .findFirst()
                    .map(comment -> way.outgoing(work, comment, remote, row.revision()))
                    .ifPresentOrElse(due::add, () -> nothingToDo.put(row.commentId(), row.revision()));
        }
        settle(remote.system(), nothingToDo);
        for (CommentOutgoing foreign :
                due.stream().filter(outgoing -> isForeign(work, outgoing)).toList()) {
            due.remove(foreign);
            park(work, foreign, NOT_THE_AUTHOR, hint(work.comment(foreign.commentId()), foreign));
        }
        works.write(work);
        return due;
    }

    /** Parks what a system refused. */
    void refused(CommentOutgoing outgoing, String cause, String hint) {
        CommentWork work = works.of(List.of(outgoing.commentId()));
        park(work, outgoing, cause, hint);
        works.write(work);
    }

    /** The system has been told of these, or there was nothing to tell. */
    void settle(String system, Map<String, Long> revisions) {
        outbox.settle(system, revisions);
        parked.commentsDelivered(system, revisions.keySet());
    }

    static Map<String, Long> revisions(List<CommentOutgoing> sent) {
        return sent.stream()
                .collect(Collectors.toMap(CommentOutgoing::commentId, CommentOutgoing::revision, Math::max));
    }

    /** Whether the system lets nobody but its author touch what is to be written. */
    private static boolean isForeign(CommentWork work, CommentOutgoing outgoing) {
        return outgoing.kind() != CommentOutgoing.Kind.CREATE
                && work.linkOf(outgoing.commentId(), outgoing.system(), outgoing.container())
                        .filter(link -> !link.own())
                        .isPresent();
    }

    private static String hint(Comment comment, CommentOutgoing outgoing) {
        return outgoing.system() + " lets only its author " + (outgoing.isDeletion() ? "delete" : "change")
                + " this comment: ask " + (comment.author() == null ? "them" : comment.author())
                + " to do it there, or drop this";
    }

    private void park(CommentWork work, CommentOutgoing outgoing, String cause, String hint) {
        parked.parkComment(
                outgoing.system(),
                outgoing.commentId(),
                work.comment(outgoing.commentId()).taskId(),
                outgoing.text() == null ? Map.of() : Map.of("text", outgoing.text()),
                cause,
                hint);
        work.linkOf(outgoing.commentId(), outgoing.system(), outgoing.container())
                .ifPresent(link -> work.change(link.refused()));
        outbox.settle(outgoing.system(), revisions(List.of(outgoing)));
    }
}
