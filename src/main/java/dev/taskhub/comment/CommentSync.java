package dev.taskhub.comment;

import dev.taskhub.sync.Parked;
import dev.taskhub.sync.Remote;
import dev.taskhub.sync.WakeUp;
import dev.taskhub.task.TaskStore;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way in and the way out of the comments on tasks. Every call is one transaction, or part of the caller's: comments, bases,
 * events and outbox rows are on disk when it has committed, or nothing is.
 */
@Component("commentSync")
public class CommentSync {

    private final CommentWorks works;
    private final CommentRule rule;
    private final CommentOutbound outbound;
    private final CommentSending sending;
    private final CommentTwins twins;
    private final CommentOutbox outbox;
    private final List<Remote> remotes;
    private final TaskStore tasks;
    private final WakeUp wakeUp;
    private final TransactionTemplate transaction;

    CommentSync(
            CommentWorks works,
            CommentRule rule,
            CommentOutbound outbound,
            CommentSending sending,
            CommentTwins twins,
            CommentOutbox outbox,
            List<Remote> remotes,
            TaskStore tasks,
            WakeUp wakeUp,
            PlatformTransactionManager transactions) {
        this.works = works;
        this.rule = rule;
        this.outbound = outbound;
        this.sending = sending;
        this.twins = twins;
        this.outbox = outbox;
        this.remotes = remotes;
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
     * Adds what somebody writes in the hub about a task, and returns it.
     *
     * @param text not blank
     */
    public Comment add(String taskId, String author, String text) {
        return transaction.execute(status -> {
            CommentWork work = works.ofTask(taskId);
            Comment comment = rule.write(work, taskId, author, text);
            save(work);
            return comment;
        });
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
        return transaction.execute(status -> sending.due(
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
            sending.settle(sent.get(0).system(), CommentSending.revisions(sent));
            writes.forEach(write -> outbound.written(work, write));
            save(work);
        });
    }

    /** Parks what a system refused; the comment's next change tries again. */
    public void refused(CommentOutgoing outgoing, String cause, String hint) {
        transaction.executeWithoutResult(status -> sending.refused(outgoing, cause, hint));
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

    private List<CommentOutgoing> take(String system, int max, CommentSending.Way way) {
        Optional<Remote> remote = remote(system).filter(sending::isDue);
        if (remote.isEmpty()) {
            return List.of();
        }
        twins.match();
        return transaction.execute(status -> {
            tasks.lock();
            return sending.take(remote.get(), max, way);
        });
    }

    private void save(CommentWork work) {
        if (work.isTouched()) {
            works.save(work);
            wakeUp.tellAfterCommit();
        }
    }

    private Optional<Remote> remote(String system) {
        return remotes.stream()
                .filter(candidate -> candidate.system().equals(system))
                .findFirst();
    }
}
