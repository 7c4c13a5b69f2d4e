package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hubs that are killed at exact moments of their work; {@code -Dkill.points=READ_CONVEX,CREATED_IN_AIRTABLE} names those to try. */
@Tag("release")
class KillPointsIT {

    @TempDir
    Path folder;

    private int run;

    @Test
    void nothingIsLostOrDoubledByAKillAtAnyMomentOfWork() {
        killAtWork(atWork());
    }

    @Test
    void nothingIsLostOrDoubledByAKillOfTheFirstStart() {
        for (KillPoint point : chosen().filter(KillPoint::isOfTheFirstStart).toList()) {
            System.out.println("killed at " + point);
            try (var kills = kills()) {
                kills.killTheFirstStart(point);
            }
        }
    }

    private void killAtWork(List<KillPoint> points) {
        assertThat(points).isNotEmpty();
        try (var kills = kills()) {
            for (KillPoint point : points) {
                System.out.println("killed at " + point);
                kills.killAtWork(point);
            }
        }
    }

    private KillPoints kills() {
        run++;
        return new KillPoints(made("hub-" + run), made("sandbox-" + run));
    }

    private Path made(String name) {
        Path made = folder.resolve(name);
        assertThat(made.toFile().mkdirs()).isTrue();
        return made;
    }

    private static List<KillPoint> atWork() {
        return chosen().filter(point -> !point.isOfTheFirstStart()).toList();
    }

    private static Stream<KillPoint> chosen() {
        List<String> names = List.of(System.getProperty("kill.points", "").split(","));
        return Arrays.stream(KillPoint.values()).filter(point -> names.contains("") || names.contains(point.name()));
    }
}
