package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sync.SetClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookInboxTest {

    @Test
    void letsMessagesGatherUnlessSomebodyWaitsForWhatBecomesOfThem() {
        var clock = new SetClock();
        var outcomes = new Outcomes(clock);
        var inbox = new HookInbox(null, List.of(), outcomes);
        assertThat(inbox.rest()).isEqualTo(Duration.ofMillis(500));

        outcomes.expect("call");
        assertThat(inbox.rest()).isEqualTo(Duration.ofMillis(10));

        clock.pass(Duration.ofSeconds(3));
        assertThat(inbox.rest()).isEqualTo(Duration.ofMillis(500));
    }
}
