package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.taskhub.task.TaskField;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DamperTest {

    private final SetClock clock = new SetClock();
    private final Damper damper = new Damper(clock, TestHub.SETTINGS);

    @Test
    void noticesAValueThatReturnsThreeTimesThroughTwoSystems() {
        assertThat(flip("airtable", "x", "y")).isFalse();
        assertThat(flip("convex", "y", "x")).isFalse();
        assertThat(flip("airtable", "x", "y")).isFalse();
        assertThat(flip("convex", "y", "x")).isTrue();
    }

    @Test
    void letsAPersonChangeTheirMindInOneSystem() {
        for (int i = 0; i < 5; i++) {
            assertThat(flip("airtable", "x", "y")).isFalse();
            assertThat(flip("airtable", "y", "x")).isFalse();
        }
    }

    @Test
    void letsOtherValuesInBetween() {
        assertThat(flip("airtable", "x", "y")).isFalse();
        assertThat(flip("convex", "y", "x")).isFalse();
        assertThat(flip("airtable", "x", "z")).isFalse();
        assertThat(flip("convex", "z", "x")).isFalse();
        assertThat(flip("airtable", "x", "z")).isFalse();
    }

    @Test
    void forgetsAfterTheWindow() {
        flip("airtable", "x", "y");
        flip("convex", "y", "x");
        flip("airtable", "x", "y");
        clock.pass(Duration.ofMinutes(11));

        assertThat(flip("convex", "y", "x")).isFalse();
    }

    @Test
    void holdsOnToNoValue() {
        var before = new AtomicReference<>(new String("a long description"));
        var seen = new WeakReference<>(before.get());
        flip("airtable", before.get(), "y");
        before.set(null);

        await().until(() -> {
            System.gc();
            return seen.get() == null;
        });
    }

    @Test
    void keepsNothingThatIsOlderThanTheWindow() {
        for (int task = 0; task < 100; task++) {
            damper.isLoop("task " + task, TaskField.TITLE, "x", "y", "airtable");
        }
        clock.pass(Duration.ofMinutes(11));

        flip("airtable", "x", "y");

        assertThat(damper.remembered()).isEqualTo(1);
    }

    @Test
    void countsEachFieldOfEachTaskByItself() {
        flip("airtable", "x", "y");
        flip("convex", "y", "x");
        flip("airtable", "x", "y");

        assertThat(damper.isLoop("task", TaskField.DESCRIPTION, "y", "x", "convex"))
                .isFalse();
        assertThat(damper.isLoop("other", TaskField.TITLE, "y", "x", "convex")).isFalse();
    }

    private boolean flip(String system, String before, String after) {
        return damper.isLoop("task", TaskField.TITLE, before, after, system);
    }
}
