package dev.taskhub.fullstack;

import dev.taskhub.convex.ConvexReading;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.FirstListing;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    private static final String POSITION = "scan";
    private static final String FIRST_LISTING = "first listing";

    private final FullstackCalls calls;
    private final FullstackTasks tasks;
    private final FullstackNews news;
    private final FullstackSettings settings;
    private final Sync sync;
    private final Links links;
    private final FullstackDeletions deletions;
    private final FullstackUser user;
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
            FullstackDeletions deletions,
            FullstackUser user,
            Positions positions,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.calls = calls;
        this.tasks = tasks;
        this.news = news;
        this.settings = settings;
        this.sync = sync;
        this.links = links;
        this.deletions = deletions;
        this.user = user;
        this.positions = positions;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether it is too early for the next scan: one that lasts longer than its period would else begin anew at once. */
    public boolean isResting() {
        return clock.instant().isBefore(restsUntil);
    }

    /** A scan that has yet to read its first page. */
    public FullstackScan begin() {
        return new FullstackScan(
                clock.instant(), links.linkedIds(FullstackTasks.SYSTEM, tasks.container()), deletions.agreed());
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

    /** Ends a scan: settles what is gone if every task was read, and says what could not be read. */
    public void finish(FullstackScan scan) {
        lasted = Duration.between(scan.startedAt(), clock.instant());
        restsUntil = clock.instant().plus(lasted);
        tell(problem(scan), scan.why());
        if (!scan.isComplete()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            deletions.settle(scan);
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
        return Optional.ofNullable(trouble == null && !user.isConfigured() ? FullstackUser.ONLY_READS : trouble);
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
