package dev.taskhub.fullstack;

import static dev.taskhub.fullstack.App.page;
import static dev.taskhub.fullstack.App.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FullstackScanTest {

    private final FullstackScan scan = new FullstackScan(App.NOW, List.of("k1", "k2", "k9"), Map.of());

    @Test
    void isCompleteWhenTheLastPageWasRead() {
        scan.read(page(false, 1, 2));
        assertThat(scan.isDone()).isFalse();
        assertThat(scan.cursor()).isEqualTo("c2");

        scan.read(page(true, 3, 3));

        assertThat(scan.isComplete()).isTrue();
        assertThat(scan.unseen()).containsExactly("k9");
        assertThat(scan.linked()).isEqualTo(3);
    }

    @Test
    void noticesANumberThatTwoTasksHaveEvenAcrossPages() {
        scan.read(page(false, task("k1", 1, "a"), task("k2", 2, "b")));
        scan.read(page(true, task("k3", 2, "c"), task("k4", 3, "d")));

        assertThat(scan.doubled()).containsExactly(2.0);
    }

    @Test
    void readsTaskByTaskWhereThePageFails() {
        scan.read(page(false, 1, 2));

        scan.narrow("Server Error");

        assertThat(scan.size()).isEqualTo(1);
        assertThat(scan.cursor()).isEqualTo("c2");
        assertThat(scan.isBackwards()).isFalse();
        assertThat(scan.gap()).isNull();
    }

    @Test
    void readsLargePagesAgainWhenNothingWasWrongAfterAll() {
        scan.narrow("Server Error");
        for (int number = 1; number <= FullstackCalls.PAGE; number++) {
            scan.read(page(false, number, number));
        }

        assertThat(scan.size()).isEqualTo(FullstackCalls.PAGE);
        assertThat(scan.gap()).isNull();
    }

    @Test
    void readsTheRestFromTheOtherEndAndNamesTheTaskBetween() {
        scan.narrow("Server Error");
        scan.read(page(false, 1, 1));
        scan.read(page(false, 2, 2));
        scan.narrow("Server Error");

        assertThat(scan.isBackwards()).isTrue();
        assertThat(scan.size()).isEqualTo(FullstackCalls.PAGE);
        assertThat(scan.cursor()).isNull();

        scan.read(page(false, task("k5", 5, "e"), task("k4", 4, "d")));
        assertThat(scan.isDone()).isFalse();
        scan.narrow("Server Error");
        assertThat(scan.isDone()).isFalse();
        scan.narrow("Server Error");

        assertThat(scan.isDone()).isTrue();
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.gap()).contains("the task after number 2 cannot be read");
    }

    @Test
    void endsWhereItHasBeenWhenTheTaskCanBeReadMeanwhile() {
        scan.narrow("Server Error");
        scan.read(page(false, 1, 1));
        scan.narrow("Server Error");

        scan.read(page(false, task("k3", 3, "c"), task("k2", 2, "b"), task("k1", 1, "a")));

        assertThat(scan.isDone()).isTrue();
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.doubled()).isEmpty();
    }

    @Test
    void saysSoWhenNothingCanBeRead() {
        for (int i = 0; i < 4; i++) {
            assertThat(scan.isDone()).isFalse();
            scan.narrow("paused");
        }

        assertThat(scan.isDone()).isTrue();
        assertThat(scan.gap()).isEqualTo("no task can be read");
        assertThat(scan.why()).isEqualTo("paused");
    }
}
