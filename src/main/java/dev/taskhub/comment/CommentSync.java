package dev.taskhub.comment;

import dev.taskhub.sync.DryRunSettings;
import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.Parked;
import dev.taskhub.sync.Remote;
import dev.taskhub.sync.WakeUp;
import dev.taskhub.task.TaskStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way in and the way out of the comments on tasks. Every call is one transaction, or part of the caller's: comments, bases,
 * events and outbox rows are on disk when it has committed, or nothing is.
 */
@Component("commentSync")
public class CommentSync {

    static final String NOT_OURS = "NOT_THE_AUTHOR";

    /** Finds what has to be written of a comment, {@code null} for nothing. */
    private interface Way {
        CommentOutgoing outgoing(CommentWork work, Comment comment, Remote remote, long revision);
    }

    private final CommentWorks works;
    private final CommentRule rule;
    private final CommentOutbound outbound;
    private final CommentOutbox outbox;
    private final CommentTwins twins;
    private final List<Remote> remotes;
    private final FirstContact firstContact;
    private final ObjectProvider<CommentListing> listings;
    private final DryRunSettings dryRun;
    private final Parked parked;
    private final TaskStore tasks;
    private final WakeUp wakeUp;
    private final TransactionTemplate transaction;

    CommentSync(
            CommentWorks works,
            CommentRule rule,
            CommentOutbound outbound,
            CommentOutbox outbox,
            CommentTwins twins,
            List<Remote> remotes,
            FirstContact firstContact,
            ObjectProvider<CommentListing> listings,
            DryRunSettings dryRun,
            Parked parked,
            TaskStore tasks,
            WakeUp wakeUp,
            PlatformTransactionManager transactions) {
        this.works = works;
        this.rule = rule;
        this.outbound = outbound;
        this.outbox = outbox;
        this.twins = twins;
        this.remotes = remotes;
        this.firstContact = firstContact;
        this.listings = listings;
        this.dryRun = dryRun;
        this.parked = parked;
        this.tasks = tasks;
        this.wakeUp = wakeUp;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Merges what systems showed, in the order given. */
    public void accept(List<ShownComment> shown) {
        if (!shown.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                CommentWork work = works.ofShown(shown);
                shown.forEach(comment -> rule.apply(work, comment));
                save(work);
            });
        }
    }

    /**
     * Claims up to {@code max} comments that a system has to be told about, each in its newest state, as they are to be
     * written. They stay claimed until {@link #written}, {@link #refused} or the outbox gives them free.
     */
    public List<CommentOutgoing> claim(String system, int max) {
        return take(system, max, outbound::send);
    }

    /** As {@link #claim}, for a system that has to be looked at before; what is to be written then says {@link #send}. */
    public List<CommentOutgoing> reserve(String system, int max) {
        return take(system, max, outbound::due);
    }

    /** What is to be written of {@code reserved} by now; what may not be written is parked. */
    public List<CommentOutgoing> send(List<CommentOutgoing> reserved) {
        Remote remote = remote(reserved.get(0).system()).orElseThrow();
        return transaction.execute(status -> due(
                remote,
                reserved.stream()
                        .map(outgoing -> new CommentOutbox.Row(outgoing.commentId(), outgoing.revision(), false))
                        .toList(),
                outbound::send));
    }

    /** Takes note of what a system stored. */
    public void written(List<CommentWritten> writes) {
        transaction.executeWithoutResult(status -> {
            var sent = writes.stream().map(CommentWritten::outgoing).toList();
            CommentWork work =
                    works.of(sent.stream().map(CommentOutgoing::commentId).toList());
            settle(sent.get(0).system(), revisions(sent));
            writes.forEach(write -> outbound.written(work, write));
            save(work);
        });
    }

    /** Parks what a system refused; the comment's next change tries again. */
    public void refused(CommentOutgoing outgoing, String cause, String hint) {
        transaction.executeWithoutResult(status -> {
            CommentWork work = works.of(List.of(outgoing.commentId()));
            park(work, outgoing, cause, hint);
            works.write(work);
            outbox.settle(outgoing.system(), revisions(List.of(outgoing)));
        });
    }

    /**
     * Sends a comment to a system anew, as after an operator's retry of a parked message.
     *
     * @param parkedId the message's id
     */
    public void resend(String system, String parkedId) {
        transaction.executeWithoutResult(status -> {
            outbox.add(system, List.of(Parked.commentId(parkedId)), tasks.lock());
            wakeUp.tellAfterCommit();
        });
    }

    private List<CommentOutgoing> take(String system, int max, Way way) {
        Optional<Remote> remote = remote(system);
        if (remote.isEmpty() || dryRun.dryRun() || !outbox.isDue(system) || !isAllRead()) {
            return List.of();
        }
        twins.match();
        return transaction.execute(status -> {
            tasks.lock();
            return due(remote.get(), outbox.claim(system, max), way);
        });
    }

    private List<CommentOutgoing> due(Remote remote, List<CommentOutbox.Row> rows, Way way) {
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
        var foreign = due.stream().filter(outgoing -> isForeign(work, outgoing)).toList();
        foreign.forEach(outgoing -> park(work, outgoing, NOT_OURS, hint(work.comment(outgoing.commentId()), outgoing)));
        outbox.settle(remote.system(), revisions(foreign));
        due.removeAll(foreign);
        works.write(work);
        return due;
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
    }

    private void settle(String system, Map<String, Long> revisions) {
        outbox.settle(system, revisions);
        parked.commentsDelivered(system, revisions.keySet());
    }

    private void save(CommentWork work) {
        if (work.isTouched()) {
            works.save(work);
            wakeUp.tellAfterCommit();
        }
    }

    /** Before all remotes have been read, a comment that is made may be there already, on a task that is to be joined. */
    private boolean isAllRead() {
        return firstContact.isMade()
                && remotes.stream()
                        .filter(remote -> !remote.container().isEmpty())
                        .allMatch(remote -> listings.stream()
                                .anyMatch(listing ->
                                        listing.system().equals(remote.system()) && listing.hasReadComments()));
    }

    private Optional<Remote> remote(String system) {
        return remotes.stream()
                .filter(candidate -> candidate.system().equals(system))
                .findFirst();
    }

    private static Map<String, Long> revisions(List<CommentOutgoing> sent) {
        return sent.stream()
                .collect(Collectors.toMap(CommentOutgoing::commentId, CommentOutgoing::revision, Math::max));
    }
}
