package dev.taskhub.sandbox.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritesTest {

    private final Sandboxed sandbox = new Sandboxed(false);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void leavesEmptyCellsOut() {
        Row row = sandbox.create("name", "a", "description", "", "tags", List.of(), "due_date", null);

        assertThat(row.cells()).containsOnlyKeys(sandbox.tasks.field("name").id());
    }

    @Test
    void stampsWholeSecondsAndOnlyRealChanges() {
        Row created = sandbox.create("name", "a", "actual_hours", 3L);
        sandbox.clock.pass(Duration.ofMinutes(1));

        Row same = sandbox.update(created.id(), "name", "a", "actual_hours", Json.plain(3.0));
        assertThat(sandbox.cell(same, "Last Modified")).isEqualTo("2026-01-05T09:30:12.000Z");

        Row changed = sandbox.update(created.id(), "name", "b");
        assertThat(sandbox.cell(changed, "Last Modified")).isEqualTo("2026-01-05T09:31:12.000Z");
        assertThat(sandbox.cell(changed, "created_time")).isEqualTo("2026-01-05T09:30:12.000Z");
        assertThat(changed.modified(List.of(sandbox.tasks.field("actual_hours").id())))
                .isEqualTo(created.createdTime());
    }

    @Test
    void patchMergesAndPutClears() {
        Row row = sandbox.create("name", "a", "status", "Pending", "tags", List.of("api"));

        sandbox.update(row.id(), "status", null, "description", "d");
        assertThat(sandbox.cell(sandbox.tasks.row(row.id()), "tags")).isEqualTo(List.of("api"));

        sandbox.airTable
                .writes()
                .update(sandbox.base, sandbox.tasks, row.id(), Map.of("fields", Map.of("name", "b")), true);
        assertThat(sandbox.tasks.row(row.id()).cells())
                .containsOnlyKeys(sandbox.tasks.field("name").id());
    }

    @Test
    void changesNothingWhenOneRecordOfABatchIsBad() {
        assertRefused("UNKNOWN_FIELD_NAME", () -> create(batch(Map.of("name", "good"), Map.of("nope", 1L))));

        assertThat(sandbox.tasks.rows()).isEmpty();
    }

    @Test
    void upsertCreatesThenUpdatesTheSameRecord() {
        var first = upsert(Map.of("taskhub_id", "1", "name", "a"), Map.of("taskhub_id", "2", "name", "b"));
        var second = upsert(Map.of("taskhub_id", "2", "name", "B"), Map.of("taskhub_id", "3", "name", "c"));

        assertThat(first.created()).hasSize(2);
        assertThat(second.created()).containsExactly(second.rows().get(1).id());
        assertThat(second.rows().get(0).id()).isEqualTo(first.rows().get(1).id());
        assertThat(sandbox.cell(sandbox.tasks.row(first.rows().get(1).id()), "name"))
                .isEqualTo("B");
        assertThat(sandbox.tasks.rows()).hasSize(3);
    }

    @Test
    void upsertFollowsKeysThatChangeOrAreDeleted() {
        Row row = upsert(Map.of("taskhub_id", "1")).rows().get(0);
        sandbox.update(row.id(), "taskhub_id", "2");
        assertThat(upsert(Map.of("taskhub_id", "2")).created()).isEmpty();

        sandbox.airTable.writes().delete(sandbox.base, sandbox.tasks, List.of(row.id()));
        assertThat(upsert(Map.of("taskhub_id", "2")).created()).hasSize(1);
    }

    @Test
    void upsertWithoutAKeyValueCreatesAndWithTwoMatchesFails() {
        var nothing = Json.of("name", "x", "taskhub_id", null);
        assertThat(upsert(nothing).created()).hasSize(1);
        assertThat(upsert(nothing).created()).hasSize(1);
        assertRefused("INVALID_RECORDS", () -> upsert(Map.of("name", "x")));

        sandbox.create("taskhub_id", "7");
        sandbox.create("taskhub_id", "7");
        assertRefused("INVALID_RECORDS", () -> upsert(Map.of("taskhub_id", "7")));
    }

    @Test
    void typecastConvertsAndAddsChoicesAndLinkedRecords() {
        var body = Json.of(
                "typecast",
                true,
                "fields",
                Json.of(
                        "name",
                        7L,
                        "status",
                        "Parked",
                        "tags",
                        "api, new",
                        "estimated_hours",
                        "2.5",
                        "stage",
                        List.of("Build")));

        Row row = create(body).rows().get(0);

        assertThat(sandbox.cell(row, "name")).isEqualTo("7");
        assertThat(sandbox.cell(row, "tags")).isEqualTo(List.of("api", "new"));
        assertThat(sandbox.cell(row, "estimated_hours")).isEqualTo(2.5);
        assertThat(sandbox.tasks.field("status").choice("Parked").get("id").toString())
                .startsWith("sel");
        assertThat(sandbox.base.table("Stages").rows()).extracting(Row::id).isEqualTo(sandbox.cell(row, "stage"));
    }

    @Test
    void refusesValuesThatDoNotFitTheField() {
        assertRefused("INVALID_VALUE_FOR_COLUMN", () -> sandbox.create("name", 7L));
        assertRefused("INVALID_VALUE_FOR_COLUMN", () -> sandbox.create("estimated_hours", "7"));
        assertRefused("INVALID_VALUE_FOR_COLUMN", () -> sandbox.create("due_date", "tomorrow"));
        assertRefused("INVALID_VALUE_FOR_COLUMN", () -> sandbox.create("created_time", "2026-01-05"));
        assertRefused("INVALID_VALUE_FOR_COLUMN", () -> sandbox.create("Last Modified", "2026-01-05"));
        assertRefused("INVALID_MULTIPLE_CHOICE_OPTIONS", () -> sandbox.create("status", "Blue"));
        assertRefused("ROW_DOES_NOT_EXIST", () -> sandbox.create("stage", List.of("recAAAAAAAAAAAAA1")));
        assertRefused("INVALID_REQUEST_MISSING_FIELDS", () -> create(Map.of("name", "a")));
        assertRefused("INVALID_RECORDS", () -> create(Map.of("records", List.of())));
        var eleven = Collections.nCopies(11, Map.of("fields", Map.of()));
        assertRefused("INVALID_RECORDS", () -> create(Map.of("records", eleven)));
    }

    @Test
    void datesAreReadInTheVendorsForms() {
        Row row = sandbox.create("due_date", "2026-05-01T22:00:00-03:00", "last_updated", "2026-05-01 12:30");

        assertThat(sandbox.cell(row, "due_date")).isEqualTo("2026-05-02");
        assertThat(sandbox.cell(row, "last_updated")).isEqualTo("2026-05-01T12:30:00.000Z");
    }

    @Test
    void deletingARecordRemovesTheLinksToIt() {
        Row first = sandbox.create("name", "first");
        Row second = sandbox.create("name", "second", "depends_on", List.of(first.id()));

        sandbox.airTable.writes().delete(sandbox.base, sandbox.tasks, List.of(first.id()));

        assertThat(sandbox.cell(sandbox.tasks.row(second.id()), "depends_on")).isNull();
    }

    @Test
    void anUnknownRecordIsForbiddenOrMissingAsTheSettingSays() {
        assertThatThrownBy(() -> sandbox.update("recAAAAAAAAAAAAA1", "name", "a"))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.status()).isEqualTo(403));
        sandbox.airTable.change(Map.of("missingRecordStatus", 404));
        assertThatThrownBy(() -> sandbox.update("recAAAAAAAAAAAAA1", "name", "a"))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.status()).isEqualTo(404));
    }

    private Writes.Result create(Map<String, Object> body) {
        return sandbox.airTable.writes().create(sandbox.base, sandbox.tasks, body);
    }

    @SafeVarargs
    private Writes.Result upsert(Map<String, Object>... records) {
        var body = Json.of("performUpsert", Map.of("fieldsToMergeOn", List.of("taskhub_id")));
        body.putAll(batch(records));
        return sandbox.airTable.writes().update(sandbox.base, sandbox.tasks, body, false);
    }

    @SafeVarargs
    private static Map<String, Object> batch(Map<String, Object>... records) {
        return Map.of(
                "records",
                Arrays.stream(records).map(fields -> Map.of("fields", fields)).toList());
    }

    private static void assertRefused(String type, Runnable write) {
        assertThatThrownBy(write::run).isInstanceOfSatisfying(ApiError.class, error -> {
            assertThat(error.status()).isEqualTo(422);
            assertThat(error.body().toString()).contains("type=" + type);
        });
    }
}
