package dev.taskhub.it;

import static dev.taskhub.it.TestHub.awaitShown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.convex.ConvexSubscription;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub that hardly ever polls Convex, but hears of its changes. */
class ConvexLiveIT {

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.convex.poll-every=1h");

    private final Remotes remotes = hub.remotes();

    @Test
    void changesInConvexReachAirtableWithoutAPoll() throws Exception {
        hub.awaitAgreement();
        awaitShown(() -> assertThat(hub.bean(ConvexSubscription.class).isLive()).isEqualTo(Optional.of(true)));

        String row = remotes.row("Webhook for paid invoices")
                .orElseThrow()
                .get("externalId")
                .asText();
        remotes.editRow(row, Map.of("executionNotes", "heard of at once"));

        awaitShown(() -> assertThat(remotes.record("Webhook for paid invoices")
                        .orElseThrow()
                        .at("/fields/execution_notes")
                        .asText())
                .isEqualTo("heard of at once"));
    }
}
