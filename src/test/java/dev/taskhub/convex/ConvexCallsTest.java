package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.Outgoing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvexCallsTest {

    private static final String ID = "01990000-0000-7000-8000-000000000001";

    private final ConvexCalls calls = new ConvexCalls();

    @Test
    void readsFromTheBeginningWhenThereIsNoCursor() {
        RemoteCall call = calls.changedSince("");

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/api/query");
        assertThat(body(call)).containsEntry("path", "hubSync:changedSince").containsEntry("format", "json");
        assertThat(args(call)).containsEntry("table", "hubTasks").containsEntry("cursor", null);
    }

    @Test
    void readsOnFromTheCursor() {
        assertThat(args(calls.changedSince("17:a"))).containsEntry("cursor", "17:a");
    }

    @Test
    void expectsNoRowWhenTheTaskBeginsInTheHub() {
        Outgoing create = outgoing(null, null, Map.of("title", "Pay"));

        assertThat(item(calls.upsertTasks(List.of(create))))
                .isEqualTo(Map.of("externalId", ID, "expectedVersion", 0, "title", "Pay"));
    }

    @Test
    void sendsOnlyWhatChangedAndTheVersionLastSeen() {
        Outgoing update = outgoing("born-in-convex", "4", Map.of("status", "review"));

        RemoteCall call = calls.upsertTasks(List.of(update));

        assertThat(call.path()).isEqualTo("/api/mutation");
        assertThat(item(call))
                .isEqualTo(Map.of("externalId", "born-in-convex", "expectedVersion", 4L, "status", "review"));
    }

    @Test
    void expectsNothingWhenNoVersionIsKnown() {
        assertThat(item(calls.upsertTasks(List.of(outgoing(ID, null, Map.of())))))
                .isEqualTo(Map.of("externalId", ID));
    }

    @Test
    void deletesAtTheVersionLastSeen() {
        RemoteCall call = calls.deleteTask(new Outgoing(ID, "convex", "hubTasks", ID, "2", true, Map.of(), 1));

        assertThat(body(call)).containsEntry("path", "hubSync:deleteTask");
        assertThat(args(call)).isEqualTo(Map.of("externalId", ID, "expectedVersion", 2L));
    }

    static Outgoing outgoing(String externalId, String version, Map<String, Object> columns) {
        return new Outgoing(ID, "convex", "hubTasks", externalId, version, false, columns, 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(RemoteCall call) {
        return (Map<String, Object>) call.body();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> args(RemoteCall call) {
        return (Map<String, Object>) body(call).get("args");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> item(RemoteCall call) {
        return ((List<Map<String, Object>>) args(call).get("items")).get(0);
    }
}
