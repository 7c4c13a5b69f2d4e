package dev.taskhub.convex;

import dev.taskhub.plan.Breakdown;
import dev.taskhub.plan.Project;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.DryRunSettings;
import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.Positions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes projects to Convex in the order of their changes; how far it has come is kept for each deployment. Writing one again
 * changes nothing there. What Convex's own app makes of a project is not read: AirTable's plan is the original.
 */
@Component("convexProjects")
public final class ConvexProjects {

    private static final Logger LOG = LoggerFactory.getLogger(ConvexProjects.class);
    private static final String POSITION = "projects";
    private static final String CAPABILITY = "projects";
    private static final int BATCH = 50;

    /** After a call that failed. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** Until somebody may have deployed a newer kit. */
    private static final Duration LONG_PAUSE = Duration.ofMinutes(5);

    /**
     * What is to be called.
     *
     * @param calls one after another, none when all is told
     * @param last the last project they tell of; {@code null} when they ask what the kit can do
     */
    public record Step(List<RemoteCall> calls, Project last) {

        private static final Step END = new Step(List.of(), null);

        /** Whether there is nothing to be called. */
        public boolean isDone() {
            return calls.isEmpty();
        }

        /** The next call. */
        public RemoteCall call() {
            return calls.get(0);
        }
    }

    private final Breakdown breakdown;
    private final ConvexCalls calls;
    private final Positions positions;
    private final FirstContact contact;
    private final DryRunSettings settings;
    private final String deployment;
    private final Clock clock;
    private Instant restsUntil = Instant.EPOCH;

    ConvexProjects(
            Breakdown breakdown,
            ConvexCalls calls,
            Positions positions,
            FirstContact contact,
            DryRunSettings settings,
            ConvexSettings convex,
            Clock clock) {
        this.breakdown = breakdown;
        this.calls = calls;
        this.positions = positions;
        this.contact = contact;
        this.settings = settings;
        this.deployment = convex.deployment();
        this.clock = clock;
    }

    /** The first call when projects changed that Convex may be told of; done at once otherwise, and in a dry run. */
    public synchronized Step begin() {
        boolean mayWrite = !settings.dryRun() && !clock.instant().isBefore(restsUntil);
        if (!mayWrite || changed(1).isEmpty() || !contact.isMade()) {
            return Step.END;
        }
        restsUntil = clock.instant().plus(PAUSE);
        return new Step(List.of(calls.info()), null);
    }

    /** What to call after Convex has answered; its place among the changes has moved when a batch is told. */
    public synchronized Step answered(Step step, Map<String, Object> answer) {
        if (step.last() == null) {
            if (!canKeepProjects(answer)) {
                LOG.info("Convex is told of no projects: its sync kit does not know them yet; deploy folder convex/");
                restsUntil = clock.instant().plus(LONG_PAUSE);
                return Step.END;
            }
        } else if (step.calls().size() > 1) {
            return new Step(step.calls().subList(1, step.calls().size()), step.last());
        } else {
            told(step.last());
        }
        return next();
    }

    static boolean canKeepProjects(Map<?, ?> info) {
        return info.get("capabilities") instanceof List<?> capabilities && capabilities.contains(CAPABILITY);
    }

    private Step next() {
        List<Project> batch = changed(BATCH);
        if (batch.isEmpty()) {
            restsUntil = Instant.EPOCH;
            return Step.END;
        }
        // As with a task without a title, one without a name is not made, and keeps the name it has.
        List<Project> named = batch.stream()
                .filter(project -> !project.deleted() && project.name() != null)
                .toList();
        List<String> deleted =
                batch.stream().filter(Project::deleted).map(Project::id).toList();
        var toCall = new ArrayList<RemoteCall>();
        if (!named.isEmpty()) {
            toCall.add(calls.upsertProjects(named));
        }
        if (!deleted.isEmpty()) {
            toCall.add(calls.deleteProjects(deleted));
        }
        Project last = batch.get(batch.size() - 1);
        if (toCall.isEmpty()) {
            told(last);
            return next();
        }
        return new Step(List.copyOf(toCall), last);
    }

    private void told(Project last) {
        positions.put(ConvexChanges.SYSTEM, deployment, POSITION, last.change() + ":" + last.id());
    }

    private List<Project> changed(int limit) {
        String[] place = positions
                .get(ConvexChanges.SYSTEM, deployment, POSITION)
                .orElse("0:")
                .split(":", 2);
        return breakdown.projectsAfter(Long.parseLong(place[0]), place[1], limit);
    }
}
