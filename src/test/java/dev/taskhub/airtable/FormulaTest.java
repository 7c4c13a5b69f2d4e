package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FormulaTest {

    private static final Instant FROM = Instant.parse("2026-01-05T09:30:00Z");
    private static final Instant UPPER = Instant.parse("2026-01-05T09:40:00.500Z");

    @Test
    void asksForChangesBetweenTwoTimesOrCreationsOfUntouchedRecords() {
        assertThat(Formula.changed("Last Modified", FROM, UPPER))
                .isEqualTo("OR(AND(IS_AFTER({Last Modified}, '2026-01-05T09:30:00.000Z'),"
                        + " IS_BEFORE({Last Modified}, '2026-01-05T09:40:00.500Z')),"
                        + " AND({Last Modified}=BLANK(), IS_AFTER(CREATED_TIME(), '2026-01-05T09:30:00.000Z'),"
                        + " IS_BEFORE(CREATED_TIME(), '2026-01-05T09:40:00.500Z')))");
    }

    @Test
    void neverGivesOrASingleArgument() {
        assertThat(Formula.ids(List.of("recA"))).isEqualTo("RECORD_ID()='recA'");
        assertThat(Formula.ids(List.of("recA", "recB"))).isEqualTo("OR(RECORD_ID()='recA', RECORD_ID()='recB')");
        assertThat(Formula.changed("M", FROM, null))
                .isEqualTo("OR(IS_AFTER({M}, '2026-01-05T09:30:00.000Z'),"
                        + " AND({M}=BLANK(), IS_AFTER(CREATED_TIME(), '2026-01-05T09:30:00.000Z')))");
    }

    @Test
    void escapesWhatWouldEndANameOrAText() {
        assertThat(Formula.column("a}b")).isEqualTo("{a\\}b}");
        assertThat(Formula.text("it's a \\ thing")).isEqualTo("'it\\'s a \\\\ thing'");
    }

    @Property
    void aTextNeverEndsBeforeItsLastQuote(@ForAll String value) {
        String text = Formula.text(value);
        int position = 1;
        while (text.charAt(position) != '\'') {
            position += text.charAt(position) == '\\' ? 2 : 1;
        }
        assertThat(position).isEqualTo(text.length() - 1);
    }
}
