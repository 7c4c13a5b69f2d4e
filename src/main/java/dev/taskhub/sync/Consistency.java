package dev.taskhub.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The check whether both remotes show what the hub holds. Readers show it a whole listing of each, page by page; it keeps of
 * them no more than ids and the first differences. A check that is to repair takes the items that differ in like any
 * listing's, and has a sender look at their tasks: what is written then is what the sync rule says.
 */
@Component("consistency")
public class Consistency {

    private static final Logger LOG = LoggerFactory.getLogger(Consistency.class);
    private static final int SHOWN = 1000;

    /**
     * One check.
     *
     * @param finishedAt {@code null} while it goes on
     * @param repairs whether it repairs what it finds
     * @param systems by name
     */
    public record Check(
            Instant startedAt, Instant finishedAt, boolean repairs, Map<String, DifferenceCounts> systems) {}

    /**
     * @param asked whether a check was asked for that has yet to begin
     * @param running the check that goes on, or {@code null}
     * @param last the last one that came to its end, kept over a restart, or {@code null} when none ever did
     * @param differences the first ones of the last check
     */
    public record Report(boolean asked, Check running, Check last, List<Difference> differences) {}

    /** What is kept of one system while it is read. */
    private static final class Reading {

        private final Remote remote;
        private final Set<String> unseen;
        private final Set<String> strange = new HashSet<>();

        private Reading(Remote remote, Set<String> unseen) {
            this.remote = remote;
            this.unseen = unseen;
        }
    }

    private final Comparison comparison;
    private final Sync sync;
    private final List<Remote> remotes;
    private final Progress progress;
    private final LastCheck lastCheck;
    private final Clock clock;

    private final Map<String, Reading> readings = new ConcurrentHashMap<>();
    private final Map<String, DifferenceCounts> counts = new HashMap<>();
    private List<Difference> found = new ArrayList<>();
    private Check running;
    private LastCheck.Result last;
    private boolean asked;
    private boolean repairAsked;

    Consistency(
            Comparison comparison,
            Sync sync,
            List<Remote> remotes,
            Progress progress,
            LastCheck lastCheck,
            Clock clock) {
        this.comparison = comparison;
        this.sync = sync;
        this.remotes = remotes;
        this.progress = progress;
        this.lastCheck = lastCheck;
        this.clock = clock;
        this.last = lastCheck.get().orElse(new LastCheck.Result(null, List.of()));
    }

    /** Notes that a check is wanted; the next one that begins repairs if any that was asked for is to. */
    public synchronized void ask(boolean repair) {
        asked = true;
        repairAsked |= repair;
    }

    /** A check begins; one that was cut off is forgotten. */
    public synchronized void beginCheck() {
        readings.clear();
        counts.clear();
        found = new ArrayList<>();
        remotes.forEach(remote -> counts.put(remote.system(), DifferenceCounts.NONE));
        running = new Check(clock.instant(), null, repairAsked, Map.of());
        asked = false;
        repairAsked = false;
    }

    /** Reading {@code system} begins: its first page has not been asked for yet. */
    public void begin(String system) {
        Remote remote = remotes.stream()
                .filter(candidate -> candidate.system().equals(system))
                .findFirst()
                .orElseThrow();
        var reading = new Reading(remote, comparison.linked(remote));
        synchronized (this) {
            readings.put(system, reading);
        }
        progress.begin(work(system), 0);
    }

    /** Compares a page of what {@code system} shows, and repairs what differs if this check is to. */
    public void compare(String system, List<ItemChange> page) {
        Reading reading = readings.get(system);
        Findings findings = comparison.shown(reading.remote, page, reading.unseen, reading.strange);
        boolean repairs = running.repairs();
        if (repairs) {
            var differing =
                    findings.differences.stream().map(Difference::externalId).collect(Collectors.toSet());
            sync.accept(page.stream()
                    .filter(item -> differing.contains(item.externalId()))
                    .toList());
            sync.resendAll(system, taskIds(findings.differences));
        }
        note(system, findings, repairs ? findings.differences.size() : 0);
        progress.reached(work(system), compared(system), Math.max(1, reading.unseen.size()));
    }

    /**
     * All of {@code system} was shown: looks for the tasks that it does not have. One that was never made there is made now
     * if this check repairs.
     *
     * @return the linked items that are gone and have yet to be taken for deleted; none if this check does not repair
     */
    public Set<String> end(String system) {
        Reading reading = readings.get(system);
        var gone = new HashSet<String>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            var findings = new Findings();
            after = comparison.missing(reading.remote, after.get(), reading.unseen, findings);
            var unmade = findings.differences.stream()
                    .filter(difference -> difference.externalId() == null)
                    .toList();
            findings.differences.stream()
                    .map(Difference::externalId)
                    .filter(Objects::nonNull)
                    .forEach(gone::add);
            if (running.repairs()) {
                sync.resendAll(system, taskIds(unmade));
            }
            note(system, findings, running.repairs() ? unmade.size() : 0);
        }
        synchronized (this) {
            counts.computeIfPresent(system, (name, sofar) -> sofar.atItsEnd());
        }
        progress.reached(work(system), compared(system), 0);
        return running.repairs() ? gone : Set.of();
    }

    /** How many items and tasks were compared so far. */
    public synchronized long compared(String system) {
        return counts.get(system).compared();
    }

    /** So many more differences were handed on to be repaired. */
    public synchronized void repaired(String system, int more) {
        counts.computeIfPresent(system, (name, sofar) -> sofar.plus(new Findings(), more));
    }

    /** The check is over. */
    public synchronized void finishCheck() {
        var check = new Check(running.startedAt(), clock.instant(), running.repairs(), new TreeMap<>(counts));
        last = new LastCheck.Result(check, List.copyOf(found));
        running = null;
        readings.clear();
        check.systems().forEach(Consistency::log);
        lastCheck.put(last);
    }

    /** How the check that goes on stands, and what the last one found. */
    public synchronized Report report() {
        Check now =
                running == null ? null : new Check(running.startedAt(), null, running.repairs(), new TreeMap<>(counts));
        return new Report(asked, now, last.check(), last.differences());
    }

    private synchronized void note(String system, Findings findings, long handedOn) {
        counts.computeIfPresent(system, (name, sofar) -> sofar.plus(findings, handedOn));
        findings.differences.stream().limit(SHOWN - found.size()).forEach(found::add);
    }

    private static List<String> taskIds(List<Difference> differences) {
        return differences.stream()
                .map(Difference::taskId)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String work(String system) {
        return "consistency check of " + system;
    }

    private static void log(String system, DifferenceCounts counts) {
        long differences = counts.differs() + counts.missingThere() + counts.unknownHere();
        String text = "consistency check of {}: {} compared, {} fields differ, {} missing there, {} unknown here,"
                + " {} on their way, {} in conflict, {} handed on to be repaired{}";
        Object[] figures = {
            system,
            counts.compared(),
            counts.differs(),
            counts.missingThere(),
            counts.unknownHere(),
            counts.onTheirWay(),
            counts.inConflict(),
            counts.repaired(),
            counts.complete() ? "" : "; it was not read to its end"
        };
        if (differences > 0 || !counts.complete()) {
            LOG.warn(text, figures);
        } else {
            LOG.info(text, figures);
        }
    }
}
