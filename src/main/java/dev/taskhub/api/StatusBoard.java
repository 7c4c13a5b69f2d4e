package dev.taskhub.api;

import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtablePlans;
import dev.taskhub.airtable.AirtablePoll;
import dev.taskhub.airtable.BudgetStatus;
import dev.taskhub.airtable.RequestBudget;
import dev.taskhub.airtable.WebhookState;
import dev.taskhub.api.SystemStatus.Queue;
import dev.taskhub.api.SystemStatus.State;
import dev.taskhub.convex.ConvexReading;
import dev.taskhub.convex.ConvexSubscription;
import dev.taskhub.sync.Consistency;
import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.Progress;
import dev.taskhub.sync.Sync;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Brings together how the hub stands, for the status page and the health check. */
@Component("statusBoard")
public class StatusBoard {

    private static final String AIRTABLE = "airtable";
    private static final String CONVEX = "convex";
    private static final String CLAUDE = "claude";

    private final StatusQueries queries;
    private final RemoteState remoteState;
    private final AirtablePoll airtablePoll;
    private final AirtableColumns airtableColumns;
    private final AirtablePlans airtablePlans;
    private final AirtableHook airtableHook;
    private final RequestBudget airtableBudget;
    private final ConvexReading convexReading;
    private final ConvexSubscription convexSubscription;
    private final HeldDeletions heldDeletions;
    private final Progress progress;
    private final Consistency consistency;
    private final Clock clock;

    StatusBoard(
            StatusQueries queries,
            RemoteState remoteState,
            AirtablePoll airtablePoll,
            AirtableColumns airtableColumns,
            AirtablePlans airtablePlans,
            AirtableHook airtableHook,
            RequestBudget airtableBudget,
            ConvexReading convexReading,
            ConvexSubscription convexSubscription,
            HeldDeletions heldDeletions,
            Progress progress,
            Consistency consistency,
            Clock clock) {
        this.queries = queries;
        this.remoteState = remoteState;
        this.airtablePoll = airtablePoll;
        this.airtableColumns = airtableColumns;
        this.airtablePlans = airtablePlans;
        this.airtableHook = airtableHook;
        this.airtableBudget = airtableBudget;
        this.convexReading = convexReading;
        this.convexSubscription = convexSubscription;
        this.heldDeletions = heldDeletions;
        this.progress = progress;
        this.consistency = consistency;
        this.clock = clock;
    }

    /** How the hub stands now. */
    public HubStatus status() {
        var byStatus = queries.tasksByStatus();
        var systems = systems();
        var totals = new HubStatus.Totals(
                sum(byStatus),
                byStatus,
                systems.values().stream()
                        .mapToLong(system -> system.outbox().waiting())
                        .sum(),
                queries.commentsWaiting(),
                queries.inboxWaiting(),
                systems.values().stream().mapToLong(SystemStatus::parked).sum(),
                systems.values().stream().mapToLong(SystemStatus::openConflicts).sum());
        return new HubStatus(
                clock.instant(), totals, systems, work(), consistency.report().last());
    }

    /** How the hub stands with each system. */
    public Map<String, SystemStatus> systems() {
        var figures = new StoredFigures(queries.outbox(), queries.parked(), queries.conflicts(), queries.lastEvents());
        var systems = new LinkedHashMap<String, SystemStatus>();
        systems.put(AIRTABLE, airtable(figures));
        systems.put(CONVEX, convex(figures));
        systems.put(CLAUDE, within(figures, CLAUDE));
        systems.put(Sync.AGENTS, within(figures, Sync.AGENTS));
        return systems;
    }

    private SystemStatus airtable(StoredFigures figures) {
        BudgetStatus budget = airtableBudget.status();
        var lastPoll = Stream.concat(airtablePoll.lastRead().stream(), airtableHook.lastRead().stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
        Queue outbox = figures.queue(AIRTABLE);
        String why = remoteState.airtable(lastPoll, budget, outbox);
        return new SystemStatus(
                why == null ? State.OK : State.DEGRADED,
                why,
                outbox,
                figures.parked(AIRTABLE),
                figures.conflicts(AIRTABLE),
                lastPoll,
                figures.lastEvent(AIRTABLE),
                remoteState.breaker(AIRTABLE),
                budget,
                airtableHook.current().map(this::webhook).orElse(null),
                null,
                null,
                heldDeletions.in(AIRTABLE).map(hold -> held(AIRTABLE, hold)).orElse(null),
                drift());
    }

    private List<String> drift() {
        List<String> drift = Stream.of(airtableColumns.drift(), airtablePlans.drift())
                .flatMap(List::stream)
                .toList();
        return drift.isEmpty() ? null : drift;
    }

    private SystemStatus convex(StoredFigures figures) {
        var lastPoll = convexReading.lastRead().orElse(null);
        Queue outbox = figures.queue(CONVEX);
        boolean used = remoteState.isConvexUsed();
        String why = used ? remoteState.convex(convexReading, outbox) : "CONVEX_URL is not set";
        State sound = used ? State.OK : State.UNUSED;
        return new SystemStatus(
                used && why != null ? State.DEGRADED : sound,
                why,
                outbox,
                figures.parked(CONVEX),
                figures.conflicts(CONVEX),
                lastPoll,
                figures.lastEvent(CONVEX),
                remoteState.breaker(CONVEX),
                null,
                null,
                convexReading.cursorTime().orElse(null),
                convexSubscription.isLive().orElse(null),
                heldDeletions.in(CONVEX).map(hold -> held(CONVEX, hold)).orElse(null),
                null);
    }

    /** A system that is only files in the hub's own folder. */
    private static SystemStatus within(StoredFigures figures, String system) {
        return new SystemStatus(
                State.OK,
                null,
                figures.queue(system),
                figures.parked(system),
                figures.conflicts(system),
                null,
                figures.lastEvent(system),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private SystemStatus.Webhook webhook(WebhookState hook) {
        return new SystemStatus.Webhook(
                hook.webhookId(),
                hook.notificationUrl(),
                hook.cursor(),
                hook.expiresAt(),
                airtableHook.lastRead().orElse(null));
    }

    private static SystemStatus.HeldDeletions held(String system, HeldDeletions.Hold hold) {
        return new SystemStatus.HeldDeletions(
                hold.items(),
                hold.of(),
                hold.since(),
                hold.agreed() ? Deletions.agreed(system) : Deletions.held(system));
    }

    private List<HubStatus.Work> work() {
        return progress.steps().entrySet().stream()
                .map(entry -> {
                    Progress.Step step = entry.getValue();
                    return new HubStatus.Work(
                            entry.getKey(),
                            step.done(),
                            step.left(),
                            Math.round(step.perSecond() * 10) / 10.0,
                            step.timeLeft() == null ? null : step.timeLeft().toSeconds(),
                            step.finished());
                })
                .toList();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
