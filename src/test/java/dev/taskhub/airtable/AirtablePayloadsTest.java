package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.ItemChange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirtablePayloadsTest {

    private static final WebhookState STATE = new WebhookState("achOwn", "c2VjcmV0", 31, null, null, "tblTasks");
    private static final Map<String, Object> BASE =
            json("{'name':'Pump','status':'Pending','tags':['a'],'priority_score':2.0}");
    private static final Function<Collection<String>, Map<String, Map<String, Object>>> LINKED =
            ids -> ids.contains("recLinked") ? Map.of("recLinked", BASE) : Map.of();

    private final AirtableSchema schema = new AirtableSchema(Wire.SETTINGS, Wire.TABLE);
    private final AirtablePayloads payloads = new AirtablePayloads(Wire.RECORDS, schema, Wire.SETTINGS);

    @BeforeEach
    void knowTheSchema() {
        schema.read(json(AirtableSchemaTest.TASKS));
    }

    @Test
    void asksForThePageAtItsCursor() {
        var call = payloads.call(STATE);

        assertThat(call.path()).isEqualTo("/v0/bases/appAAAAAAAAAAAAAA/webhooks/achOwn/payloads");
        assertThat(call.query()).isEqualTo("cursor=31&limit=50");
    }

    @Test
    void namesCreatedChangedAndDeletedRecords() {
        var page = page(
                """
                {'timestamp':'2026-01-05T09:30:12.345Z','baseTransactionNumber':7,'payloadFormat':'v0',
                 'actionMetadata':{'source':'client','sourceMetadata':{'user':
                   {'id':'usrA','email':'ann@hub.example','permissionLevel':'create','name':'Ann'}}},
                 'changedTablesById':{
                   'tblOther':{'destroyedRecordIds':['recElsewhere']},
                   'tblTasks':{
                     'createdRecordsById':{'recNew':{'createdTime':'2026-01-05T09:30:12.000Z',
                        'cellValuesByFieldId':{'fldName':'Valve'}}},
                     'changedRecordsById':{'recLinked':{
                        'current':{'cellValuesByFieldId':{'fldStatus':{'id':'selB','name':'Completed','color':'red'}}},
                        'previous':{'cellValuesByFieldId':{'fldStatus':{'id':'selA','name':'Pending'}}}}},
                     'destroyedRecordIds':['recGone']}}}""");

        assertThat(page.changedRecordIds()).containsExactly("recNew", "recLinked");
        assertThat(page.deletes())
                .containsExactly(new ItemChange(
                        "airtable",
                        "appAAAAAAAAAAAAAA",
                        "recGone",
                        null,
                        ItemChange.Type.DELETED,
                        Map.of(),
                        null,
                        Instant.parse("2026-01-05T09:30:12.345Z"),
                        "ann@hub.example",
                        "achOwn/31/recGone"));
        assertThat(page.nextCursor()).isEqualTo(32);
        assertThat(page.mightHaveMore()).isFalse();
        assertThat(page.dead()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'fldName':'Pump'}",
                "{'fldStatus':{'id':'selA','name':'Pending','color':'blueBright'},'fldTags':[{'id':'selX','name':'a'}]}",
                "{'fldScore':2,'fldHub':'task-1','fldMod':'2026-01-05T09:30:12.000Z','fldDays':3}"
            })
    void readsNothingAgainThatEqualsTheBaseInMappedColumns(String cells) {
        assertThat(page(changed("recLinked", cells)).changedRecordIds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'fldName':null}", "{'fldName':'Pump','fldScore':3}", "{'fldYoungerThanTheSchema':1}"})
    void readsAgainWhatDiffersOrIsNotUnderstood(String cells) {
        assertThat(page(changed("recLinked", cells)).changedRecordIds()).containsExactly("recLinked");
    }

    @Test
    void readsEverythingAgainBeforeTheSchemaIsKnown() {
        var unaware = new AirtablePayloads(Wire.RECORDS, new AirtableSchema(Wire.SETTINGS, Wire.TABLE), Wire.SETTINGS);
        var answer = json(
                "{'payloads':[" + changed("recLinked", "{'fldName':'Pump'}") + "],'cursor':32,'mightHaveMore':true}");

        assertThat(unaware.page(STATE, answer, LINKED).changedRecordIds()).containsExactly("recLinked");
    }

    @Test
    void followsTheOrderOfDeletionAndRestoration() {
        String gone = "{'changedTablesById':{'tblTasks':{'destroyedRecordIds':['recLinked']}}}";
        String back = "{'changedTablesById':{'tblTasks':{'createdRecordsById':{'recLinked':{'cellValuesByFieldId':"
                + "{'fldName':'Pump'}}}}}}";

        var restored = page(gone, back);
        assertThat(restored.deletes()).isEmpty();
        assertThat(restored.changedRecordIds()).containsExactly("recLinked");

        var goneAgain = page(gone, back, gone);
        assertThat(goneAgain.changedRecordIds()).isEmpty();
        assertThat(goneAgain.deletes()).extracting(ItemChange::messageKey).containsExactly("achOwn/33/recLinked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':true,'code':'INVALID_FILTERS','timestamp':'2026-01-05T09:30:12.345Z'}|INVALID_FILTERS",
                "{'destroyedTableIds':['tblTasks']}|tblTasks has been deleted"
            })
    void saysWhenTheWebhookIsDead(String payload, String why) {
        var page = page(changed("recNew", "{}"), payload);

        assertThat(page.dead()).isTrue();
        assertThat(page.why()).contains(why);
        assertThat(page.changedRecordIds()).containsExactly("recNew");
    }

    @Test
    void saysWhenTheRecordsItFoundWereAskedFor() {
        var answer = json("{'records':[{'id':'recA','fields':{}}]}");
        answer.put(RemoteAnswer.ASKED_AT, Wire.NOW);

        assertThat(payloads.found(List.of("recA"), answer).changes())
                .extracting(ItemChange::askedAt)
                .containsExactly(Wire.NOW);
    }

    @Test
    void refusesAnAnswerThatDoesNotSayWhereToGoOn() {
        assertThatThrownBy(() -> payloads.page(STATE, json("{'payloads':[]}"), LINKED))
                .isInstanceOf(RemoteUnavailable.class);
        assertThatThrownBy(() -> payloads.page(STATE, json("{'cursor':5}"), LINKED))
                .isInstanceOf(RemoteUnavailable.class);
    }

    @Test
    void readsRecordsAgainInPortionsThatFitAnAddress() {
        var ids = IntStream.range(0, 120).mapToObj(i -> "rec%014d".formatted(i)).toList();
        var portions = payloads.portions(ids);

        assertThat(portions).extracting(List::size).containsExactly(50, 50, 20);
        var call = payloads.reread(portions.get(0));
        assertThat(call.path().length() + call.query().length()).isLessThan(15_000);
        assertThat(Wire.parameter(call, "filterByFormula")).startsWith("OR(RECORD_ID()='rec00000000000000', ");
        assertThat(Wire.query(call)).contains("fields[]=status", "fields[]=taskhub_id");
        assertThatThrownBy(() -> payloads.reread(ids)).hasMessageContaining("120 records");
        assertThatThrownBy(() -> payloads.reread(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotTakeARecordThatIsNotShownForDeleted() {
        var reread =
                payloads.found(List.of("recA", "recB"), json("{'records':[{'id':'recB','fields':{'name':'Valve'}}]}"));

        assertThat(reread.changes())
                .extracting(ItemChange::externalId, ItemChange::type)
                .containsExactly(tuple("recB", ItemChange.Type.WHOLE));
        assertThat(reread.absent()).containsExactly("recA");
    }

    private PayloadPage page(String... contents) {
        return payloads.page(
                STATE,
                json("{'payloads':[" + String.join(",", contents) + "],'cursor':" + (31 + contents.length)
                        + ",'mightHaveMore':false}"),
                LINKED);
    }

    private static String changed(String id, String cells) {
        return "{'changedTablesById':{'tblTasks':{'changedRecordsById':{'" + id + "':{'current':{'cellValuesByFieldId':"
                + cells + "}}}}}}";
    }
}
