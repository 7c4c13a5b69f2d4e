package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RequestBudgetTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    /** Time that passes only while somebody waits; calls are answered when their time comes. */
    private static final class SimulatedTime implements RequestBudget.Ticker {

        // Far into the range, so that sums overflow as they may with System.nanoTime.
        private long now = Long.MAX_VALUE - 3 * SECOND;
        private final PriorityQueue<Long> elapsedAtAnswer = new PriorityQueue<>();
        private long elapsed;
        private final RequestBudget budget;

        SimulatedTime(double perSecond) {
            budget = new RequestBudget(perSecond, this, Wire.CLOCK);
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void await(Object monitor, long nanos) {
            Long answer = elapsedAtAnswer.peek();
            if (answer != null && answer - elapsed <= nanos) {
                pass(Math.max(0, elapsedAtAnswer.remove() - elapsed));
                budget.release();
            } else {
                pass(nanos);
            }
        }

        void pass(long nanos) {
            now += nanos;
            elapsed += nanos;
        }

        void answerIn(long nanos) {
            elapsedAtAnswer.add(elapsed + nanos);
        }
    }

    /** Real time, sped up a thousandfold. */
    private static final RequestBudget.Ticker HURRIED = new RequestBudget.Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime() * 1000;
        }

        @Override
        public void await(Object monitor, long nanos) throws InterruptedException {
            monitor.wait(1);
        }
    };

    @Property(tries = 300)
    void noSecondAtTheServerHoldsMoreThanTheLimit(
            @ForAll @Size(min = 20, max = 120) List<@IntRange(max = 700) Integer> there,
            @ForAll @Size(min = 20, max = 120) List<@IntRange(max = 700) Integer> back,
            @ForAll @DoubleRange(min = 0.4, max = 12) double perSecond)
            throws InterruptedException {
        var time = new SimulatedTime(perSecond);
        var budget = time.budget;
        var arrivals = new ArrayList<Long>();
        for (int i = 0; i < Math.min(there.size(), back.size()); i++) {
            budget.acquire();
            arrivals.add(time.elapsed + there.get(i) * MILLI);
            time.answerIn((there.get(i) + back.get(i)) * MILLI);
        }
        arrivals.sort(null);
        int limit = (int) Math.ceil(perSecond);
        for (int i = limit; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i) - arrivals.get(i - limit))
                    .as("time that %s calls took", limit + 1)
                    .isGreaterThanOrEqualTo((long) (limit / perSecond * SECOND));
        }
    }

    @Test
    void reachesNinetyFivePercentOfFiveASecondWithCallsOfTwentyMilliseconds() throws InterruptedException {
        var time = new SimulatedTime(4.99);
        var budget = time.budget;
        for (int call = 0; call < 1000; call++) {
            budget.acquire();
            time.pass(20 * MILLI);
            budget.release();
        }
        assertThat(1000.0 * SECOND / time.elapsed).isBetween(0.95 * 5, 5.0);
    }

    @Test
    void letsNobodyOutDuringAPause() throws InterruptedException {
        var time = new SimulatedTime(5);
        var budget = time.budget;
        budget.pause(Duration.ofSeconds(30));
        budget.pause(Duration.ofSeconds(2));
        budget.pause(Duration.ZERO);

        assertThat(budget.status().pausedUntil()).isEqualTo(Wire.NOW.plusSeconds(30));
        budget.acquire();

        assertThat(time.elapsed).isEqualTo(30 * SECOND);
        assertThat(budget.status().pausedUntil()).isNull();
    }

    @Test
    void pausesEvenWithoutALimit() throws InterruptedException {
        var time = new SimulatedTime(0);
        var budget = time.budget;
        for (int call = 0; call < 10_000; call++) {
            budget.acquire();
            budget.release();
        }
        assertThat(time.elapsed).isZero();
        budget.pause(Duration.ofSeconds(1));
        budget.acquire();

        assertThat(time.elapsed).isEqualTo(SECOND);
        assertThat(budget.status()).isEqualTo(new BudgetStatus(10_001, 1, 0, null));
    }

    @Test
    void refusesAReleaseThatFollowsNoAcquire() {
        assertThatThrownBy(() -> new SimulatedTime(5).budget.release()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Timeout(60)
    void servesCallersInTheOrderTheyCame() throws InterruptedException {
        var budget = new RequestBudget(1, HURRIED, Wire.CLOCK);
        budget.acquire();
        var served = new CopyOnWriteArrayList<Integer>();
        var callers = new ArrayList<Thread>();
        for (int caller = 0; caller < 3; caller++) {
            int name = caller;
            callers.add(start(() -> {
                budget.acquire();
                served.add(name);
                budget.release();
            }));
            await().atMost(10, TimeUnit.SECONDS).until(() -> budget.status().waiting() == name + 1);
        }
        budget.release();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(served).containsExactly(0, 1, 2);
        assertThat(budget.status().calls()).isEqualTo(4);
    }

    @Test
    @Timeout(60)
    void takesNothingWhenInterruptedWhileWaiting() throws InterruptedException {
        var budget = new RequestBudget(1, RequestBudget.Ticker.SYSTEM, Wire.CLOCK);
        budget.acquire();
        var thrown = new CopyOnWriteArrayList<String>();
        var waiting = start(() -> {
            try {
                budget.acquire();
            } catch (InterruptedException stopped) {
                thrown.add("stopped");
            }
        });
        await().atMost(10, TimeUnit.SECONDS).until(() -> budget.status().waiting() == 1);
        waiting.interrupt();
        waiting.join();

        assertThat(thrown).containsExactly("stopped");
        assertThat(budget.status()).isEqualTo(new BudgetStatus(1, 1, 0, null));
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static Thread start(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }
}
