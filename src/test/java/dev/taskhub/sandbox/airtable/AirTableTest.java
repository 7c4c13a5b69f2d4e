package dev.taskhub.sandbox.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sandbox.SandboxJournals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AirTableTest {

    @Test
    void theSeedHoldsTasksInAllStatusesAroundNow() {
        try (var sandbox = new Sandboxed(true)) {
            var tasks = sandbox.tasks.rows();

            assertThat(tasks).hasSizeBetween(55, 70);
            assertThat(tasks.stream().map(row -> sandbox.cell(row, "status")).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("Pending", "In Progress", "Review", "Blocked", "Completed", "Cancelled");
            assertThat(tasks)
                    .filteredOn(row -> "Blocked".equals(sandbox.cell(row, "status")))
                    .allSatisfy(row -> assertThat((String) sandbox.cell(row, "execution_notes"))
                            .startsWith("Blocked: "));
            assertThat(tasks)
                    .filteredOn(row -> "Completed".equals(sandbox.cell(row, "status")))
                    .allSatisfy(row -> assertThat((String) sandbox.cell(row, "completion_time"))
                            .isBetween((String) sandbox.cell(row, "created_time"), "2026-01-05T09:30:12.000Z"));
            assertThat(tasks)
                    .extracting(row -> (String) sandbox.cell(row, "due_date"))
                    .anyMatch(due -> due.compareTo("2026-01-05") < 0)
                    .anyMatch(due -> due.compareTo("2026-01-12") > 0);
        }
    }

    @Test
    void everyLinkOfTheSeedLeadsToARecord() {
        try (var sandbox = new Sandboxed(true)) {
            for (Table table : sandbox.base.tables()) {
                for (Field link : table.fields().stream().filter(Field::isLink).toList()) {
                    Table target = sandbox.base.table(link.linkedTable());
                    for (Row row : table.rows()) {
                        var ids = row.cell(link) instanceof List<?> list ? list : List.of();
                        assertThat(ids).allSatisfy(id -> assertThat(target.row((String) id))
                                .isNotNull());
                    }
                }
            }
        }
    }

    @Test
    void everySelectOfTheSeedHoldsADeclaredChoice() {
        try (var sandbox = new Sandboxed(true)) {
            for (String name : List.of("status", "assigned_to", "priority", "tags")) {
                Field field = sandbox.tasks.field(name);
                var used = new LinkedHashSet<Object>();
                sandbox.tasks.rows().forEach(row -> {
                    Object value = row.cell(field);
                    used.addAll(value instanceof List<?> list ? list : value == null ? List.of() : List.of(value));
                });
                assertThat(used)
                        .allSatisfy(choice -> assertThat(field.choice(choice)).isNotNull());
            }
        }
    }

    @Test
    void anotherProcessFindsWhatWasAcknowledged(@TempDir Path folder) {
        var first = new Sandboxed(true, SandboxJournals.in(folder.resolve("state")));
        var hooks = new WebhooksApi(first.airTable);
        String hook = (String) hooks.create(
                        first.base.id(),
                        "{\"specification\":{\"options\":{\"filters\":{\"dataTypes\":[\"tableData\"]}}}}"
                                .getBytes(StandardCharsets.UTF_8))
                .get("id");
        Row row = first.create("name", "kept", "priority_score", 8.5, "estimated_hours", 3L);
        first.airTable.writes().delete(first.base, first.tasks, List.of("recTask0000000001"));
        new CommentsApi(first.airTable)
                .create(
                        first.base.id(),
                        row.id(),
                        "Bearer patByHand",
                        "{\"text\":\"hi\"}".getBytes(StandardCharsets.UTF_8));

        var second = new Sandboxed(true, SandboxJournals.in(folder.resolve("state")));

        assertThat(second.airTable.state()).isEqualTo(first.airTable.state());
        assertThat(second.base.webhook(hook)).isEqualTo(first.base.webhook(hook));
        assertThat(second.base.payloads(hook))
                .hasSize(2)
                .hasToString(first.base.payloads(hook).toString());
        assertThat(second.base.comments(row.id()))
                .isEqualTo(first.base.comments(row.id()))
                .hasSize(1);
        first.close();
        second.close();
    }

    @Test
    void resetGoesBackToTheSeed() {
        try (var sandbox = new Sandboxed(true)) {
            Object before = sandbox.airTable.state();
            sandbox.create("name", "extra");

            sandbox.airTable.reset();

            assertThat(sandbox.airTable.state()).isEqualTo(before);
        }
    }

    @Test
    void settingsChangeOneByOneAndRefuseNonsense() {
        try (var sandbox = new Sandboxed(false)) {
            sandbox.airTable.change(Map.of("requestsPerSecond", 50));

            assertThat(sandbox.airTable.settings())
                    .containsEntry("requestsPerSecond", 50)
                    .containsEntry("penaltySeconds", 30);
            assertThatThrownBy(() -> sandbox.airTable.change(Map.of("speed", 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no setting speed");
            assertThatThrownBy(() -> sandbox.airTable.change(Map.of("penaltySeconds", "soon")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("penaltySeconds");
            assertThatThrownBy(() -> sandbox.airTable.change(Map.of("errorShape", "B")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("errorShape must be A or C");
        }
    }
}
