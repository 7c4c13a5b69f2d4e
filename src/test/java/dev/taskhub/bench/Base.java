package dev.taskhub.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A hub that has imported a large base and passed it on to Convex. */
final class Base {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private Base() {}

    /** Leaves a sandbox's journal behind that a hub's own sandbox on this home goes on with. */
    static void fill(Path home, int records) throws Exception {
        var sandbox = HubProcess.sandboxOnly(home, "taskhub.sandbox.data=" + home.resolve("data/sandbox.journal"));
        int seeded = sandbox.airtableTasks().size();
        sandbox.send("POST", "/sandbox/control/airtable/records?count=" + (records - seeded), "");
        sandbox.stop();
    }

    /** Starts a hub whose both remotes hold so many tasks, and waits until nothing is under way any more. */
    static HubProcess started(int records, String... properties) throws Exception {
        Path home = Files.createTempDirectory("taskhub-bench-");
        fill(home, records);
        var importing = HubProcess.start(
                home,
                List.of(),
                "taskhub.airtable.requests-per-second=0",
                "taskhub.sandbox.airtable.requests-per-second=0");
        awaitQuiet(importing, records);
        importing.stop();
        var hub = HubProcess.start(home, List.of(), properties);
        awaitQuiet(hub, records);
        return hub;
    }

    static void awaitQuiet(HubProcess hub, int records) throws Exception {
        HubProcess.await(
                "all tasks to be in both remotes",
                LONGEST,
                () -> Stream.of("airtable", "convex").allMatch(system -> linked(hub, system) >= records)
                        && hub.count("SELECT COUNT(*) FROM outbox WHERE system <> 'agents'") == 0
                        // the import wrote the hub's id into every record, so the next listing shows all of them once
                        // more
                        && hub.count("SELECT COUNT(*) FROM position WHERE reader = 'listing of Tasks'"
                                        + " AND value LIKE '%\"done\":true%'")
                                == 1);
    }

    private static long linked(HubProcess hub, String system) {
        try {
            return hub.count("SELECT COUNT(*) FROM link WHERE state = 'linked' AND system = '" + system + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ids that a remote's items have there. */
    static List<String> ids(HubProcess hub, String system, int most) throws Exception {
        return hub.texts(
                "SELECT external_id FROM link WHERE state = 'linked' AND system = '" + system + "' LIMIT " + most);
    }
}
