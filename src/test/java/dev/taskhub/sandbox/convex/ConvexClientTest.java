package dev.taskhub.sandbox.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.convex.ConvexAnswers;
import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexChanges;
import dev.taskhub.convex.ConvexPage;
import dev.taskhub.convex.ConvexRefused;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.convex.ConvexWrites;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnknown;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Written;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** The hub's client and the imitation, spoken to each other over the wire shapes. */
class ConvexClientTest {

    private static final String ID = "01990000-0000-7000-8000-000000000001";

    private final TestDeployment deployment = new TestDeployment();
    private final MockMvc mvc =
            standaloneSetup(new ConvexController(deployment.sandbox)).build();
    private final ConvexCalls calls = new ConvexCalls();
    private final ConvexAnswers answers = new ConvexAnswers();
    private final ConvexChanges changes = new ConvexChanges(new ConvexSettings("http://convex.test", "", ""));
    private final ConvexWrites writes = new ConvexWrites(new ConvexCalls());

    @Test
    void readsBackExactlyWhatItWasToldIsStored() throws Exception {
        Outgoing create = outgoing(null, null, Map.of("title", "Pay", "dueDate", 1772359200000L, "tags", List.of("x")));

        Written written = upsert(create);
        ItemChange echo = read(null).changes().get(0);

        Map<String, Object> row = new HashMap<>(echo.item());
        row.remove("syncTs");
        assertThat(written.stored()).isEqualTo(row);
        assertThat(written.externalId()).isEqualTo(ID);
        assertThat(written.remoteVersion()).isEqualTo(echo.version()).isEqualTo("1");
        assertThat(echo.taskId()).isEqualTo(ID);
        assertThat(echo.changedAt()).isEqualTo("2026-03-01T10:00:00.123Z");
    }

    @Test
    void repeatsACreateAndAnUpdateWhoseAnswersWereLost() throws Exception {
        Outgoing create = outgoing(null, null, Map.of("title", "Pay"));
        upsert(create);
        Written created = upsert(create);
        Outgoing update = outgoing(ID, created.remoteVersion(), Map.of("status", "review"));
        upsert(update);
        Written updated = upsert(update);

        assertThat(created.remoteVersion()).isEqualTo("1");
        assertThat(updated.remoteVersion()).isEqualTo("2");
        assertThat(updated.stored()).containsEntry("title", "Pay").containsEntry("status", "review");
        assertThat(read(null).changes()).hasSize(1);
    }

    @Test
    void doesNotOverwriteWhatSomebodyEditedInBetween() throws Exception {
        Outgoing create = outgoing(null, null, Map.of("title", "Pay"));
        upsert(create);
        deployment.map("tasks:update", "{'externalId': '" + ID + "', 'title': 'Pay today'}");

        ConvexRefused refused = catchThrowableOfType(ConvexRefused.class, () -> upsert(create));

        assertThat(refused.isVersionConflict()).isTrue();
        assertThat(refused.externalId()).isEqualTo(ID);
        assertThat(changes.changes(rows(answers.value(send(calls.getTasks(List.of(ID))))))
                        .get(0)
                        .item())
                .containsEntry("title", "Pay today");
    }

    @Test
    void deletesAndReadsTheTombstone() throws Exception {
        upsert(outgoing(null, null, Map.of("title", "Pay")));
        String cursor = read(null).cursor();

        Written deleted = delete(outgoing(ID, "1", Map.of()));

        assertThat(deleted.stored()).isNull();
        assertThat(deleted.remoteVersion()).isEqualTo("2");
        assertThat(read(cursor).changes())
                .singleElement()
                .extracting(ItemChange::type)
                .isEqualTo(ItemChange.Type.DELETED);
    }

    @Test
    void saysThatConvexNeverHadWhatIsToBeDeleted() {
        assertThatThrownBy(() -> delete(outgoing(null, null, Map.of()))).isInstanceOf(RemoteUnknown.class);
    }

    private Written upsert(Outgoing task) throws Exception {
        return writes.upserted(map(answers.value(send(calls.upsertTasks(List.of(task))))), List.of(task))
                .get(0);
    }

    private Written delete(Outgoing task) throws Exception {
        return writes.deleted(map(answers.value(send(calls.deleteTask(task)))), task);
    }

    private ConvexPage read(String cursor) throws Exception {
        return changes.page(map(answers.value(send(calls.changedSince(cursor)))));
    }

    private RemoteAnswer send(RemoteCall call) throws Exception {
        MockHttpServletResponse response = mvc.perform(post("/sandbox/convex" + call.path())
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Authorization", "Convex sandbox|key")
                        .content(new ObjectMapper().writeValueAsString(call.body())))
                .andReturn()
                .getResponse();
        return new RemoteAnswer(response.getStatus(), Map.of(), response.getContentAsString(StandardCharsets.UTF_8));
    }

    private static Outgoing outgoing(String externalId, String version, Map<String, Object> columns) {
        return new Outgoing(ID, "convex", "hubTasks", externalId, version, false, columns, 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
