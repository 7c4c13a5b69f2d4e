package dev.taskhub.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides which tasks are one: what is sure by itself, the rest as a person says. Every call is one transaction. */
@Component
public class Joins {

    private final Workspaces workspaces;
    private final Joining joining;
    private final Proposals proposals;
    private final Outbox outbox;
    private final List<Remote> remotes;
    private final WakeUp wakeUp;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Joins(
            Workspaces workspaces,
            Joining joining,
            Proposals proposals,
            Outbox outbox,
            List<Remote> remotes,
            WakeUp wakeUp,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.workspaces = workspaces;
        this.joining = joining;
        this.proposals = proposals;
        this.outbox = outbox;
        this.remotes = remotes;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Joins each of these families, oldest task first, unless it has changed meanwhile; returns how many tasks are fewer. */
    int join(List<List<String>> families) {
        return transaction.execute(status -> {
            Workspace work =
                    workspaces.of(families.stream().flatMap(List::stream).toList());
            int joined = 0;
            for (List<String> family : families) {
                for (String newer : family.subList(1, family.size())) {
                    if (isStillSure(work, family.get(0), newer)) {
                        joining.join(work, family.get(0), newer, null);
                        joined++;
                    }
                }
            }
            save(work, TaskSync.HUB);
            return joined;
        });
    }

    /**
     * Makes the two tasks of a proposal one.
     *
     * @param person who decides, for the event log
     * @throws NotFound when no proposal of this id waits for a person
     * @throws IllegalArgumentException when the tasks cannot be one as they now stand
     */
    public void accept(String id, String person) {
        transaction.executeWithoutResult(status -> {
            Proposal accepted = find(id);
            Set<Proposal> related = related(accepted);
            var tasks = new LinkedHashSet<String>();
            related.forEach(proposal -> tasks.addAll(List.of(proposal.olderTask(), proposal.newerTask())));
            Workspace work = workspaces.of(tasks);
            Joining.obstacle(work, accepted.olderTask(), accepted.newerTask()).ifPresent(obstacle -> {
                throw new IllegalArgumentException(
                        obstacle + "; change that and accept again, or send POST /api/proposals/" + id + "/dismiss");
            });
            joining.join(work, accepted.olderTask(), accepted.newerTask(), person);
            save(work, person);
            // The older task has the newer one's items now, so it may have become another's equal no longer.
            var over = related.stream()
                    .filter(proposal -> Joining.obstacle(work, proposal.olderTask(), proposal.newerTask())
                            .isPresent())
                    .toList();
            proposals.remove(over);
            release(over, work.change());
        });
    }

    /**
     * Leaves the two tasks of a proposal what they are: two.
     *
     * @throws NotFound when no proposal of this id waits for a person
     */
    public void dismiss(String id, String person) {
        transaction.executeWithoutResult(status -> {
            Proposal dismissed = find(id);
            long change = workspaces.of(List.of()).change();
            proposals.dismiss(id, person, clock.instant());
            release(List.of(dismissed), change);
        });
    }

    private static boolean isStillSure(Workspace work, String older, String newer) {
        return Joining.obstacle(work, older, newer).isEmpty()
                && Objects.equals(
                        work.task(older).orElseThrow().title(),
                        work.task(newer).orElseThrow().title());
    }

    private void save(Workspace work, String actor) {
        if (work.isTouched()) {
            workspaces.save(work, actor);
            wakeUp.tellAfterCommit();
        }
    }

    private Proposal find(String id) {
        return proposals
                .find(id)
                .orElseThrow(() ->
                        new NotFound("no proposal \"" + id + "\" waits for a person; GET /api/proposals lists them"));
    }

    private Set<Proposal> related(Proposal proposal) {
        var related = new LinkedHashSet<>(List.of(proposal));
        related.addAll(proposals.open(List.of(proposal.olderTask(), proposal.newerTask())));
        return related;
    }

    /** Nobody waits for these any more: the tasks may have their items made, unless another proposal holds them. */
    private void release(List<Proposal> over, long change) {
        var waiting = new TreeMap<String, Duration>();
        over.forEach(proposal -> {
            waiting.put(proposal.olderTask(), Duration.ZERO);
            waiting.put(proposal.newerTask(), Duration.ZERO);
        });
        remotes.forEach(remote -> outbox.add(remote.system(), Map.copyOf(waiting), change));
        wakeUp.tellAfterCommit();
    }
}
