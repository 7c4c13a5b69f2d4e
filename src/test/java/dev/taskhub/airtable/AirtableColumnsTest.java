package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.Mappings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final AirtableColumns columns = new AirtableColumns(mappings);

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

    private static TableSchema table(List<String> namesAndTypes, String... more) {
        var all = new ArrayList<String>(namesAndTypes);
        all.addAll(List.of(more));
        var columns = new ArrayList<TableSchema.Column>();
        for (int i = 0; i < all.size(); i += 2) {
            columns.add(new TableSchema.Column("fld" + i, all.get(i), all.get(i + 1), Map.of()));
        }
        return new TableSchema("tblTasks", "Tasks", List.copyOf(columns));
    }
}
