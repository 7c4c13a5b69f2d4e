package dev.taskhub.sync;

import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Prints how many messages a second 16 callers get accepted on this machine; run by hand. */
final class InboxBenchmark {

    private static final int CALLERS = 16;
    private static final int EACH = 10_000;

    private InboxBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createTempDirectory("inbox");
        try (var hub = new TestHub(Database.sqlite(directory))) {
            for (int round = 1; round <= 3; round++) {
                measure(hub.bean(InboxTable.class), "round " + round);
            }
        }
    }

    private static void measure(InboxTable table, String round) throws Exception {
        var inbox = new Inbox(table, Clock.systemUTC());
        inbox.start();
        var payload = "{\"base\":{\"id\":\"appAAAAAAAAAAAAAA\"}}".repeat(4);
        var callers = Executors.newFixedThreadPool(CALLERS);
        var begin = System.nanoTime();
        for (int caller = 0; caller < CALLERS; caller++) {
            var prefix = round + "-" + caller + "-";
            callers.submit(() -> {
                for (int i = 0; i < EACH; i++) {
                    inbox.accept("benchmark", prefix + i, payload);
                }
            });
        }
        callers.shutdown();
        callers.awaitTermination(5, TimeUnit.MINUTES);
        var seconds = (System.nanoTime() - begin) / 1e9;
        inbox.stop();
        System.out.printf("%s: %,.0f messages/s%n", round, CALLERS * EACH / seconds);
    }
}
