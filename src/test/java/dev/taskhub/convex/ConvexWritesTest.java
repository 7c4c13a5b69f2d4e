package dev.taskhub.convex;

import static dev.taskhub.convex.ConvexCallsTest.outgoing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Written;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvexWritesTest {

    private final ConvexWrites writes = new ConvexWrites(new ConvexCalls());
    private final Outgoing created = outgoing(null, null, Map.of("title", " Pay "));
    private final Outgoing updated = outgoing("b", "1", Map.of("status", "review"));

    @Test
    void takesWhatConvexSaysItStored() {
        Map<String, Object> first = Map.of("externalId", created.taskId(), "title", "Pay", "version", 1.0);
        Map<String, Object> second = Map.of("externalId", "b", "status", "review", "version", 2.0);

        List<Written> written = writes.upserted(
                Map.of("results", List.of(result("b", second), result(created.taskId(), first))),
                List.of(created, updated));

        assertThat(written)
                .containsExactly(
                        new Written(created, created.taskId(), first, "1"), new Written(updated, "b", second, "2"));
    }

    @Test
    void doesNotTakeATaskForWrittenThatTheAnswerLeavesOut() {
        assertThatThrownBy(() -> writes.upserted(Map.of("results", List.of()), List.of(updated)))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("externalId b");
    }

    @Test
    void storesNothingForADeletion() {
        assertThat(writes.deleted(Map.of("externalId", "b", "version", 3.0), updated))
                .isEqualTo(new Written(updated, "b", null, "3"));
    }

    @Test
    void acceptsTheDeletionOfATaskThatConvexDoesNotKnow() {
        assertThat(writes.deleted(Map.of(), updated)).isEqualTo(new Written(updated, "b", null, null));
    }

    private static Map<String, Object> result(String externalId, Map<String, Object> doc) {
        return Map.of("externalId", externalId, "id", "k1", "changed", true, "version", doc.get("version"), "doc", doc);
    }
}
