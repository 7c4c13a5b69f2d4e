package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.mapping.PlanTable.Row;
import dev.taskhub.plan.Part;
import dev.taskhub.plan.PlanReading;
import dev.taskhub.remote.RemoteCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

@ExtendWith(OutputCaptureExtension.class)
class AirtablePlansTest {

    private static final String BASE =
            """
            {'tables':[
              {'id':'tblTasks','name':'Parts/Tasks','fields':[]},
              {'id':'tblPlans','name':'Plans','fields':[
                {'type':'singleLineText','id':'fldP1','name':'name'},
                {'type':'singleSelect','id':'fldP2','name':'status','options':{'choices':[]}}]},
              {'id':'tblPhases','name':'Phases','fields':[
                {'type':'singleLineText','id':'fldF1','name':'name'},
                {'type':'multipleRecordLinks','id':'fldF2','name':'plan'}]},
              {'id':'tblStages','name':'Stages','fields':[
                {'type':'singleLineText','id':'fldS1','name':'name'},
                {'type':'number','id':'fldS2','name':'position'},
                {'type':'multipleRecordLinks','id':'fldS3','name':'phase'}]}]}""";

    private final AirtableSchema schema = new AirtableSchema(Wire.SETTINGS, Wire.TABLE);
    private final PlanReading reading = mock();
    private AirtablePlans plans = plans(Path.of("config"));

    @TempDir
    Path folder;

    @Test
    void readsOneTableAfterAnotherFromTopToBottom() {
        schema.read(Wire.json(BASE));
        var asked = new ArrayList<String>();

        PlanListing listing = plans.begin();
        while (!listing.isComplete()) {
            RemoteCall call = plans.next(listing);
            asked.add(call.path() + " " + Wire.parameter(call, "offset"));
            boolean first = asked.size() == 1;
            listing = plans.page(
                    listing,
                    Wire.json("{'records':[{'id':'rec" + asked.size() + "','createdTime':'2026-01-05T09:00:00.000Z',"
                            + "'fields':{'name':'N','status':'Done','plan':['rec1'],'phase':['rec3']}}]"
                            + (first ? ",'offset':'itr1'}" : "}")));
        }
        plans.finish(listing);

        assertThat(asked)
                .containsExactly(
                        "/v0/appAAAAAAAAAAAAAA/Plans null",
                        "/v0/appAAAAAAAAAAAAAA/Plans itr1",
                        "/v0/appAAAAAAAAAAAAAA/Phases null",
                        "/v0/appAAAAAAAAAAAAAA/Stages null");
        Instant made = Instant.parse("2026-01-05T09:00:00Z");
        verify(reading)
                .accept(
                        "airtable",
                        Wire.BASE,
                        Level.PLAN,
                        List.of(new Part("rec1", Level.PLAN, new Row("N", null, "completed", null, null), made)));
        verify(reading)
                .accept(
                        "airtable",
                        Wire.BASE,
                        Level.STAGE,
                        List.of(new Part("rec4", Level.STAGE, new Row("N", null, null, "rec3", null), made)));
        verify(reading)
                .finish(
                        "airtable",
                        Wire.BASE,
                        Map.of(
                                Level.PLAN, Set.of("rec1", "rec2"),
                                Level.PHASE, Set.of("rec3"),
                                Level.STAGE, Set.of("rec4")));
    }

    @Test
    void asksOnlyForColumnsThatAreThere() {
        schema.read(Wire.json(BASE));

        RemoteCall call = plans.next(plans.begin());

        assertThat(Wire.query(call)).containsExactlyInAnyOrder("pageSize=100", "fields[]=name", "fields[]=status");
    }

    @Test
    void readsNothingBeforeTheBaseIsKnown() {
        PlanListing listing = plans.begin();

        assertThat(listing.isComplete()).isTrue();
        plans.finish(listing);
        assertThat(plans.drift()).isEmpty();
        verifyNoInteractions(reading);
    }

    @Test
    void passesOverATableThatLacksItsLinkAndSaysSoOnce(CapturedOutput output) {
        schema.read(Wire.json(BASE.replace("'name':'plan'", "'name':'part of'").replace("'Plans'", "'Projects'")));

        PlanListing listing = plans.begin();
        plans.begin();

        assertThat(plans.next(listing).path()).endsWith("/Stages");
        assertThat(plans.drift())
                .satisfiesExactly(
                        table -> assertThat(table)
                                .contains("table Plans is not there", "take plans out", "config/airtable.yaml line "),
                        column ->
                                assertThat(column).contains("Phases: column plan is missing; add it to table Phases"));
        assertThat(output.toString().split("column plan is missing", -1)).hasSize(2);
        plans.page(listing, Wire.json("{'records':[]}"));
        plans.finish(listing);
        verify(reading).finish("airtable", Wire.BASE, Map.of(Level.STAGE, Set.of()));
    }

    @Test
    void beginsATableAgainAndLosesNothing() {
        schema.read(Wire.json(BASE));
        PlanListing listing = plans.begin();
        plans.page(listing, Wire.json("{'records':[{'id':'rec1','fields':{}}],'offset':'itr1'}"));

        listing = plans.restart(listing);

        assertThat(Wire.parameter(plans.next(listing), "offset")).isNull();
        plans.page(listing, Wire.json("{'records':[{'id':'rec2','fields':{}}]}"));
        assertThat(listing.seen().get(Level.PLAN)).containsExactly("rec2");
    }

    @Test
    void takesALevelThatTheMappingDoesNotNameForEmpty() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("config"), folder);
        Path mapping = folder.resolve("airtable.yaml");
        Files.writeString(mapping, Files.readString(mapping).replaceAll("(?s)\nplans:.*", "\n"));
        plans = plans(folder);
        schema.read(Wire.json(BASE));

        plans.finish(plans.begin());

        verify(reading)
                .finish(
                        "airtable",
                        Wire.BASE,
                        Map.of(Level.PLAN, Set.of(), Level.PHASE, Set.of(), Level.STAGE, Set.of()));
        verify(reading, never()).accept(any(), any(), any(), any());
    }

    private AirtablePlans plans(Path config) {
        return new AirtablePlans(Wire.RECORDS, schema, Mappings.read(config), reading);
    }
}
