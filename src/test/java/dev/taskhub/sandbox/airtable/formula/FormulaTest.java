package dev.taskhub.sandbox.airtable.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

    private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");
    private static final Map<String, Object> CELLS = new HashMap<>();

    static {
        CELLS.put("Name", "Pump \"A\" | b`c`");
        CELLS.put("Status", "In Progress");
        CELLS.put("Score", 8.5);
        CELLS.put("Zero", 0.0);
        CELLS.put("Empty", null);
        CELLS.put("Tags", List.of("api", "qa"));
        CELLS.put("Due", Instant.parse("2026-01-10T00:00:00Z"));
        CELLS.put("a}b", "brace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{Status}='In Progress'",
                "{Status} = \"In Progress\"",
                "NOT({Status}='in progress')",
                "{Name}='Pump \"A\" | b`c`'",
                "{Name}=\"Pump \\\"A\\\" | b`c`\"",
                "{a\\}b}='brace'",
                "Score",
                "1",
                "TRUE()",
                "Score > 8",
                "{Score}>=8.5",
                "8.5 <= Score",
                "1+2*3=7",
                "(1+2)*3=9",
                "-Score < 0",
                "10/4-0.5=2",
                "'a'&1&'b'='a1b'",
                "{Empty}=BLANK()",
                "{Empty}=''",
                "{Empty}=0",
                "NOT({Empty})",
                "AND({Status}='In Progress', {Score}>5)",
                "or(FALSE(), {Score}=8.5)",
                "XOR(1, 0, 0)",
                "IF({Score}>5, 'yes', '')",
                "SWITCH({Status}, 'Pending', 0, 'In Progress', 1, 0)",
                "SWITCH({Status}, 'Pending', 0, 1)",
                "RECORD_ID()='recAAAAAAAAAAAAA1'",
                "FIND('A', {Name})=7",
                "SEARCH('PUMP', {Name})=1",
                "SEARCH('nothing', {Name})=BLANK()",
                "LOWER('AbC')='abc'",
                "UPPER('AbC')='ABC'",
                "TRIM('  a ')='a'",
                "LEN('four')=4",
                "VALUE('4.5')=4.5",
                "CONCATENATE('a', 1, 'b')='a1b'",
                "ARRAYJOIN({Tags}, '+')='api+qa'",
                "{Tags}='api, qa'",
                "REGEX_MATCH({Name}, '^Pump')",
                "IS_AFTER({Due}, '2026-01-09T23:59:59.000Z')",
                "IS_AFTER({Due}, '2026-01-09')",
                "IS_BEFORE({Due}, DATETIME_PARSE('2026-01-10T00:00:01.000Z'))",
                "IS_SAME({Due}, '2026-01-10T13:00:00Z', 'day')",
                "DATETIME_DIFF({Due}, NOW(), 'days')=4",
                "DATEADD({Due}, -1, 'days')='2026-01-09T00:00:00.000Z'",
                "DATETIME_FORMAT({Due}, 'DD.MM.YYYY HH:mm')='10.01.2026 00:00'",
                "DATETIME_PARSE('10.01.2026', 'DD.MM.YYYY')={Due}",
                "TODAY()='2026-01-05T00:00:00.000Z'",
                "IS_AFTER(LAST_MODIFIED_TIME(), CREATED_TIME())",
                "LAST_MODIFIED_TIME({Status})=CREATED_TIME()",
                "IS_BEFORE(CREATED_TIME(), NOW())"
            })
    void keepsWhatIsTrue(String formula) {
        assertThat(keeps(formula)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "''",
                "FALSE()",
                "BLANK()",
                "{Zero}",
                "{Empty}",
                "{Empty}!=''",
                "{Status}='In progress'",
                "{Score}='8.5'",
                "0/0",
                "IS_AFTER({Due}, '2026-01-10T00:00:00.000Z')",
                "IS_BEFORE({Due}, {Due})",
                "IS_AFTER({Empty}, '2020-01-01')",
                "FIND('a', {Name})",
                "{Name}+1",
                "IS_AFTER({Name}, '2020-01-01')",
                "DATEADD({Due}, 1, 'fortnights')",
                "REGEX_MATCH({Name}, '(')",
                "IF(0, 'yes')"
            })
    void dropsWhatIsFalseEmptyOrAnError(String formula) {
        assertThat(keeps(formula)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AND(",
                "{Status",
                "{Status}=='x'",
                "{Status} 'x'",
                "NOPE(1)",
                "1 &&  2",
                "‘smart’",
                "AND()",
                "NOT(1,2)"
            })
    void refusesWhatIsNoFormula(String formula) {
        assertThatThrownBy(() -> keeps(formula))
                .isInstanceOf(InvalidFormula.class)
                .hasMessage("Invalid formula. Please check your formula text.");
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> keeps("(".repeat(100_000))).isInstanceOf(InvalidFormula.class);
    }

    @Test
    void namesUnknownFieldsInLowerCase() {
        assertThatThrownBy(() -> keeps("OR({First Name}='x', City, {First Name})"))
                .hasMessage("Unknown field names: first name, city");
    }

    private static boolean keeps(String formula) {
        return Formula.parse(formula, name -> CELLS.containsKey(name) ? name : null, NOW)
                .keeps(new Row());
    }

    private static final class Row implements Formula.Record {

        @Override
        public String id() {
            return "recAAAAAAAAAAAAA1";
        }

        @Override
        public Instant created() {
            return NOW.minusSeconds(3600);
        }

        @Override
        public Instant modified(List<String> fieldIds) {
            return fieldIds.isEmpty() ? NOW : created();
        }

        @Override
        public Object cell(String fieldId) {
            return CELLS.get(fieldId);
        }
    }
}
