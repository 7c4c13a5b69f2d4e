package dev.taskhub.sync;

import dev.taskhub.task.TaskIds;
import dev.taskhub.task.TaskStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the tasks that several systems held before the hub knew them. Only when all that there is has been read can two
 * items of one title be told from two of three, so until then nothing is made in a remote, and then it is decided once.
 */
@Component("firstContact")
public class FirstContact {

    private static final Logger LOG = LoggerFactory.getLogger(FirstContact.class);
    private static final int FAMILIES_AT_ONCE = 100;

    /** Of more tasks of one title a person would not want to look at every pair. */
    private static final int MOST_ALIKE = 20;

    private final Acquaintance acquaintance;
    private final ObjectProvider<FirstListing> listings;
    private final Namesakes namesakes;
    private final Joins joins;
    private final Proposals proposals;
    private final SyncSettings settings;
    private final TaskIds ids;
    private final TaskStore tasks;
    private final WakeUp wakeUp;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FirstContact(
            Acquaintance acquaintance,
            ObjectProvider<FirstListing> listings,
            Namesakes namesakes,
            Joins joins,
            Proposals proposals,
            SyncSettings settings,
            TaskIds ids,
            TaskStore tasks,
            WakeUp wakeUp,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.acquaintance = acquaintance;
        this.listings = listings;
        this.namesakes = namesakes;
        this.joins = joins;
        this.proposals = proposals;
        this.settings = settings;
        this.ids = ids;
        this.tasks = tasks;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether items may be made in the remotes by now. */
    public boolean isMade() {
        return acquaintance.isMade();
    }

    /** Makes the first contact if that can be done and is still to be done; to be called every few seconds. */
    public void look() {
        if (acquaintance.isMade() || !isAllRead()) {
            return;
        }
        List<Proposal> unsure = settings.matchTitles() ? match() : List.of();
        // Stopped before here, it is all done again, and what has been joined is one task by then.
        transaction.executeWithoutResult(status -> {
            tasks.lock();
            proposals.add(unsure);
            acquaintance.make();
            wakeUp.tellAfterCommit();
        });
        LOG.info("All remotes have been read to their ends, so what is new to one of them may be made there");
    }

    private boolean isAllRead() {
        return acquaintance.remotes().stream().allMatch(remote -> listings.stream()
                .anyMatch(listing -> listing.system().equals(remote.system()) && listing.hasImported()));
    }

    /** Joins what is surely the same, and returns what may be. */
    private List<Proposal> match() {
        var sure = namesakes.groups().stream()
                .flatMap(group -> Families.of(group).sure().stream())
                .map(family -> family.stream().map(Namesake::taskId).toList())
                .toList();
        int joined = 0;
        for (int from = 0; from < sure.size(); from += FAMILIES_AT_ONCE) {
            joined += joins.join(sure.subList(from, Math.min(sure.size(), from + FAMILIES_AT_ONCE)));
        }
        var unsure = new ArrayList<Proposal>();
        for (List<Namesake> group : namesakes.groups()) {
            // What is sure and still there could not be joined just now, as while an item of it is being made anew.
            List<Families.Pair> pairs = Families.of(group).pairs();
            if (group.size() <= MOST_ALIKE) {
                pairs.forEach(pair -> unsure.add(proposal(pair, group)));
            } else if (!pairs.isEmpty()) {
                LOG.warn("{} tasks are called \"{}\": too many to tell which are the same", group.size(), title(group));
            }
        }
        LOG.info(
                "Tasks that became part of another one of the same title: {}; pairs that may be the same: {}{}",
                joined,
                unsure.size(),
                unsure.isEmpty() ? "" : ", which a person decides, see GET /api/proposals");
        return unsure;
    }

    private Proposal proposal(Families.Pair pair, List<Namesake> group) {
        return new Proposal(
                ids.get(),
                pair.older().taskId(),
                pair.newer().taskId(),
                pair.older().alias() + " and " + pair.newer().alias() + " may be the same: " + group.size()
                        + " tasks are called \"" + title(group) + "\"",
                clock.instant());
    }

    private static String title(List<Namesake> group) {
        return group.get(0).title();
    }
}
