package dev.taskhub.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * How long a change travels from one remote to the other while many come in: 10,000 tasks, AirTable's limits on, people who
 * change random tasks at a steady rate for a minute. Single fields of different tasks, so that nothing can be spared.
 */
public final class Traffic {

    private static final int TASKS = 10_000;
    private static final int SECONDS = Integer.getInteger("seconds", 60);

    /** One change of one task, marked by {@code text}. */
    private interface Change {
        void make(String id, String text) throws Exception;
    }

    private final HubProcess hub;

    private Traffic(HubProcess hub) {
        this.hub = hub;
    }

    public static void main(String[] args) throws Exception {
        Machine.print();
        try (var hub = Base.started(TASKS)) {
            var bench = new Traffic(hub);
            TimeUnit.SECONDS.sleep(20);
            Base.awaitQuiet(hub, TASKS);
            bench.run("airtable", "convex", 50, bench::editRecord);
            for (int rate : List.of(5, 10, 20, 50)) {
                bench.run("convex", "airtable", rate, bench::editRow);
            }
        }
        Machine.print();
    }

    private void run(String from, String to, int perSecond, Change change) throws Exception {
        List<String> ids = Base.ids(hub, from, TASKS);
        int count = perSecond * SECONDS;
        var made = new ConcurrentHashMap<String, Long>();
        var latencies = new Latencies();
        var people = Executors.newScheduledThreadPool(8);
        try (var journal = new Journal(hub.home().resolve("data/sandbox.journal"), line -> {
            if (line.path("remote").asText().equals(to)) {
                marks(line.toString(), from, made, latencies);
            }
        })) {
            hub.send("DELETE", "/sandbox/control/requests", "");
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                String id = ids.get((int) (i * 7919L % ids.size()));
                String text = from + " at " + perSecond + "/s no " + i + ".";
                people.schedule(
                        () -> {
                            made.put(text, System.nanoTime());
                            change.make(id, text);
                            return null;
                        },
                        start + i * 1_000_000_000L / perSecond - System.nanoTime(),
                        TimeUnit.NANOSECONDS);
            }
            people.shutdown();
            people.awaitTermination(10, TimeUnit.MINUTES);
            HubProcess.await("the last change", Duration.ofMinutes(10), made::isEmpty);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%s to %s, %d changes a second for %d s: %s; all arrived after %.1f s;%n",
                    from,
                    to,
                    perSecond,
                    SECONDS,
                    latencies,
                    seconds);
            System.out.println(
                    "  calls: " + hub.get("/sandbox/control/requests").path("airtable"));
        }
    }

    private static void marks(String line, String from, Map<String, Long> made, Latencies latencies) {
        int at = line.indexOf(from + " at ");
        if (at >= 0) {
            Long since = made.remove(line.substring(at, line.indexOf('.', at) + 1));
            if (since != null) {
                latencies.add(System.nanoTime() - since);
            }
        }
    }

    /** As a person at AirTable's own pages, whom no limit holds. */
    private void editRecord(String id, String text) throws Exception {
        hub.sendByHand(
                "PATCH",
                "/sandbox/airtable/v0/app3tpP9F3BrP1P7j/Tasks/" + id,
                "{\"fields\": {\"execution_notes\": \"" + text + "\"}}");
    }

    private void editRow(String id, String text) throws Exception {
        hub.send(
                "POST",
                "/sandbox/convex/api/mutation",
                "{\"path\": \"tasks:update\", \"args\": {\"externalId\": \"" + id + "\", \"executionNotes\": \"" + text
                        + "\"}}");
    }
}
