package dev.taskhub.fullstack;

import dev.taskhub.convex.ConvexReading;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.FirstListing;
import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes all of the app's tasks into the task list, page by page and again and again: the app tells of no changes, so they
 * are found by comparing, and deletions by what is missing when everything was read.
 */
@Component("fullstackPoll")
@ConditionalOnProperty(name = "taskhub.convex.adapter", havingValue = "fullstack")
public final class FullstackPoll implements FirstListing, ConvexReading {

    private static final Logger LOG = LoggerFactory.getLogger(FullstackPoll.class);
    private static final int HELD_ABOVE_ONE_IN = 5;
    private static final String POSITION = "scan";
    private static final String FIRST_LISTING = "first listing";

    private final FullstackCalls calls;
    private final FullstackTasks tasks;
    private final FullstackNews news;
    private final FullstackSettings settings;
    private final Sync sync;
    private final Links links;
    private final HeldDeletions heldDeletions;
    private final Positions positions;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private volatile boolean imported;
    private volatile String trouble;
    private volatile Duration lasted = Duration.ZERO;
    private volatile Instant restsUntil = Instant.MIN;

    FullstackPoll(
            FullstackCalls calls,
            FullstackTasks tasks,
            FullstackNews news,
            FullstackSettings settings,
            Sync sync,
            Links links,
            HeldDeletions heldDeletions,
            Positions positions,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.calls = calls;
        this.tasks = tasks;
        this.news = news;
        this.settings = settings;
        this.sync = sync;
        this.links = links;
        this.heldDeletions = heldDeletions;
        this.positions = positions;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether it is too early for the next scan: after a long one, half of the calls would else be for reading. */
    public boolean isResting() {
        return clock.instant().isBefore(restsUntil);
    }

    /** A scan that has yet to read its first page. */
    public FullstackScan begin() {
        return new FullstackScan(
                clock.instant(),
                links.linkedIds(FullstackTasks.SYSTEM, tasks.container()),
                heldDeletions.agreed(FullstackTasks.SYSTEM, tasks.container()));
    }

    /** The call for the next page. */
    public RemoteCall next(FullstackScan scan) {
        scan.ask(clock.instant());
        return calls.list(scan.cursor(), scan.size(), scan.isBackwards());
    }

    /** Takes in a page and returns the scan after it. */
    public FullstackScan accept(FullstackScan scan, Map<String, Object> answer) {
        transaction.executeWithoutResult(status -> {
            sync.accept(news.among(FullstackTasks.page(answer), scan.askedAt(), hasImported()));
            positions.put(FullstackTasks.SYSTEM, tasks.container(), POSITION, "read");
        });
        scan.read(answer);
        return scan;
    }

    /** Goes on around a page at which the app failed. */
    public FullstackScan narrow(FullstackScan scan, RemoteUnexplained why) {
        scan.narrow(why.getMessage());
        return scan;
    }

    /**
     * Ends a scan: takes in the deletions if every task was read, holds them when too many are missing to believe it, and
     * says what could not be read.
     */
    public void finish(FullstackScan scan) {
        lasted = Duration.between(scan.startedAt(), clock.instant());
        restsUntil = clock.instant().plus(lasted);
        tell(problem(scan), scan.why());
        if (!scan.isComplete()) {
            return;
        }
        Set<String> unasked = new TreeSet<>(scan.unseen());
        unasked.removeAll(scan.agreed().keySet());
        int standing = scan.linked() - (scan.unseen().size() - unasked.size());
        boolean held = unasked.size() * HELD_ABOVE_ONE_IN > standing;
        if (held) {
            LOG.warn(
                    "Convex deletions are held: {} of {} linked tasks are missing, more than a fifth: if they were deleted"
                            + " on purpose, agree with POST /api/deletions/convex/agree",
                    unasked.size(),
                    standing);
        }
        List<ItemChange> deletions = new ArrayList<>();
        scan.unseen().stream()
                .filter(id -> !held || !unasked.contains(id))
                .map(id -> tasks.gone(id, scan.startedAt(), scan.agreed().get(id)))
                .forEach(deletions::add);
        transaction.executeWithoutResult(status -> {
            sync.accept(deletions);
            heldDeletions.replace(FullstackTasks.SYSTEM, tasks.container(), held ? unasked : Set.of());
            if (!hasImported()) {
                positions.put(FullstackTasks.SYSTEM, tasks.container(), FIRST_LISTING, "read");
            }
        });
    }

    @Override
    public String system() {
        return FullstackTasks.SYSTEM;
    }

    /** Whether all tasks have been read once. */
    @Override
    public boolean hasImported() {
        imported = imported
                || positions
                        .get(FullstackTasks.SYSTEM, tasks.container(), FIRST_LISTING)
                        .isPresent();
        return imported;
    }

    @Override
    public Optional<Instant> lastRead() {
        return positions.keptAt(FullstackTasks.SYSTEM, tasks.container(), POSITION);
    }

    @Override
    public Optional<Duration> every() {
        return Optional.of(settings.scanEvery().plus(lasted));
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private static String problem(FullstackScan scan) {
        if (scan.gap() != null) {
            return scan.gap();
        }
        return scan.doubled().isEmpty()
                ? null
                : "several tasks have the number "
                        + String.join(
                                ", ",
                                scan.doubled().stream()
                                        .map(number -> Long.toString(number.longValue()))
                                        .sorted()
                                        .toList())
                        + ", and cannot be written; give them numbers of their own in the Convex dashboard";
    }

    /** Once for each trouble, not with every scan. */
    private void tell(String problem, String why) {
        if (problem != null && !problem.equals(trouble)) {
            LOG.warn("In the fullstack-convex app {}{}", problem, why == null ? "" : "; " + why);
        } else if (problem == null && trouble != null) {
            LOG.info("All tasks of the fullstack-convex app can be read and written again");
        }
        trouble = problem;
    }
}
