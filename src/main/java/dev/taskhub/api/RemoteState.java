package dev.taskhub.api;

import dev.taskhub.airtable.AirtableQuota;
import dev.taskhub.airtable.BudgetStatus;
import dev.taskhub.api.SystemStatus.Queue;
import dev.taskhub.convex.ConvexReading;
import dev.taskhub.convex.ConvexSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Judges whether work with a remote goes its usual way. */
@Component
class RemoteState {

    /** A poll may be late by this much more than three of its periods: calls are tried again, listings take their time. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Breakers breakers;
    private final AirtableQuota airtableQuota;
    private final boolean convexUsed;
    private final Duration airtableEvery;
    private final Duration convexEvery;
    private final Instant startedAt;
    private final Clock clock;

    RemoteState(
            Breakers breakers, AirtableQuota airtableQuota, ConvexSettings convex, PollSettings polls, Clock clock) {
        this.breakers = breakers;
        this.airtableQuota = airtableQuota;
        this.convexUsed = !convex.url().isEmpty();
        this.airtableEvery = polls.airtable().pollEvery();
        this.convexEvery = polls.convex().pollEvery();
        this.startedAt = clock.instant();
        this.clock = clock;
    }

    boolean isConvexUsed() {
        return convexUsed;
    }

    /** The state of the breaker before this remote; {@code null} when nothing calls it. */
    String breaker(String system) {
        return breakers.states().get(system);
    }

    /** What is wrong with AirTable, or {@code null}. */
    String airtable(Instant lastPoll, BudgetStatus budget, Queue outbox) {
        Instant spentSince = airtableQuota.spentSince().orElse(null);
        if (spentSince != null) {
            return "it refuses all calls since " + spentSince
                    + ", because the workspace has used up those of the month;"
                    + " raise its plan, or wait for the next month";
        }
        return budget.pausedUntil() == null
                ? trouble("airtable", lastPoll, airtableEvery, outbox)
                : "it asked to be left alone until " + budget.pausedUntil();
    }

    /** What is wrong with Convex, or {@code null}. */
    String convex(ConvexReading reading, Queue outbox) {
        String trouble = trouble(
                "convex", reading.lastRead().orElse(null), reading.every().orElse(convexEvery), outbox);
        return trouble != null ? trouble : reading.trouble().orElse(null);
    }

    private String trouble(String system, Instant lastPoll, Duration every, Queue outbox) {
        String breaker = breaker(system);
        if (breaker != null && !breaker.equals("CLOSED")) {
            return "calls kept failing, so it is left alone for a while";
        }
        Instant since = lastPoll == null || lastPoll.isBefore(startedAt) ? startedAt : lastPoll;
        if (since.isBefore(clock.instant().minus(every.multipliedBy(3)).minus(PATIENCE))) {
            return "no poll has succeeded since " + (lastPoll == null ? "the start" : lastPoll)
                    + "; the log says why, or start with --taskhub.check";
        }
        return outbox.failed() > 0
                ? outbox.failed() + " changes failed and are tried again: " + outbox.lastError()
                : outbox.lastError();
    }
}
