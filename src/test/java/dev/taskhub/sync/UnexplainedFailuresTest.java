package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.remote.RemoteUnexplained;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of tasks whose batch a remote fails at without saying why, on both databases. */
class UnexplainedFailuresTest extends BothDatabases {

    @Nested
    class OnSqlite extends DeliveryCases {
        OnSqlite() {
            super(sqlite());
        }
    }

    @Nested
    class OnPostgres extends DeliveryCases {
        OnPostgres() {
            super(postgres());
        }
    }

    abstract static class DeliveryCases extends Cases {

        private static final RemoteUnexplained WITHOUT_REASON = new RemoteUnexplained(200, "Server Error");

        DeliveryCases(TestHub hub) {
            super(hub);
        }

        @Test
        void parksTheOneTaskThatSpoilsItsBatchAndLetsTheOthersPass() {
            for (String name : List.of("good", "bad", "fine")) {
                hub.sync.accept(List.of(Items.record(name, hub.clock.millis(), "name", name, "status", "Pending")));
            }

            for (int failure = 1; failure <= 3; failure++) {
                List<Outgoing> batch = claim();
                assertThat(batch).as("failure %s", failure).hasSize(3);
                hub.deliveries.failed(batch, WITHOUT_REASON);
                assertThat(claim()).as("waits after failure %s", failure).isEmpty();
                hub.clock.pass(Duration.ofMinutes(1));
            }
            hub.deliveries.failed(claim(), WITHOUT_REASON);
            for (List<Outgoing> alone = claim(); !alone.isEmpty(); alone = claim()) {
                send(alone);
            }

            assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> {
                assertThat(message.payload()).contains("bad");
                assertThat(message.cause()).isEqualTo("UNEXPLAINED");
                assertThat(message.hint()).startsWith("Server Error; it answers other calls");
            });
            assertThat(hub.outbox.waiting()).containsOnlyKeys(Sync.AGENTS);
            assertThat(hub.links.linkedIds(TestHub.CONVEX, TestHub.ROWS)).hasSize(2);
        }

        private List<Outgoing> claim() {
            return hub.sync.claim(TestHub.CONVEX, 50);
        }

        private void send(List<Outgoing> batch) {
            assertThat(batch).hasSize(1);
            Outgoing task = batch.get(0);
            if (task.columns().get("title").equals("bad")) {
                hub.deliveries.failed(batch, WITHOUT_REASON);
            } else {
                hub.sync.written(List.of(new Written(task, task.taskId(), task.columns(), "1")));
            }
        }
    }
}
