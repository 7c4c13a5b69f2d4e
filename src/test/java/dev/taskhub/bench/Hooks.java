package dev.taskhub.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a hook of Claude Code waits for the hub, which keeps each todo list on disk before it answers: 20 sessions that write
 * 50 lists of five items a second in all, each list a new one, while the lists are worked off.
 */
public final class Hooks {

    private static final int PER_SECOND = 50;
    private static final int SECONDS = Integer.getInteger("seconds", 60);
    private static final int WARM_UP = Integer.getInteger("warmup", 20);
    private static final String TOKEN = "bench-token";

    private final HubProcess hub;
    private final AtomicInteger numbers = new AtomicInteger();

    private Hooks(HubProcess hub) {
        this.hub = hub;
    }

    public static void main(String[] args) throws Exception {
        Machine.print();
        try (var hub = HubProcess.start("taskhub.security.token=" + TOKEN)) {
            var bench = new Hooks(hub);
            bench.send(WARM_UP);
            System.out.printf(
                    Locale.ROOT, "%d hook calls a second for %d s: %s%n", PER_SECOND, SECONDS, bench.send(SECONDS));
            HubProcess.await(
                    "the lists to be worked off",
                    Duration.ofMinutes(5),
                    () -> hub.count("SELECT COUNT(*) FROM link WHERE container LIKE 'bench-%'") >= 100);
        }
        Machine.print();
    }

    /** From the moment a call is due until it is answered. */
    private Latencies send(int seconds) throws Exception {
        var latencies = new Latencies();
        var callers = Executors.newScheduledThreadPool(20);
        long start = System.nanoTime();
        for (int i = 0; i < seconds * PER_SECOND; i++) {
            long due = start + i * 1_000_000_000L / PER_SECOND;
            callers.schedule(
                    () -> {
                        hub.sendWithToken(TOKEN, "POST", "/hooks/claude", list(numbers.incrementAndGet()));
                        latencies.add(System.nanoTime() - due);
                        return null;
                    },
                    due - System.nanoTime(),
                    TimeUnit.NANOSECONDS);
        }
        callers.shutdown();
        if (!callers.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the hub did not answer all hooks");
        }
        return latencies;
    }

    private static String list(int number) {
        var todos = new StringBuilder();
        for (int item = 1; item <= 5; item++) {
            String status = item <= number / 20 % 6 ? "completed" : "pending";
            todos.append(item == 1 ? "" : ",")
                    .append("{\"content\": \"Step " + item + "\", \"status\": \"" + status
                            + "\", \"activeForm\": \"Doing it\"}");
        }
        return "{\"session_id\": \"bench-" + number % 20
                + "\", \"hook_event_name\": \"PostToolUse\", \"tool_name\": \"TodoWrite\","
                + " \"tool_use_id\": \"call-" + number + "\", \"tool_input\": {\"todos\": [" + todos + "]}}";
    }
}
