package dev.taskhub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * How long a change travels: a dropped file until its task stands in both remotes, and a change in AirTable, told by
 * webhook, until Convex shows it. The sandbox's limits are on, so the changes are spaced: one dropped file costs up to
 * four requests to AirTable (the write, the assignment, and the reading of both in the change log), a change there costs
 * three, and the regular polls take their share of the five a second.
 */
public final class Travel {

    private static final int CHANGES = Integer.getInteger("changes", 200);
    private static final Duration SPACE = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final HubProcess hub;

    private Travel(HubProcess hub) {
        this.hub = hub;
    }

    public static void main(String[] args) throws Exception {
        Machine.print();
        try (var hub = HubProcess.start()) {
            var bench = new Travel(hub);
            HubProcess.await("the first import", LONGEST, () -> !hub.logLine("finished after")
                    .isEmpty());
            TimeUnit.SECONDS.sleep(20);
            System.out.println("file drop to both remotes: " + bench.measure(bench::drop));
            System.out.println("AirTable change to Convex: " + bench.measure(bench::change));
        }
        Machine.print();
    }

    /** One change; returns the condition under which it has arrived. */
    private interface Change {
        Callable<Boolean> make(int number) throws Exception;
    }

    private Latencies measure(Change change) throws Exception {
        var latencies = new Latencies();
        for (int number = 1; number <= CHANGES; number++) {
            long start = System.nanoTime();
            var arrived = change.make(number);
            HubProcess.await("change " + number, LONGEST, arrived);
            long took = System.nanoTime() - start;
            latencies.add(took);
            TimeUnit.NANOSECONDS.sleep(SPACE.toNanos() - took);
        }
        return latencies;
    }

    private Callable<Boolean> drop(int number) throws Exception {
        String title = "Dropped task " + number;
        Path written = Files.writeString(
                hub.home().resolve("drop.json"),
                "[{\"content\": \"" + title + "\", \"status\": \"pending\", \"activeForm\": \"Doing it\"}]");
        Path inbox = hub.home().resolve("inbox/todowrite/drop-" + number + ".json");
        Files.move(written, inbox, StandardCopyOption.ATOMIC_MOVE);
        return () -> {
            JsonNode state = hub.get("/sandbox/control/state");
            return has(hub.airtableTasks(state), "/fields/name", title)
                    && has(state.at("/convex/hubTasks"), "/title", title);
        };
    }

    private Callable<Boolean> change(int number) throws Exception {
        String title = "Changed task " + number;
        JsonNode tasks = hub.airtableTasks();
        JsonNode record = tasks.get(number % tasks.size());
        hub.send(
                "PATCH",
                "/sandbox/airtable/v0/app3tpP9F3BrP1P7j/Tasks/"
                        + record.path("id").asText(),
                "{\"fields\": {\"name\": \"" + title + "\"}}");
        return () -> has(hub.get("/sandbox/control/state").at("/convex/hubTasks"), "/title", title);
    }

    private static boolean has(JsonNode rows, String field, String value) {
        return StreamSupport.stream(rows.spliterator(), false)
                .anyMatch(row -> row.at(field).asText().equals(value));
    }
}
