package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.Mappings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AirtableColumnsTest {

    private final Mappings mappings = Mappings.read(Path.of("config"));
    private final AirtableColumns columns = new AirtableColumns(mappings);

    @Test
    void knowsNothingBeforeTheSchemaWasRead() {
        assertThat(columns.areKnown()).isFalse();
    }

    @Test
    void fitsTheMappingToASmallTable() {
        columns.limit(table("name", "singleLineText", "status", "singleSelect", "last_updated", "lastModifiedTime"));

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
        columns.limit(table("name", "singleLineText"));
        columns.limit(table("name", "singleLineText", "due_date", "date"));

        assertThat(mappings.of("airtable").columns()).contains("due_date").doesNotContain("tags");
    }

    private static TableSchema table(String... namesAndTypes) {
        var columns = new ArrayList<TableSchema.Column>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new TableSchema.Column("fld" + i, namesAndTypes[i], namesAndTypes[i + 1], Map.of()));
        }
        return new TableSchema("tblTasks", "Tasks", List.copyOf(columns));
    }
}
