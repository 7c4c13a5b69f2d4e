package dev.taskhub.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures were taken on, and how busy it was. */
public final class Machine {

    private Machine() {}

    public static void print() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                Locale.ROOT,
                "%s %s, %d processors, Java %s, load average %.1f%n",
                system.getName(),
                system.getArch(),
                system.getAvailableProcessors(),
                Runtime.version(),
                system.getSystemLoadAverage());
    }
}
