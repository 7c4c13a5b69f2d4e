package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Outgoing;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AirTable is asked by the names it has now, the rest of the hub knows those of the mapping. */
class RenamedColumnsTest {

    private final ColumnNames names = new ColumnNames();
    private final AirtableTable table =
            new AirtableTable("Tasks", "taskhub_id", "Last Modified", () -> List.of("name", "status"), names);
    private final AirtableRecords records = new AirtableRecords(Wire.SETTINGS, table);
    private final AirtableListing listing = new AirtableListing(records, Wire.SETTINGS, Wire.CLOCK);
    private final AirtableWrites writes = new AirtableWrites(records);

    @BeforeEach
    void rename() {
        var ids = Map.of("taskhub_id", "fld1", "Last Modified", "fld2", "name", "fld3", "status", "fld4");
        names.learn(
                schema("Hub id", "Changed at", "name", "State", "status"),
                List.of("taskhub_id", "Last Modified", "name", "status"),
                ids);
    }

    @Test
    void asksByTheNewNames() {
        var state = new ListingState(Wire.NOW, Wire.NOW, Wire.NOW, null, null, null, 0, false, false);

        var call = listing.next(state);

        assertThat(Wire.query(call))
                .contains(
                        "fields[]=name",
                        "fields[]=State",
                        "fields[]=Hub id",
                        "fields[]=Changed at",
                        "sort[0][field]=Changed at")
                .noneMatch(pair -> pair.contains("status") || pair.contains("Last Modified"));
        assertThat(Wire.parameter(call, "filterByFormula")).contains("{Changed at}");
    }

    @Test
    void readsTheNewNamesAsThoseOfTheMapping() {
        var page = listing.page(
                listing.begin(null),
                json(
                        """
                {'records':[{'id':'recA','createdTime':'2026-01-05T09:00:00.000Z','fields':{'name':'Pump','State':'Done',
                  'status':'not ours','Hub id':'task-1','Changed at':'2026-01-05T09:30:12.000Z'}}]}"""));

        assertThat(page.changes()).singleElement().satisfies(change -> {
            assertThat(change.item()).isEqualTo(Map.of("name", "Pump", "status", "Done"));
            assertThat(change.taskId()).isEqualTo("task-1");
            assertThat(change.changedAt()).isEqualTo("2026-01-05T09:30:12Z");
        });
    }

    @Test
    void writesUnderTheNewNames() {
        var create = new Outgoing(
                "task-1", "airtable", Wire.BASE, null, null, false, Map.of("name", "Pump", "status", "Done"), 1);

        var call = writes.call(List.of(create));

        assertThat(new ObjectMapper().<Map<String, Object>>convertValue(call.body(), new TypeReference<>() {}))
                .isEqualTo(
                        json(
                                """
                {'performUpsert':{'fieldsToMergeOn':['Hub id']},'typecast':false,
                 'records':[{'fields':{'name':'Pump','State':'Done','Hub id':'task-1'}}]}"""));
        assertThat(
                        writes.written(
                                List.of(create),
                                json(
                                        """
                {'records':[{'id':'recA','fields':{'name':'Pump','State':'Done','status':'not ours','Hub id':'task-1'}}]}""")))
                .singleElement()
                .satisfies(written -> assertThat(written.stored()).isEqualTo(Map.of("name", "Pump", "status", "Done")));
    }

    @Test
    void understandsEitherNameInAMessage() {
        var messages = new AirtablePlainMessage(records);

        for (String name : List.of("State", "status")) {
            ItemChange change = messages.read(
                    json("{'type':'task.updated','task':{'id':'recA','fields':{'" + name + "':'Done'}}}"), "key");
            assertThat(change.item()).isEqualTo(Map.of("status", "Done"));
        }
        assertThat(messages.read(json("{'type':'task.updated','task':{'id':'recA','fields':{'State':null}}}"), "key")
                        .item())
                .containsEntry("status", null);
    }

    private static TableSchema schema(String... names) {
        var ids = Stream.iterate(1, number -> number + 1).iterator();
        return new TableSchema(
                "tblTasks",
                "Tasks",
                Stream.of(names)
                        .map(name -> new TableSchema.Column("fld" + ids.next(), name, "singleLineText", Map.of()))
                        .toList());
    }
}
