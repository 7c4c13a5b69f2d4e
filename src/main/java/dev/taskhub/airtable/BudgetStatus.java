package dev.taskhub.airtable;

import java.time.Instant;

/**
 * How a {@link RequestBudget} stands.
 *
 * @param calls calls let out since the start
 * @param inFlight calls not yet answered
 * @param waiting callers that wait for their turn
 * @param pausedUntil the end of a pause, or {@code null}
 */
public record BudgetStatus(long calls, int inFlight, int waiting, Instant pausedUntil) {}
