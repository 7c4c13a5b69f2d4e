package dev.taskhub.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** From the start of the process to ready, resident memory when idle, size of the jar; on an empty home, sandbox included. */
public final class Start {

    private static final int STARTS = 5;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private Start() {}

    public static void main(String[] args) throws Exception {
        Machine.print();
        System.out.printf(Locale.ROOT, "jar: %.1f MiB%n", Files.size(HubProcess.jar()) / 1048576.0);
        measure("with the JVM's defaults", List.of());
        measure("with -Xmx256m -XX:+UseSerialGC", List.of("-Xmx256m", "-XX:+UseSerialGC"));
        Machine.print();
    }

    private static void measure(String how, List<String> jvmOptions) throws Exception {
        var millis = new ArrayList<Long>();
        long resident = 0;
        for (int i = 1; i <= STARTS; i++) {
            try (var hub = HubProcess.start(Files.createTempDirectory("taskhub-bench-"), jvmOptions)) {
                millis.add(hub.startToReady().toMillis());
                if (i == STARTS) {
                    TimeUnit.SECONDS.sleep(IDLE.toSeconds());
                    resident = hub.residentMebibytes();
                }
            }
        }
        millis.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s: ready after %.1f s (median of %d, %.1f to %.1f), resident after a minute %d MiB%n",
                how,
                millis.get(STARTS / 2) / 1e3,
                STARTS,
                millis.get(0) / 1e3,
                millis.get(STARTS - 1) / 1e3,
                resident);
    }
}
