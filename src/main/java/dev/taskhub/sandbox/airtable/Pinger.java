package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.Faults;
import dev.taskhub.sandbox.airtable.formula.Values;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends the pings. Changes within {@value #GATHER_MILLIS} ms share one. A failed ping is repeated {@value #RETRIES} times with
 * doubling pauses, then the webhook's notifications are switched off.
 */
final class Pinger implements AutoCloseable {

    private static final int GATHER_MILLIS = 30;
    private static final int RETRIES = 13;

    private record Target(Base base, String webhookId) {}

    private record Next(int retry, ScheduledFuture<?> future) {}

    private final Conditions conditions;
    private final Keeper keeper;
    private final Faults faults;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4, task -> {
        var thread = new Thread(task, "sandbox-ping");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Map<Target, Next> planned = new ConcurrentHashMap<>();

    Pinger(Conditions conditions, Keeper keeper, Faults faults) {
        this.conditions = conditions;
        this.keeper = keeper;
        this.faults = faults;
    }

    /** Has the webhook pinged soon; a repetition that waits is done with by this. */
    void wake(Base base, String webhookId) {
        if (base.webhook(webhookId).isPinged()) {
            planned.compute(new Target(base, webhookId), (target, next) -> {
                if (next != null && next.retry == 0) {
                    return next;
                } else if (next != null) {
                    next.future.cancel(false);
                }
                return plan(target, 0, GATHER_MILLIS);
            });
        }
    }

    private Next plan(Target target, int retry, long millis) {
        return new Next(retry, executor.schedule(() -> ping(target, retry), millis, TimeUnit.MILLISECONDS));
    }

    private void ping(Target target, int retry) {
        planned.remove(target);
        Webhook webhook;
        synchronized (target.base) {
            webhook = target.base.webhook(target.webhookId);
        }
        if (webhook == null || !webhook.isPinged() || faults.strikes(Keeper.REMOTE, "drop-ping")) {
            return;
        }
        int times = faults.strikes(Keeper.REMOTE, "double-ping") ? 2 : 1;
        long start = System.nanoTime();
        String failure = null;
        for (int i = 0; i < times; i++) {
            failure = send(target.base, webhook);
        }
        settle(target, retry, failure, (System.nanoTime() - start) / 1e6);
    }

    /** What went wrong, or {@code null}. */
    private String send(Base base, Webhook webhook) {
        var body = new LinkedHashMap<String, Object>();
        body.put("base", Map.of("id", base.id()));
        body.put("webhook", Map.of("id", webhook.id()));
        body.put("timestamp", Values.wire(conditions.now()));
        byte[] bytes = Json.text(body).getBytes(StandardCharsets.UTF_8);
        try {
            var request = HttpRequest.newBuilder(URI.create(webhook.notificationUrl()))
                    .timeout(Duration.ofSeconds(25))
                    .header("Content-Type", "application/json")
                    .header("X-Airtable-Content-MAC", Mac.of(webhook.secret(), bytes))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 || status == 204
                    ? null
                    : "The HTTP request returned a " + status + " status code instead of 200 or 204.";
        } catch (IOException | IllegalArgumentException e) {
            return "The HTTP request failed: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The HTTP request was interrupted";
        }
    }

    private void settle(Target target, int retry, String failure, double millis) {
        synchronized (target.base) {
            Webhook webhook = target.base.webhook(target.webhookId);
            if (webhook == null) {
                return;
            }
            boolean again = failure != null && retry < RETRIES;
            if (again) {
                // a change that came meanwhile has its own ping planned, which serves for this one
                planned.computeIfAbsent(
                        target,
                        key -> plan(key, retry + 1, conditions.settings().pingRetryMillis() << retry));
            }
            Webhook done = webhook.withResult(
                    failure == null ? conditions.now() : webhook.lastSuccess(), result(retry, failure, millis, again));
            done = failure == null || again ? done : done.withNotifications(false);
            target.base.put(done);
            keeper.keep(target.base, done);
        }
    }

    private Map<String, Object> result(int retry, String failure, double millis, boolean again) {
        var result = new LinkedHashMap<String, Object>();
        result.put("success", failure == null);
        result.put("completionTimestamp", Values.wire(conditions.now()));
        result.put("durationMs", millis);
        result.put("retryNumber", retry);
        if (failure != null) {
            result.put("error", Map.of("message", failure));
            result.put("willBeRetried", again);
        }
        return result;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
