package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.airtable.ExpectedColumn.Kind;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.PlanTable;
import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirtableCheckTest {

    private static final List<ExpectedColumn> EXPECTED = List.of(
            new ExpectedColumn("name", Kind.TEXT, true, false, Set.of()),
            new ExpectedColumn("status", Kind.SELECT, true, false, Set.of("Pending", "Completed")),
            new ExpectedColumn("tags", Kind.MULTI_SELECT, true, false, Set.of()),
            new ExpectedColumn("priority_score", Kind.NUMBER, true, false, Set.of()),
            new ExpectedColumn("days left", Kind.NUMBER, false, false, Set.of()));

    private static final PlanTable STAGES = new PlanTable(
            Level.STAGE,
            "Stages",
            "phase",
            Map.of("name", "name", "position", "position"),
            Map.of(),
            "config/airtable.yaml line 7");

    private static final String WITH_STAGES = AirtableSchemaTest.TASKS.replace(
            "{'tables':[",
            "{'tables':[{'id':'tblStages','name':'Stages','primaryFieldId':'fldStageName','views':[],'fields':["
                    + "{'type':'singleLineText','id':'fldStageName','name':'name'},"
                    + "{'type':'multipleRecordLinks','id':'fldPhase','name':'phase'}]},");

    private List<PlanTable> planTables = List.of();

    /** What AirTable answers by path: a JSON text, or an exception to throw. */
    private final Map<String, Object> remote = new HashMap<>(Map.of(
            "/v0/meta/whoami",
            "{'id':'usrAAAAAAAAAAAAAA'}",
            "/v0/meta/bases",
            "{'bases':[{'id':'appAAAAAAAAAAAAAA','name':'Work','permissionLevel':'create'}]}",
            "/v0/meta/bases/appAAAAAAAAAAAAAA/tables",
            AirtableSchemaTest.TASKS,
            Wire.TASKS_PATH,
            "{'records':[]}",
            "/v0/bases/appAAAAAAAAAAAAAA/webhooks",
            "{'webhooks':[]}"));

    @Test
    void findsNothingWrongWithASoundBase() {
        assertThat(findings(Wire.SETTINGS)).hasSize(14).allSatisfy(finding -> {
            assertThat(finding.ok()).as(finding.what()).isTrue();
            assertThat(finding.hint()).isEmpty();
        });
    }

    @Test
    void namesTheVariablesThatAreNotSet() {
        var unset = new AirtableSettings(
                "", "", "", 4.9, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, "");

        assertThat(findings(unset)).singleElement().satisfies(finding -> assertThat(finding.hint())
                .contains("AIRTABLE_API_KEY")
                .contains("AIRTABLE_BASE_ID"));
    }

    @Test
    void stopsAtATokenThatIsNotAccepted() {
        remote.put("/v0/meta/whoami", new RemoteRefused(401, "AUTHENTICATION_REQUIRED", "set AIRTABLE_API_KEY"));

        assertThat(findings(Wire.SETTINGS))
                .containsExactly(new Finding(false, "AirTable does not accept the token", "set AIRTABLE_API_KEY"));
    }

    @Test
    void saysWhenAirtableCannotBeReached() {
        remote.put("/v0/meta/bases", new RemoteUnavailable("timed out"));

        assertThat(wrong()).singleElement().satisfies(finding -> assertThat(finding.what())
                .contains("cannot be reached at https://api.example: timed out"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'create'|'read'|may only read in base",
                "appAAAAAAAAAAAAAA|appBBBBBBBBBBBBBB|does not show base appAAAAAAAAAAAAAA",
                "'create'|'edit'|webhooks need the creator role"
            })
    void explainsMissingRightsOnTheBase(String sound, String poor, String what) {
        remote.computeIfPresent("/v0/meta/bases", (path, body) -> ((String) body).replace(sound, poor));

        assertThat(wrong()).extracting(Finding::what).anySatisfy(said -> assertThat(said)
                .contains(what));
    }

    @Test
    void looksForTheBaseOnAllPages() {
        String base = (String) remote.get("/v0/meta/bases");
        remote.put("/v0/meta/bases", "{'bases':[],'offset':'itr1'}");
        remote.put("/v0/meta/bases?offset=itr1", base);

        assertThat(wrong()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v0/meta/bases|the bases cannot be listed",
                "/v0/meta/bases/appAAAAAAAAAAAAAA/tables|the table cannot be used",
                "/v0/appAAAAAAAAAAAAAA/Parts%2FTasks|records cannot be read",
                "/v0/bases/appAAAAAAAAAAAAAA/webhooks|webhooks are not allowed, the hub can only poll"
            })
    void goesOnAfterARefusalAndPassesItsHintOn(String path, String what) {
        remote.put(path, new RemoteRefused(403, "INVALID_PERMISSIONS", "add the scope"));

        assertThat(wrong()).contains(new Finding(false, what, "add the scope"));
        assertThat(findings(Wire.SETTINGS)).anyMatch(Finding::ok);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name':'Parts/Tasks'|'name':'Jobs'|the table cannot be used|it has [Plans, Jobs]",
                "'name':'taskhub_id'|'name':'hub id'|column taskhub_id is missing|single line text",
                "'singleLineText','id':'fldHub'|'formula','id':'fldHub'|column taskhub_id is of type formula, not text|single line text",
                "'name':'Last Modified'|'name':'Changed'|column Last Modified is missing|last modified time",
                "'referencedFieldIds':[]|'referencedFieldIds':['fldName']|column Last Modified does not show the time of every change|watches all",
                "'name':'tags'|'name':'labels'|column tags is missing|take it out",
                "'multipleSelects'|'number'|column tags is of type number, the mapping expects MULTI_SELECT|[multipleSelects]",
                "'name':'Pending'|'name':'Waiting'|column status lacks the options [Pending]|add them"
            })
    void findsWhatDoesNotFitTheMapping(String sound, String ailing, String what, String hint) {
        remote.put("/v0/meta/bases/appAAAAAAAAAAAAAA/tables", AirtableSchemaTest.TASKS.replace(sound, ailing));

        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.what()).isEqualTo(what);
            assertThat(finding.hint()).contains(hint);
        });
    }

    @Test
    void onlySaysThatAComputedColumnIsReadAndAnOptionalOneNotThere() {
        remote.put(
                "/v0/meta/bases/appAAAAAAAAAAAAAA/tables",
                AirtableSchemaTest.TASKS.replace("'number','id':'fldScore'", "'autoNumber','id':'fldScore'"));
        var optional = new ExpectedColumn("due_date", Kind.DATE, true, true, Set.of());

        var findings = findings(Wire.SETTINGS, List.of(EXPECTED.get(3), optional));

        assertThat(findings)
                .contains(
                        Finding.ok("column priority_score is computed by AirTable (autoNumber): the hub only reads it"))
                .contains(Finding.ok("column due_date is not there: what it would hold stays out of AirTable"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "`name`:`Stages`|`name`:`Steps`|table Stages is not there: no stages are read|or take stages out of the mapping (config/airtable.yaml line 7)",
                "`fldStageName`,`name`:`name`|`fldStageName`,`name`:`title`|Stages: column name is missing|add it to table Stages",
                "`fldPhase`,`name`:`phase`|`fldPhase`,`name`:`part of`|Stages: column phase is missing|add it to table Stages",
                "`multipleRecordLinks`|`singleLineText`|Stages: column phase is of type singleLineText, the mapping expects LINK|[multipleRecordLinks]"
            })
    void findsWhatDoesNotFitInATableAboveTheTasks(String sound, String ailing, String what, String hint) {
        planTables = List.of(STAGES);
        remote.put("/v0/meta/bases/appAAAAAAAAAAAAAA/tables", WITH_STAGES);
        assertThat(wrong()).isEmpty();

        remote.put(
                "/v0/meta/bases/appAAAAAAAAAAAAAA/tables",
                WITH_STAGES.replace(sound.replace('`', '\''), ailing.replace('`', '\'')));

        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.what()).isEqualTo(what);
            assertThat(finding.hint()).contains(hint);
        });
    }

    @Test
    void onlySaysThatAPositionIsNotThere() {
        planTables = List.of(STAGES);
        remote.put("/v0/meta/bases/appAAAAAAAAAAAAAA/tables", WITH_STAGES);

        assertThat(findings(Wire.SETTINGS))
                .contains(Finding.ok("table Stages exists"))
                .contains(Finding.ok("Stages: column position is not there, and is not read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleLineText", "multilineText"})
    void letsATextColumnStandForASelect(String type) {
        remote.put(
                "/v0/meta/bases/appAAAAAAAAAAAAAA/tables",
                AirtableSchemaTest.TASKS
                        .replace("'singleSelect'", "'" + type + "'")
                        .replace("'Pending'", "'Other'"));

        assertThat(wrong()).isEmpty();
    }

    @Test
    void expectsOfTheColumnsWhatTheShippedMappingSays() {
        var mapping = Mapping.read(Path.of("config/airtable.yaml"));
        var expected = mapping.fields().stream()
                .map(ExpectedColumn::of)
                .collect(Collectors.toMap(ExpectedColumn::name, Function.identity()));

        assertThat(expected.get("status"))
                .isEqualTo(new ExpectedColumn(
                        "status",
                        Kind.SELECT,
                        true,
                        false,
                        Set.of("Pending", "In Progress", "Review", "Blocked", "Completed", "Cancelled")));
        assertThat(expected.get("created_time"))
                .isEqualTo(new ExpectedColumn("created_time", Kind.DATE, false, true, Set.of()));
        assertThat(expected.get("artifacts").kind()).isEqualTo(Kind.TEXT);
    }

    private List<Finding> wrong() {
        return findings(Wire.SETTINGS).stream().filter(finding -> !finding.ok()).collect(Collectors.toList());
    }

    private List<Finding> findings(AirtableSettings settings) {
        return findings(settings, EXPECTED);
    }

    private List<Finding> findings(AirtableSettings settings, List<ExpectedColumn> expected) {
        var check = new AirtableCheck(
                settings,
                Wire.RECORDS,
                new AirtableSchema(Wire.SETTINGS, Wire.TABLE),
                new AirtableWebhook(Wire.SETTINGS, "", Wire.CLOCK));
        return check.findings(this::ask, expected, planTables);
    }

    private Map<String, Object> ask(RemoteCall call) {
        Object answer = call.query().startsWith("offset")
                ? remote.get(call.path() + "?" + call.query())
                : remote.get(call.path());
        if (answer instanceof RuntimeException refusal) {
            throw refusal;
        }
        return json((String) answer);
    }
}
