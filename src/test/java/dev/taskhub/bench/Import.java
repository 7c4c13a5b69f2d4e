package dev.taskhub.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fresh hub imports a base of 10,000 records: with AirTable's limit of 5 requests a second, and without; without, both
 * as {@code mvn spring-boot:run} starts it and as {@code java -jar} does. The time is the hub's own, from its first
 * request for a page to the commit of the last page; Convex follows meanwhile.
 */
public final class Import {

    private static final int RECORDS = 10_000;
    private static final double LIMIT = RECORDS / (5 * 100.0);
    private static final int ROUNDS = 3;

    /** What the Spring Boot plugin's {@code run} gives the JVM: it compiles once and quickly, which counts right after a start. */
    private static final String AS_RUN = "-XX:TieredStopAtLevel=1";

    private static final String[] NO_LIMIT = {
        "taskhub.airtable.requests-per-second=0", "taskhub.sandbox.airtable.requests-per-second=0"
    };
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String FINISHED = "import from AirTable: " + RECORDS + " records";
    private static final Pattern SECONDS = Pattern.compile("finished after ([\\d.]+) s");

    private Import() {}

    public static void main(String[] args) throws Exception {
        Machine.print();
        for (int round = 1; round <= ROUNDS; round++) {
            double seconds = run(List.of());
            System.out.printf(
                    Locale.ROOT,
                    "5 requests/s: %.1f s, %.0f records/s, %.1f %% of the limit%n",
                    seconds,
                    RECORDS / seconds,
                    100 * LIMIT / seconds);
        }
        withoutLimit("mvn spring-boot:run", List.of(AS_RUN));
        withoutLimit("java -jar", List.of());
        Machine.print();
    }

    private static void withoutLimit(String start, List<String> jvmOptions) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            double seconds = run(jvmOptions, NO_LIMIT);
            System.out.printf(
                    Locale.ROOT, "no limit, as %s: %.1f s, %.0f records/s%n", start, seconds, RECORDS / seconds);
        }
    }

    private static double run(List<String> jvmOptions, String... properties) throws Exception {
        Path home = Files.createTempDirectory("taskhub-bench-");
        Base.fill(home, RECORDS);
        try (var hub = HubProcess.start(home, jvmOptions, properties)) {
            HubProcess.await("the import", LONGEST, () -> !hub.logLine(FINISHED).isEmpty());
            Matcher seconds = SECONDS.matcher(hub.logLine(FINISHED));
            if (!seconds.find()) {
                throw new IllegalStateException("not the line expected: " + hub.logLine(FINISHED));
            }
            Duration convex = HubProcess.await(
                    "Convex to have all",
                    LONGEST,
                    () -> hub.count("SELECT COUNT(*) FROM link WHERE system = 'convex' AND state = 'linked'")
                            >= RECORDS);
            System.out.printf(Locale.ROOT, "%.1f s later Convex has all; ", convex.toMillis() / 1e3);
            return Double.parseDouble(seconds.group(1));
        }
    }
}
