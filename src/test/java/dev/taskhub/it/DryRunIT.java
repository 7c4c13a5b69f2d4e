package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sync.DryRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub that only says what it would do. */
class DryRunIT {

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.dry-run=true", "taskhub.airtable.poll-every=1s");

    @Test
    void readsAllAndWritesNothing() {
        DryRun dryRun = hub.bean(DryRun.class);

        TestHub.awaitShown(() -> {
            var plan = dryRun.plan();
            assertThat(plan.complete()).isTrue();
            assertThat(plan.counts().get("convex").get("create")).isGreaterThan(50);
            assertThat(plan.counts().get("airtable").get("create")).isPositive();
        });

        assertThat(hub.remotes().writes()).isZero();
        assertThat(hub.home().resolve("data/dry-run.db")).exists();
        assertThat(hub.home().resolve("data/sandbox.db")).doesNotExist();
    }
}
