package dev.taskhub.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closed-loop load: each connection sends its next request when its last is answered, until the time is over or the
 * requests are used up. So the rate is what the hub takes, and the latencies are those at that rate.
 */
final class Load {

    /** @param statuses how often each status was answered */
    record Result(Map<Integer, Integer> statuses, Duration time, Latencies latencies) {

        int count() {
            return statuses.values().stream().mapToInt(Integer::intValue).sum();
        }

        double perSecond() {
            return count() / (time.toNanos() / 1e9);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f/s (%,d in %.1f s, statuses %s), %s",
                    perSecond(),
                    count(),
                    time.toNanos() / 1e9,
                    statuses,
                    latencies);
        }
    }

    private Load() {}

    /** @throws java.util.concurrent.ExecutionException when a connection breaks */
    static Result run(int port, int connections, List<byte[]> requests, Duration longest) throws Exception {
        var next = new AtomicInteger();
        var latencies = new Latencies();
        var threads = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime();
        long end = start + longest.toNanos();
        var running = new ArrayList<Future<Map<Integer, Integer>>>();
        for (int i = 0; i < connections; i++) {
            running.add(threads.submit(() -> {
                var statuses = new TreeMap<Integer, Integer>();
                try (var connection = new Connection(port)) {
                    int mine;
                    while ((mine = next.getAndIncrement()) < requests.size() && System.nanoTime() < end) {
                        long sent = System.nanoTime();
                        int status = connection.exchange(requests.get(mine));
                        latencies.add(System.nanoTime() - sent);
                        statuses.merge(status, 1, Integer::sum);
                    }
                }
                return statuses;
            }));
        }
        threads.shutdown();
        var statuses = new TreeMap<Integer, Integer>();
        for (var connection : running) {
            connection.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
        }
        return new Result(statuses, Duration.ofNanos(System.nanoTime() - start), latencies);
    }
}
