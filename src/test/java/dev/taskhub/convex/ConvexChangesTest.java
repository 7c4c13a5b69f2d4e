package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sync.ItemChange;
import dev.taskhub.task.TaskIds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvexChangesTest {

    private static final String HUB_ID = "01990000-0000-7000-8000-000000000001";

    private final ConvexChanges changes =
            new ConvexChanges(new ConvexSettings("https://happy-animal-123.convex.cloud", "", ""));

    @Test
    void readsAPage() {
        ConvexPage page = changes.page(Map.of(
                "rows",
                List.of(row("kd7a", Map.of("title", "Pay", "version", 3.0, "syncTs", "1760000000123456789"))),
                "cursor",
                "1760000000123456789:kd7a",
                "hasMore",
                true,
                "snapshotTs",
                "1760000000123456789"));

        assertThat(page.cursor()).isEqualTo("1760000000123456789:kd7a");
        assertThat(page.hasMore()).isTrue();
        ItemChange change = page.changes().get(0);
        assertThat(change.system()).isEqualTo("convex");
        assertThat(change.container()).isEqualTo("happy-animal-123.convex.cloud");
        assertThat(change.externalId()).isEqualTo("kd7a");
        assertThat(change.type()).isEqualTo(ItemChange.Type.WHOLE);
        assertThat(change.item()).containsEntry("title", "Pay");
        assertThat(change.version()).isEqualTo("3");
        assertThat(change.changedAt()).isEqualTo(Instant.ofEpochMilli(1760000000123L));
    }

    @Test
    void knowsTheHubsOwnRowsByTheirId() {
        assertThat(only(row(HUB_ID, Map.of())).taskId()).isEqualTo(HUB_ID);
    }

    @Test
    void givesARowOfOthersTheSameTaskIdEachTime() {
        String id = only(row("kd7a", Map.of("_creationTime", 1.76e12 + 0.25))).taskId();

        assertThat(id).matches(TaskIds::isIssued).startsWith("0199c82c-c000-7");
        assertThat(only(row("kd7a", Map.of("_creationTime", 1.76e12 + 0.25, "title", "Other")))
                        .taskId())
                .isEqualTo(id);
        assertThat(only(row("kd7b", Map.of("_creationTime", 1.76e12 + 0.25))).taskId())
                .isNotEqualTo(id);
        assertThat(only(row("kd7a", Map.of())).taskId()).matches(TaskIds::isIssued);
    }

    @Test
    void readsATombstoneAsADeletion() {
        ItemChange change = only(row(HUB_ID, Map.of("deletedAt", 1.76e12, "title", "Pay", "version", 4)));

        assertThat(change.type()).isEqualTo(ItemChange.Type.DELETED);
        assertThat(change.item()).isEmpty();
        assertThat(change.version()).isEqualTo("4");
    }

    @Test
    void keepsEmptyAndUnknownColumns() {
        var row = new HashMap<>(row("a", Map.of("colour", "red")));
        row.put("dueDate", null);
        row.put("deletedAt", null);

        ItemChange change = only(row);

        assertThat(change.type()).isEqualTo(ItemChange.Type.WHOLE);
        assertThat(change.item()).containsEntry("colour", "red").containsEntry("dueDate", null);
    }

    @Test
    void fallsBackOnTheTimeAClientWroteWhenTheCommitTimeIsMissing() {
        assertThat(only(row("a", Map.of("updatedAt", 1.76e12))).changedAt())
                .isEqualTo(Instant.ofEpochMilli(1_760_000_000_000L));
        assertThat(only(row("a", Map.of())).changedAt()).isNull();
    }

    private ItemChange only(Map<String, Object> row) {
        return changes.changes(List.of(row)).get(0);
    }

    private static Map<String, Object> row(String externalId, Map<String, Object> columns) {
        var row = new HashMap<>(columns);
        row.put("externalId", externalId);
        return row;
    }
}
