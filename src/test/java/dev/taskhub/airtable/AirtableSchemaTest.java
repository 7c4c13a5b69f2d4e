package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.remote.RemoteRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirtableSchemaTest {

    /** A table in which everything fits the mapping of {@link Wire}. */
    static final String TASKS =
            """
            {'tables':[{'id':'tblOther','name':'Plans','primaryFieldId':'fldP','fields':[],'views':[]},
              {'id':'tblTasks','name':'Parts/Tasks','primaryFieldId':'fldName','fields':[
                {'type':'singleLineText','id':'fldName','name':'name'},
                {'type':'singleSelect','id':'fldStatus','name':'status','options':{'choices':[
                  {'id':'selA','name':'Pending','color':'blueBright'},{'id':'selB','name':'Completed'}]}},
                {'type':'multipleSelects','id':'fldTags','name':'tags','options':{'choices':[]}},
                {'type':'number','id':'fldScore','name':'priority_score','options':{'precision':1}},
                {'type':'singleLineText','id':'fldHub','name':'taskhub_id'},
                {'type':'formula','id':'fldDays','name':'days left','options':{'isValid':true}},
                {'type':'manualSort','id':'fldSort','name':'Manual Sort'},
                {'type':'lastModifiedTime','id':'fldMod','name':'Last Modified','options':
                  {'isValid':true,'referencedFieldIds':[],'result':{'type':'dateTime','options':{}}}}],
               'views':[{'id':'viwA','name':'Grid view','type':'grid'}]}]}""";

    private final AirtableSchema schema = new AirtableSchema(Wire.SETTINGS, Wire.TABLE);

    @Test
    void findsTheTableAndItsColumnsByNameOrId() {
        var table = schema.read(Wire.json(TASKS));

        assertThat(table.id()).isEqualTo("tblTasks");
        assertThat(table.column("fldStatus")).isEqualTo(table.column("status"));
        assertThat(table.column("status").orElseThrow().choices()).containsExactly("Pending", "Completed");
        assertThat(table.column("Status")).isEmpty();
        assertThat(schema.current()).contains(table);
    }

    @ParameterizedTest
    @CsvSource({"name,false", "status,false", "days left,true", "Last Modified,true", "Manual Sort,true"})
    void tellsColumnsThatCannotBeWritten(String column, boolean computed) {
        assertThat(schema.read(Wire.json(TASKS)).column(column).orElseThrow().isComputed())
                .isEqualTo(computed);
    }

    @ParameterizedTest
    @CsvSource({
        "lastModifiedTime,'[]',dateTime,true",
        "lastModifiedTime,'[''fldA'']',dateTime,false",
        "lastModifiedTime,'[]',date,false",
        "dateTime,'[]',dateTime,false"
    })
    void trustsALastModifiedTimeOnlyWhenItWatchesAllColumnsToTheSecond(
            String type, String watched, String result, boolean trusted) {
        var column = TableSchema.Column.of(Wire.json("{'id':'fldA','name':'M','type':'" + type
                + "','options':{'referencedFieldIds':" + watched + ",'result':{'type':'" + result + "'}}}"));

        assertThat(column.isWatchingAllColumns()).isEqualTo(trusted);
    }

    @Test
    void namesTheTablesThereAreWhenTheMappedOneIsMissing() {
        var renamed = Wire.json(TASKS.replace("Parts/Tasks", "Jobs"));

        assertThatThrownBy(() -> schema.read(renamed))
                .isInstanceOf(RemoteRefused.class)
                .hasMessageContaining("no table \"Parts/Tasks\"")
                .hasMessageContaining("[Plans, Jobs]");
    }

    @Test
    void isAskedForByBase() {
        assertThat(schema.call().path()).isEqualTo("/v0/meta/bases/appAAAAAAAAAAAAAA/tables");
        assertThat(schema.current()).isEmpty();
        assertThatThrownBy(() -> schema.read(Map.of())).isInstanceOf(RuntimeException.class);
    }
}
