package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sync.ItemChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirtablePlainMessageTest {

    private final AirtablePlainMessage message = new AirtablePlainMessage(Wire.RECORDS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {'id':'recAAAAAAAAAAAAA1','createdTime':'2026-01-05T09:00:00.000Z','fields':{'name':'Pump','status':null,
                 'taskhub_id':'task-1','Last Modified':'2026-01-05T09:30:12.000Z','Unmapped':1}}""",
                """
                {'id':'recAAAAAAAAAAAAA1','name':'Pump','status':null,'taskhub_id':'task-1',
                 'Last Modified':'2026-01-05T09:30:12.000Z','createdTime':'2026-01-05T09:00:00.000Z'}"""
            })
    void readsARecordAndAFlatTaskAlike(String task) {
        var change = message.read(json("{'type':'task.updated','task':" + task + "}"), "key-1");

        assertThat(change)
                .isEqualTo(new ItemChange(
                        "airtable",
                        "appAAAAAAAAAAAAAA",
                        "recAAAAAAAAAAAAA1",
                        "task-1",
                        ItemChange.Type.PARTIAL,
                        json("{'name':'Pump','status':null}"),
                        "1767605412000",
                        Instant.parse("2026-01-05T09:30:12Z"),
                        null,
                        "key-1"));
    }

    @ParameterizedTest
    @CsvSource({"task.created,PARTIAL", "task.updated,PARTIAL", "task.deleted,DELETED"})
    void knowsThreeTypes(String type, ItemChange.Type expected) {
        var change = message.read(json("{'type':'" + type + "','task':{'id':'recA','name':'Pump'}}"), "key-1");

        assertThat(change.type()).isEqualTo(expected);
        assertThat(change.item().isEmpty()).isEqualTo(expected == ItemChange.Type.DELETED);
    }

    @Test
    void takesATimeBeyondAllCalendarsForNone() {
        for (String time :
                List.of("-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "0000-12-31T00:00:00Z")) {
            var change = new AirtablePlainMessage(Wire.RECORDS)
                    .read(json("{'type':'task.updated','task':{'id':'rec1','Last Modified':'" + time + "'}}"), "key");

            assertThat(change.changedAt()).isNull();
            assertThat(change.version()).isNull();
        }
    }

    @Test
    void tellsOfADeletionWhateverTheRecordsVersion() {
        var change = message.read(
                json("{'type':'task.deleted','task':{'id':'recA','Last Modified':'2026-01-05T09:30:12.000Z'}}"),
                "key-1");

        assertThat(change.version()).isNull();
    }

    @Test
    void findsATaskByTheHubsOwnId() {
        var change = message.read(json("{'type':'task.updated','task':{'taskhub_id':'task-1','name':'X'}}"), "key-1");

        assertThat(change.externalId()).isNull();
        assertThat(change.taskId()).isEqualTo("task-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'task':{'id':'recA'}}|type \"null\" is not one of [task.created, task.deleted, task.updated]",
                "{'type':'task.moved','task':{'id':'recA'}}|type \"task.moved\" is not one of",
                "{'type':'task.updated'}|task is missing",
                "{'type':'task.updated','task':'recA'}|task is missing or not an object",
                "{'type':'task.updated','task':{'name':'X'}}|neither an id (of the record, rec...) nor taskhub_id",
                "{'type':'task.updated','task':{'id':7}}|task.id \"7\" is not the id of a record",
                "{'type':'task.updated','task':{'id':'task-1'}}|task.id \"task-1\" is not the id of a record",
                "{'type':'task.updated','task':{'id':'recA','fields':'X'}}|task.fields is not an object",
                "{'type':'task.updated','task':{'id':'recA','statsu':'X'}}|task.statsu is not a mapped column; there are id and [Last Modified, name, priority_score, status, tags, taskhub_id]"
            })
    void saysWhatIsWrongAndWhatIsAllowed(String body, String reason) {
        assertThatThrownBy(() -> message.read(json(body), "key-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
