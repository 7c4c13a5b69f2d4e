package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.ItemChange;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AirtableListingTest {

    private final AirtableListing listing = new AirtableListing(Wire.RECORDS, Wire.SETTINGS, Wire.CLOCK);

    @Test
    void listsTheWholeTableAtFirstByTimeOfChangeAndWithNothingButWhatIsMapped() {
        var call = listing.next(listing.begin(null));

        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.path()).isEqualTo(Wire.TASKS_PATH);
        assertThat(Wire.query(call))
                .containsExactly(
                        "pageSize=100",
                        "fields[]=name",
                        "fields[]=status",
                        "fields[]=tags",
                        "fields[]=priority_score",
                        "fields[]=taskhub_id",
                        "fields[]=Last Modified",
                        "sort[0][field]=Last Modified",
                        "sort[0][direction]=asc");
    }

    @Test
    void turnsARecordIntoAWholeChangeInWhichAMissingColumnIsEmpty() {
        var page = listing.page(
                listing.begin(null),
                json(
                        """
                {'records':[{'id':'recAAAAAAAAAAAAA1','createdTime':'2026-01-05T09:00:00.000Z','fields':{
                  'name':'Pump','tags':['a','b'],'taskhub_id':'task-1','Other':'x',
                  'Last Modified':'2026-01-05T09:30:12.000Z'}}]}"""));

        assertThat(page.changes())
                .containsExactly(new ItemChange(
                        "airtable",
                        "appAAAAAAAAAAAAAA",
                        "recAAAAAAAAAAAAA1",
                        "task-1",
                        ItemChange.Type.WHOLE,
                        json("{'name':'Pump','tags':['a','b']}"),
                        "1767605412000",
                        Instant.parse("2026-01-05T09:30:12Z"),
                        null,
                        null));
    }

    @Test
    void movesTheWatermarkWithTheLastPageOnly() {
        var first = listing.page(listing.begin(null), record("recA", "2026-01-05T09:00:00.000Z", "'itr1/recA'"));

        assertThat(first.last()).isFalse();
        assertThat(first.next().watermark()).isNull();
        assertThat(Wire.parameter(listing.next(first.next()), "offset")).isEqualTo("itr1/recA");
        assertThat(listing.begin(first.next())).isSameAs(first.next());

        var second = listing.page(first.next(), record("recB", "2026-01-05T11:58:00.000Z", "null"));

        assertThat(second.last()).isTrue();
        assertThat(second.next().watermark()).isEqualTo("2026-01-05T11:58:00Z");
        assertThat(second.next().seen()).isEqualTo(2);
    }

    @Test
    void asksThenForWhatChangedSinceWithOverlapAndLag() {
        var poll = listing.begin(doneUntil("2026-01-05T09:30:00Z"));

        assertThat(Wire.parameter(listing.next(poll), "filterByFormula"))
                .contains("IS_AFTER({Last Modified}, '2026-01-05T09:29:00.000Z')")
                .contains("IS_BEFORE({Last Modified}, '2026-01-05T11:59:50.000Z')");
    }

    @Test
    void readsNothingTwiceForGoodWhenNothingChanges() {
        var page = listing.page(
                listing.begin(doneUntil("2026-01-05T09:30:00Z")), record("recA", "2026-01-05T09:30:00.000Z", "null"));

        assertThat(page.next().watermark()).as("some minutes before now").isEqualTo("2026-01-05T11:54:50Z");
    }

    @Test
    void neverMovesTheWatermarkBack() {
        var page = listing.page(listing.begin(doneUntil("2026-01-05T11:58:00Z")), json("{'records':[]}"));

        assertThat(page.next().watermark()).isEqualTo("2026-01-05T11:58:00Z");
    }

    @Test
    void doesNotMoveTheWatermarkForARecordEditedWhileListing() {
        var page = listing.page(listing.begin(null), record("recA", "2026-01-05T11:59:55.000Z", "null"));

        assertThat(page.changes()).hasSize(1);
        assertThat(page.next().watermark()).isEqualTo("2026-01-05T11:54:50Z");
    }

    @Test
    void countsTheCreationOfARecordThatWasNeverEdited() {
        var page = listing.page(
                listing.begin(null),
                json(
                        """
                {'records':[{'id':'recA','createdTime':'2026-01-05T11:57:00.000Z','fields':{}}]}"""));

        assertThat(page.next().watermark()).isEqualTo("2026-01-05T11:57:00Z");
        assertThat(page.changes().get(0).changedAt()).isEqualTo("2026-01-05T11:57:00Z");
    }

    @Test
    void restartsFromWhatItReachedRatherThanFromTheBeginning() {
        var half = listing.page(listing.begin(null), record("recA", "2026-01-05T09:00:00.000Z", "'itr1/recA'"));
        var restarted = listing.restart(half.next());

        assertThat(restarted.seen()).isEqualTo(1);
        assertThat(Wire.parameter(listing.next(restarted), "offset")).isNull();
        assertThat(Wire.parameter(listing.next(restarted), "filterByFormula"))
                .startsWith("OR(IS_AFTER({Last Modified}, '2026-01-05T08:59:59.000Z'), AND(");
    }

    @Test
    void doesNotRestartBehindARecordEditedWhileListingEvenWhenTheClocksDisagree() {
        var half = listing.page(
                listing.begin(null),
                json(
                        """
                {'records':[{'id':'recA','fields':{'Last Modified':'2026-01-05T09:00:00.000Z'}},
                            {'id':'recEdited','fields':{'Last Modified':'2026-01-05T11:59:00.000Z'}},
                            {'id':'recB','fields':{'Last Modified':'2026-01-05T09:01:00.000Z'}}],
                 'offset':'itr1/recC'}"""));

        assertThat(listing.restart(half.next()).from()).isEqualTo("2026-01-05T08:59:59Z");
    }

    @Test
    void refusesAnAnswerWithoutRecordsRatherThanTakingItForAnEmptyTable() {
        assertThatThrownBy(() -> listing.page(listing.begin(null), Map.of())).isInstanceOf(RemoteUnavailable.class);
    }

    @Test
    void itsStateSurvivesBeingKeptAsJson() throws JsonProcessingException {
        var mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        var state = listing.page(listing.begin(null), record("recA", "2026-01-05T09:00:00.000Z", "'itr1/recA'"))
                .next();

        assertThat(mapper.readValue(mapper.writeValueAsString(state), ListingState.class))
                .isEqualTo(state);
    }

    private static ListingState doneUntil(String watermark) {
        return new ListingState(Instant.parse(watermark), null, null, null, null, null, 7, true, true);
    }

    private static Map<String, Object> record(String id, String modified, String offset) {
        return json("{'records':[{'id':'" + id + "','fields':{'Last Modified':'" + modified + "'}}],'offset':" + offset
                + "}");
    }
}
