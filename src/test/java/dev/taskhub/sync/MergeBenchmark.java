package dev.taskhub.sync;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how many changes a second go through the sync rule into the store, a hundred in a transaction; run by hand. */
final class MergeBenchmark {

    private static final int TASKS = 20_000;
    private static final int PAGE = 100;

    private MergeBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var hub = new TestHub(Database.sqlite(Files.createTempDirectory("merge")))) {
            measure("SQLite", hub);
        }
        try (var hub = new TestHub(Database.postgres())) {
            measure("PostgreSQL", hub);
        }
        System.exit(0);
    }

    private static void measure(String database, TestHub hub) {
        for (int round = 1; round <= 3; round++) {
            hub.clear();
            double created = perSecond(hub, round, "Pending", 1);
            double changed = perSecond(hub, round, "In Progress", 2);
            double quiet = perSecond(hub, round, "In Progress", 2);
            System.out.printf(
                    Locale.ROOT,
                    "%s, round %d: %,.0f new, %,.0f changed, %,.0f unchanged records a second%n",
                    database,
                    round,
                    created,
                    changed,
                    quiet);
        }
    }

    private static double perSecond(TestHub hub, int round, String status, long version) {
        long begin = System.nanoTime();
        for (int from = 0; from < TASKS; from += PAGE) {
            List<ItemChange> page = new ArrayList<>();
            for (int i = from; i < from + PAGE; i++) {
                page.add(Items.record(
                        "rec" + round + "-" + i,
                        version,
                        "name",
                        "Task " + i,
                        "status",
                        status,
                        "description",
                        "What there is to do, in a sentence or two, as people write it",
                        "assigned_to",
                        "BA"));
            }
            hub.sync.accept(page);
        }
        return TASKS / ((System.nanoTime() - begin) / 1e9);
    }
}
