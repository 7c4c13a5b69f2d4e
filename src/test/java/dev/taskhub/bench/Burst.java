package dev.taskhub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** How many requests AirTable gets when 500 tasks are changed 20 times each, as fast as Convex takes it. */
public final class Burst {

    private static final int TASKS = 500;
    private static final int CHANGES = 10_000;
    private static final int LEAST = TASKS / 10;

    private Burst() {}

    public static void main(String[] args) throws Exception {
        Machine.print();
        try (var hub = Base.started(TASKS)) {
            List<String> ids = Base.ids(hub, "convex", TASKS);
            hub.send("DELETE", "/sandbox/control/requests", "");
            long start = System.nanoTime();
            var people = Executors.newFixedThreadPool(8);
            for (int i = 0; i < CHANGES; i++) {
                String body = "{\"path\": \"tasks:update\", \"args\": {\"externalId\": \"" + ids.get(i % TASKS)
                        + "\", \"executionNotes\": \"change " + i + "\"}}";
                people.submit(() -> hub.send("POST", "/sandbox/convex/api/mutation", body));
            }
            people.shutdown();
            people.awaitTermination(10, TimeUnit.MINUTES);
            double made = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(5);
            Base.awaitQuiet(hub, TASKS);
            double all = (System.nanoTime() - start) / 1e9;
            long writes = 0;
            long reads = 0;
            JsonNode counts = hub.get("/sandbox/control/requests").path("airtable");
            for (var name = counts.fieldNames(); name.hasNext(); ) {
                String request = name.next();
                if (request.startsWith("PATCH")) {
                    writes += counts.get(request).asLong();
                } else {
                    reads += counts.get(request).asLong();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d changes of %d tasks in %.1f s: %d writes to AirTable, %.1f times the least of %d; %d other requests;"
                            + " quiet after %.1f s%n",
                    CHANGES,
                    TASKS,
                    made,
                    writes,
                    (double) writes / LEAST,
                    LEAST,
                    reads,
                    all);
        }
        Machine.print();
    }
}
