package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.ReplacedColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AirtableColumnsTest {

    private static final List<String> NEEDED = List.of(
            "taskhub_id",
            "singleLineText",
            "Last Modified",
            "lastModifiedTime",
            "name",
            "singleLineText",
            "status",
            "singleSelect",
            "assigned_to",
            "singleSelect");

    private final Mappings mappings = Mappings.read(Path.of("config"));
    private final Map<String, Object> kept = new HashMap<>();
    private final ReplacedColumns replaced = mock();
    private AirtableTable table;
    private AirtableColumns columns;

    @BeforeEach
    void start() {
        AirtablePositions positions = mock();
        when(positions.container()).thenReturn("app1");
        when(positions.get(any(), eq(AirtableColumns.Seen.class)))
                .thenAnswer(call -> Optional.ofNullable((AirtableColumns.Seen) kept.get(call.<String>getArgument(0))));
        doAnswer(call -> kept.put(call.getArgument(0), call.getArgument(1)))
                .when(positions)
                .put(any(), any());
        table = new AirtableTable("Tasks", "taskhub_id", "Last Modified", List.of());
        columns = new AirtableColumns(mappings, table, positions, replaced);
    }

    @Test
    void knowsNothingBeforeTheSchemaWasRead() {
        assertThat(columns.areKnown()).isFalse();
    }

    @Test
    void fitsTheMappingToASmallTable() {
        columns.limit(table(NEEDED, "last_updated", "lastModifiedTime"));

        assertThat(columns.areKnown()).isTrue();
        assertThat(mappings.of("airtable").columns()).containsExactly("name", "status", "assigned_to", "last_updated");
        assertThat(mappings.of("airtable")
                        .forColumn("last_updated")
                        .orElseThrow()
                        .isWritable())
                .isFalse();
    }

    @Test
    void takesAColumnInWhenItAppears() {
        columns.limit(table(NEEDED));
        columns.limit(table(NEEDED, "due_date", "date"));

        assertThat(mappings.of("airtable").columns()).contains("due_date").doesNotContain("tags");
    }

    @Test
    void knowsNothingOfATableThatLacksAColumnItNeeds(CapturedOutput output) {
        columns.limit(table(List.of("name", "singleLineText", "taskhub_id", "singleLineText")));

        assertThat(columns.areKnown()).isFalse();
        assertThat(output)
                .containsPattern("config/airtable\\.yaml line \\d+: AirTable table Tasks has no column \"status\"")
                .containsPattern(
                        "config/airtable\\.yaml line \\d+: AirTable table Tasks has no column \"Last Modified\"");

        columns.limit(table(NEEDED));

        assertThat(columns.areKnown()).isTrue();
    }

    @Test
    void goesOnWithARenamedColumnAlsoAfterARestart(CapturedOutput output) {
        columns.limit(table(NEEDED));
        start();

        columns.limit(table(renamed("status", "status=State")));

        assertThat(columns.areKnown()).isTrue();
        assertThat(table.inAirtable("status")).isEqualTo("State");
        assertThat(mappings.of("airtable").columns()).contains("status");
        assertThat(columns.drift()).anySatisfy(line -> assertThat(line)
                .contains("\"status\" is called \"State\" now", "correct config/airtable.yaml"));
        assertThat(output).contains("is called \"State\" now");
    }

    @Test
    void doesNotTakeAColumnForTheOneWhoseOldNameItBears() {
        columns.limit(table(NEEDED));
        columns.limit(table(renamed("status", "status=State"), "another=status", "number"));

        assertThat(table.inAirtable("status")).isEqualTo("State");
        assertThat(columns.areKnown()).isTrue();
    }

    @Test
    void writesTheHubsValuesIntoAColumnThatWasMadeAnew() {
        columns.limit(table(NEEDED, "due_date", "date"));
        columns.limit(table(NEEDED));
        verifyNoInteractions(replaced);

        columns.limit(table(NEEDED, "tags", "multipleSelects", "second=due_date", "date"));

        verify(replaced).forget("airtable", "app1", "due_date");
        verifyNoMoreInteractions(replaced);
        assertThat(mappings.of("airtable").columns()).contains("due_date", "tags");
    }

    @Test
    void leavesOutAColumnThatHoldsAnotherKindOfValueNow() {
        columns.limit(table(NEEDED, "tags", "multipleSelects"));
        columns.limit(table(NEEDED, "tags", "singleLineText"));

        assertThat(columns.areKnown()).isTrue();
        assertThat(mappings.of("airtable").columns()).doesNotContain("tags");
        assertThat(columns.drift()).anySatisfy(line -> assertThat(line)
                .contains("column tags is of type singleLineText", "make it one of [multipleSelects]"));

        columns.limit(table(NEEDED, "tags", "multipleSelects"));
        assertThat(mappings.of("airtable").columns()).contains("tags");
        verifyNoInteractions(replaced);
    }

    @Test
    void leavesTheTableAloneWhileANeededColumnHoldsAnotherKindOfValue() {
        var wrong = new ArrayList<>(NEEDED);
        wrong.set(wrong.indexOf("status") + 1, "number");

        columns.limit(table(wrong));

        assertThat(columns.areKnown()).isFalse();
        assertThat(columns.drift()).anySatisfy(line -> assertThat(line).contains("column status is of type number"));
    }

    @Test
    void tellsOnceOfANewColumnThatIsNotMapped(CapturedOutput output) {
        columns.limit(table(NEEDED));
        assertThat(output).doesNotContain("new column");

        columns.limit(table(NEEDED, "Budget", "currency"));
        columns.limit(table(NEEDED, "Budget", "currency"));

        assertThat(output.toString().split("has a new column \"Budget\" \\(currency\\)", -1))
                .hasSize(2);
    }

    private static List<String> renamed(String column, String name) {
        var names = new ArrayList<>(NEEDED);
        names.set(names.indexOf(column), name);
        return names;
    }

    /** A table of these columns; {@code id=name} is one whose id does not follow from its name. */
    private static TableSchema table(List<String> namesAndTypes, String... more) {
        var all = new ArrayList<String>(namesAndTypes);
        all.addAll(List.of(more));
        var columns = new ArrayList<TableSchema.Column>();
        for (int i = 0; i < all.size(); i += 2) {
            String[] idAndName = all.get(i).split("=");
            String name = idAndName[idAndName.length - 1];
            columns.add(new TableSchema.Column("fld" + idAndName[0], name, all.get(i + 1), Map.of()));
        }
        return new TableSchema("tblTasks", "Tasks", List.copyOf(columns));
    }
}
