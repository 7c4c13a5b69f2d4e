package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedMappingsTest {

    private final Mappings mappings = Mappings.read(Path.of("config"));

    @Test
    void blockedKeepsItsNameInAirTableOnly() {
        assertThat(remote("airtable", TaskField.STATUS, "blocked")).isEqualTo("Blocked");
        assertThat(remote("convex", TaskField.STATUS, "blocked")).isEqualTo("in_progress");
        assertThat(remote("claude", TaskField.STATUS, "blocked")).isEqualTo("pending");
    }

    @Test
    void aNameSharedBySeveralStatusesIsReadAsTheFirst() {
        assertThat(hub("convex", "status", "in_progress")).isEqualTo("in_progress");
        assertThat(hub("convex", "status", "completed")).isEqualTo("completed");
        assertThat(hub("claude", "status", "pending")).isEqualTo("todo");
        assertThat(hub("claude", "priority", "high")).isEqualTo("high");
    }

    @Test
    void readsWhatPeopleTypeAsTheDeclaredName() {
        assertThat(field("airtable", "status").normalise(" in progress ")).isEqualTo("In Progress");
        assertThat(field("airtable", "status").normalise("DONE")).isEqualTo("Completed");
        assertThat(hub("airtable", "status", "done")).isEqualTo("completed");
    }

    @Test
    void saysWhereToAddAStatusNobodyKnows() {
        assertThat(field("airtable", "status").normalise("Waiting")).isEqualTo("Waiting");
        assertThatThrownBy(() -> hub("airtable", "status", "Waiting"))
                .isInstanceOf(Untranslatable.class)
                .hasMessage("status \"Waiting\" is not one of Pending, In Progress, Review, Blocked, Completed,"
                        + " Cancelled; add it to config/airtable.yaml under fields.status.alsoRead");
    }

    @Test
    void bringsAWholeRecordIntoNormalForm() {
        var record = Map.<String, Object>of(
                "name", "Fix login",
                "description", "",
                "status", "pending",
                "priority_score", 7,
                "stage", List.of("recStage000000001"),
                "due_date", "2026-01-05",
                "tags", List.of("web", "auth", "web"),
                "artifacts", "b.md,a.md",
                "Last Modified", "2026-01-05T09:30:00.000Z",
                "notes of somebody", "not mapped");

        assertThat(mappings.of("airtable").normalise(record))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "name", "Fix login",
                        "status", "Pending",
                        "priority_score", 7.0,
                        "stage", List.of("recStage000000001"),
                        "due_date", "2026-01-05",
                        "tags", List.of("auth", "web"),
                        "artifacts", "a.md, b.md"));
    }

    @Test
    void aDueDateIsMidnightUtcInAirTableAndMillisecondsInConvex() {
        Instant due = Instant.parse("2026-01-05T00:00:00Z");

        assertThat(hub("airtable", "due_date", "2026-01-05")).isEqualTo(due);
        assertThat(remote("convex", TaskField.DUE_DATE, due)).isEqualTo((double) due.toEpochMilli());
    }

    @Test
    void computedColumnsAreOnlyReadAndBookkeepingCausesNoWrite() {
        FieldMapping created = field("airtable", "created_time");
        assertThat(created.isReadable()).isTrue();
        assertThat(created.isWritable()).isFalse();
        assertThat(created.makesDirty()).isFalse();

        FieldMapping updated = field("airtable", "last_updated");
        assertThat(updated.isReadable()).isFalse();
        assertThat(updated.isWritable()).isTrue();
        assertThat(updated.makesDirty()).isFalse();

        FieldMapping createdInConvex = field("convex", "createdAt");
        assertThat(createdInConvex.isWrittenOnCreateOnly()).isTrue();
        assertThat(createdInConvex.makesDirty()).isFalse();
    }

    @Test
    void namesTheColumnsThatTheTableLacksWithTheirLines() {
        var claude = mappings.of("claude");

        assertThat(claude.missingColumns(List.of("content", "status", "description", "owner", "activeForm")))
                .singleElement()
                .satisfies(missing -> {
                    assertThat(missing.name()).isEqualTo("priority");
                    assertThat(missing.place()).matches("config/claude\\.yaml line \\d+");
                });
        assertThat(mappings.of("airtable").missingColumns(List.of()))
                .extracting(Mapping.MissingColumn::name)
                .containsExactly("taskhub_id", "Last Modified", "name", "status", "assigned_to");
    }

    private FieldMapping field(String system, String column) {
        return mappings.of(system).forColumn(column).orElseThrow();
    }

    private Object hub(String system, String column, Object remote) {
        return field(system, column).toHub(remote);
    }

    private Object remote(String system, TaskField field, Object hub) {
        return mappings.of(system).forField(field).orElseThrow().toRemote(hub);
    }
}
