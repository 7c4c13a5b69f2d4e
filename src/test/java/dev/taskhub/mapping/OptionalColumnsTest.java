package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.task.TaskField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionalColumnsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeMapping() throws IOException {
        write("{column: due, type: date, optional: true}");
    }

    @Test
    void leavesOutOptionalFieldsWithoutAColumn() {
        var mappings = mappings();

        mappings.limit("airtable", List.of("name", "other"), List.of());

        assertThat(fields(mappings.of("airtable"))).containsExactly(TaskField.TITLE);
        assertThat(fields(mappings.declared("airtable"))).containsExactly(TaskField.TITLE, TaskField.DUE_DATE);
    }

    @Test
    void takesAnOptionalFieldBackWhenItsColumnAppears() {
        var mappings = mappings();

        mappings.limit("airtable", List.of("name"), List.of());
        mappings.limit("airtable", List.of("name", "due"), List.of());

        assertThat(fields(mappings.of("airtable"))).containsExactly(TaskField.TITLE, TaskField.DUE_DATE);
    }

    @Test
    void keepsFieldsThatAreNotOptional() {
        var mappings = mappings();

        mappings.limit("airtable", List.of("due"), List.of());

        assertThat(fields(mappings.of("airtable"))).contains(TaskField.TITLE);
    }

    @Test
    void onlyReadsWhatTheSystemComputes() {
        var mappings = mappings();

        mappings.limit("airtable", List.of("name", "due"), List.of("due"));

        var dueDate = mappings.of("airtable").forField(TaskField.DUE_DATE).orElseThrow();
        assertThat(dueDate.isReadable()).isTrue();
        assertThat(dueDate.isWritable()).isFalse();
    }

    @Test
    void refusesAnythingButTrueOrFalse() throws IOException {
        write("{column: due, type: date, optional: perhaps}");

        assertThatThrownBy(this::mappings)
                .isInstanceOf(InvalidMapping.class)
                .hasMessageContaining("line 5")
                .hasMessageContaining("optional \"perhaps\" is neither true nor false");
    }

    private Mappings mappings() {
        return new Mappings(List.of(Mapping.read(folder.resolve("airtable.yaml"))));
    }

    private void write(String dueDate) throws IOException {
        Files.writeString(
                folder.resolve("airtable.yaml"),
                """
                system: airtable
                table: Tasks
                fields:
                  title: {column: name, type: text}
                  dueDate: %s
                """
                        .formatted(dueDate));
    }

    private static List<TaskField> fields(Mapping mapping) {
        return mapping.fields().stream().map(FieldMapping::field).toList();
    }
}
