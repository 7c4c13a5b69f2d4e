package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirtableWritesTest {

    private static final Outgoing CREATE = outgoing("task-1", null, false, json("{'name':'Pump','status':'Pending'}"));
    private static final Outgoing UPDATE = outgoing("task-2", "recB", false, json("{'status':null}"));
    private static final Outgoing DELETE = outgoing("task-3", "recC", true, Map.of());
    private static final Outgoing OTHER_DELETE = outgoing("task-4", "recD", true, Map.of());

    private final AirtableWrites writes = new AirtableWrites(Wire.RECORDS);

    @Test
    void namesTheRecordsToReadBeforeTheyAreWritten() {
        assertThat(writes.recordIds(List.of(CREATE, UPDATE, DELETE))).containsExactly("recB", "recC");
        assertThat(writes.recordIds(List.of(CREATE))).isEmpty();
    }

    @Test
    void createsAndUpdatesInOneUpsertThatMayBeRepeated() throws JsonProcessingException {
        var call = writes.call(List.of(CREATE, UPDATE));

        assertThat(call.method()).isEqualTo("PATCH");
        assertThat(call.path()).isEqualTo(Wire.TASKS_PATH);
        assertThat(sent(call.body()))
                .isEqualTo(
                        json(
                                """
                {'performUpsert':{'fieldsToMergeOn':['taskhub_id']},'typecast':false,'records':[
                  {'fields':{'name':'Pump','status':'Pending','taskhub_id':'task-1'}},
                  {'id':'recB','fields':{'status':null,'taskhub_id':'task-2'}}]}"""));
    }

    @Test
    void updatesWithoutAskingForAnUpsert() throws JsonProcessingException {
        assertThat(sent(writes.call(List.of(UPDATE)).body()))
                .isEqualTo(
                        json(
                                """
                {'typecast':false,'records':[{'id':'recB','fields':{'status':null,'taskhub_id':'task-2'}}]}"""));
    }

    @Test
    void deletesSeveralRecordsInOneCall() {
        var call = writes.call(List.of(DELETE, OTHER_DELETE));

        assertThat(call.method()).isEqualTo("DELETE");
        assertThat(call.query()).isEqualTo("records%5B%5D=recC&records%5B%5D=recD");
        assertThat(call.body()).isNull();
    }

    @Test
    void takesForStoredWhatAirtableSaysItStored() {
        var written = writes.written(
                List.of(CREATE, UPDATE),
                json(
                        """
                {'records':[
                  {'id':'recA','createdTime':'2026-01-05T09:30:12.000Z','fields':
                    {'name':'Pump ','status':'Pending','taskhub_id':'task-1','Last Modified':'2026-01-05T09:30:12.000Z'}},
                  {'id':'recB','createdTime':'2026-01-05T09:00:00.000Z','fields':{'name':'Valve'}}],
                 'createdRecords':['recA'],'updatedRecords':['recB']}"""));

        assertThat(written)
                .containsExactly(
                        new Written(CREATE, "recA", json("{'name':'Pump ','status':'Pending'}"), "1767605412000"),
                        new Written(UPDATE, "recB", json("{'name':'Valve'}"), null));
    }

    @Test
    void readsWhatWasDeleted() {
        assertThat(writes.written(List.of(DELETE), json("{'records':[{'id':'recC','deleted':true}]}")))
                .containsExactly(new Written(DELETE, "recC", null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'records':[]}",
                "{}",
                "{'records':[{'fields':{'taskhub_id':'task-1'}}]}",
                "{'records':[{'id':'recA','fields':{'taskhub_id':'task-9'}}]}",
                "{'records':[{'id':'recA','fields':{}}]}"
            },
            quoteCharacter = '`')
    void asksForARepeatWhenTheAnswerIsNotAboutWhatWasCreated(String answer) {
        assertThatThrownBy(() -> writes.written(List.of(CREATE), json(answer))).isInstanceOf(RemoteUnavailable.class);
    }

    @Test
    void asksForARepeatWhenAnotherRecordWasUpdated() {
        assertThatThrownBy(() -> writes.written(List.of(UPDATE), json("{'records':[{'id':'recX','fields':{}}]}")))
                .isInstanceOf(RemoteUnavailable.class);
    }

    @Test
    void refusesBatchesThatOneCallCannotCarry() {
        assertThatThrownBy(() -> writes.call(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writes.call(List.of(UPDATE, DELETE))).hasMessageContaining("mixes");
        assertThatThrownBy(() ->
                        writes.call(IntStream.range(0, 11).mapToObj(i -> UPDATE).toList()))
                .hasMessageContaining("11 items");
        assertThatThrownBy(() -> writes.call(List.of(outgoing("task-5", null, true, Map.of()))))
                .hasMessageContaining("task-5");
    }

    @Property
    void cutsEverythingIntoBatchesThatOneCallCanCarry(@ForAll @Size(max = 60) List<Boolean> deletions) {
        var all = new ArrayList<Outgoing>();
        for (int i = 0; i < deletions.size(); i++) {
            all.add(outgoing("task-" + i, "rec" + i, deletions.get(i), Map.of()));
        }
        var batches = writes.batches(all);

        assertThat(batches).allSatisfy(batch -> assertThat(writes.call(batch)).isNotNull());
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
        long deletes = deletions.stream().filter(deleted -> deleted).count();
        assertThat(batches).hasSize((int) ((deletes + 9) / 10 + (all.size() - deletes + 9) / 10));
    }

    private static Outgoing outgoing(String taskId, String recordId, boolean deleted, Map<String, Object> columns) {
        return new Outgoing(taskId, "airtable", Wire.BASE, recordId, null, deleted, columns, 1);
    }

    private static Map<String, Object> sent(Object body) throws JsonProcessingException {
        return json(new ObjectMapper().writeValueAsString(body));
    }
}
