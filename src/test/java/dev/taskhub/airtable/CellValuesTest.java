package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "singleLineText|'Pump'|'Pump'",
                "singleLineText|''|null",
                "number|2|2.0",
                "number|1e2|100",
                "checkbox|false|null",
                "singleSelect|{'id':'selA','name':'Open','color':'blueBright'}|'Open'",
                "singleSelect|null|null",
                "multipleSelects|[{'id':'selA','name':'A'},{'id':'selB','name':'B'}]|['A','B']",
                "multipleSelects|[{'name':'B'},{'name':'A'}]|['A','B']",
                "multipleSelects|[]|null",
                "multipleRecordLinks|[{'id':'recA','name':'Plan'}]|['recA']",
                "singleCollaborator|{'id':'usrA','email':'a@b.example','permissionLevel':'create'}|{'id':'usrA','name':'Ann'}",
                "dateTime|'2026-01-05T09:30:00.000Z'|'2026-01-05T09:30:00.000Z'"
            })
    void knowsACellInBothForms(String type, String payload, String record) {
        assertThat(CellValues.same(type, value(payload), value(record))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "singleLineText|'Pump'|'Pump '",
                "number|2|'2'",
                "number|0|null",
                "singleSelect|{'id':'selA','name':'Open'}|'Closed'",
                "singleSelect|null|'Open'",
                "multipleSelects|[{'name':'A'}]|['A','B']",
                "multipleRecordLinks|[{'id':'recA','name':'Plan'}]|['Plan']",
                "singleCollaborator|null|{'email':'a@b.example'}",
                "singleCollaborator|{'id':'usrA','email':'a@b.example'}|{'email':'a@b.example'}",
                "multipleCollaborators|null|[{'email':'a@b.example'}]",
                "formula|'same'|'same'",
                "multipleAttachments|[]|[]",
                "aTypeOfTomorrow|'same'|'same'"
            })
    void takesNothingElseForTheSame(String type, String payload, String record) {
        assertThat(CellValues.same(type, value(payload), value(record))).isFalse();
    }

    @Property
    void tellsOptionsApartByNameOnly(
            @ForAll @AlphaChars @StringLength(min = 1) String one,
            @ForAll @AlphaChars @StringLength(min = 1) String two) {
        var option = Map.of("id", "selA", "name", one, "color", two);

        assertThat(CellValues.same("singleSelect", option, two)).isEqualTo(one.equals(two));
    }

    private static Object value(String json) {
        return Wire.json("{'value':" + json + "}").get("value");
    }
}
