package dev.taskhub.claude;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Lets a hook wait a moment for what became of the event it told of. What nobody waits for is forgotten. */
@Component
class Outcomes {

    /** Calls come one shortly after another, and the next may be on its way. */
    private static final Duration LATELY = Duration.ofSeconds(2);

    private final Map<String, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Instant expectedAt = Instant.MIN;

    Outcomes(Clock clock) {
        this.clock = clock;
    }

    /** Begins to listen for the outcome of a call; follow it with {@link #await}. */
    void expect(String callKey) {
        expectedAt = clock.instant();
        awaited.putIfAbsent(callKey, new CompletableFuture<>());
    }

    /** Whether somebody waits, or did a moment ago. */
    boolean wereExpectedLately() {
        return expectedAt.isAfter(clock.instant().minus(LATELY));
    }

    /** Tells what became of a call, once the caller's transaction has committed; {@code ""} for nothing worth telling. */
    void tell(String callKey, String outcome) {
        CompletableFuture<String> waiting = callKey == null ? null : awaited.get(callKey);
        if (waiting != null) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    waiting.complete(outcome);
                }
            });
        }
    }

    /** Stops listening. */
    void forget(String callKey) {
        awaited.remove(callKey);
    }

    /** The outcome, {@code ""} when it is not known in time. */
    String await(String callKey, Duration longest) {
        try {
            CompletableFuture<String> outcome = awaited.get(callKey);
            return outcome == null ? "" : outcome.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is told or not, it does not fail", e);
        } finally {
            forget(callKey);
        }
    }
}
