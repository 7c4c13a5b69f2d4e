package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.taskhub.sync.DryRun.PlannedWrite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DryRunTest {

    @TempDir
    static Path folder;

    static Stream<Database> databases() {
        return Stream.of(Database.sqlite(folder), Database.postgres());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void showsWhatARealRunWouldWriteAndSendsNothing(Database database, CapturedOutput log) {
        try (var hub = new TestHub(database, TestHub.SETTINGS, true)) {
            LoggingSystem.get(getClass().getClassLoader()).setLogLevel(DryRun.class.getName(), LogLevel.INFO);
            hub.clearForFirstContact();
            record(hub, "rec1", "name", "Build", "status", "Pending");
            record(hub, "rec2", "name", "Test", "status", "Pending");
            row(hub, "row1", "title", "Test", "status", "todo", "description", "more", "createdBy", "bob");
            row(hub, "row2", "title", "Plan", "status", "todo", "createdBy", "bob");
            assertThat(hub.bean(DryRun.class).plan().complete()).isFalse();

            hub.hasRead("airtable");
            hub.hasRead("convex");
            hub.bean(FirstContact.class).look();
            hub.bean(DryRun.class).report();
            hub.bean(DryRun.class).report();

            DryRun.Plan plan = hub.bean(DryRun.class).plan();
            assertThat(plan.complete()).isTrue();
            assertThat(plan.counts()).isEqualTo(Map.of("airtable", counts(1, 1), "convex", counts(1, 0)));
            assertThat(plan.writes())
                    .extracting(PlannedWrite::system, PlannedWrite::kind, PlannedWrite::task, PlannedWrite::title)
                    .containsExactlyInAnyOrder(
                            tuple("airtable", "create", "T-4", "Plan"),
                            tuple("airtable", "update", "T-2", "Test"),
                            tuple("convex", "create", "T-1", "Build"));
            assertThat(plan.writes())
                    .filteredOn(write -> write.kind().equals("update"))
                    .extracting(write -> write.columns().get("description"))
                    .containsExactly("more");
            assertThat(hub.sync.claim("convex", 10)).isEmpty();
            assertThat(hub.sync.reserve("airtable", 10)).isEmpty();
            assertThat(log).containsOnlyOnce("DRY RUN: a real run would write now: {airtable={create=1, delete=0, ");
        }
    }

    @Test
    void countsAllAndShowsAThousand() {
        try (var hub = new TestHub(Database.memory(), TestHub.SETTINGS, true)) {
            hub.sync.accept(IntStream.range(0, 1100)
                    .mapToObj(i -> Items.record("rec" + i, 1000, "name", "Task " + i, "status", "Pending"))
                    .toList());

            DryRun.Plan plan = hub.bean(DryRun.class).plan();

            assertThat(plan.counts().get("convex")).containsEntry("create", 1100L);
            assertThat(plan.writes()).hasSize(1000);
        }
    }

    @Test
    void showsDeletionsAndSaysNothingInTheLogBeforeAllIsRead(CapturedOutput log) {
        try (var hub = new TestHub(Database.memory(), TestHub.SETTINGS, true)) {
            hub.clearForFirstContact();
            String id = "01990000-0000-7000-8000-000000000001";
            ItemChange row =
                    Items.row(id, 1, hub.clock.instant(), "title", "Build", "status", "todo", "createdBy", "bob");
            hub.sync.accept(List.of(Items.naming(row, id)));
            hub.sync.accept(
                    List.of(Items.naming(Items.record("rec1", 1000, "name", "Build", "status", "Pending"), id)));
            hub.sync.accept(List.of(Items.as(ItemChange.Type.DELETED, row)));
            hub.bean(DryRun.class).report();

            assertThat(hub.bean(DryRun.class).plan().counts().get("airtable")).containsEntry("delete", 1L);
            assertThat(log).doesNotContain("DRY RUN");
        }
    }

    @Test
    void saysThatThisIsNone() {
        try (var hub = new TestHub(Database.memory())) {
            hub.bean(DryRun.class).report();

            assertThatThrownBy(() -> hub.bean(DryRun.class).plan())
                    .isInstanceOf(NotFound.class)
                    .hasMessageContaining("taskhub.dry-run=true");
        }
    }

    private static Map<String, Long> counts(long create, long update) {
        return Map.of("create", create, "update", update, "delete", 0L, "untranslatable", 0L);
    }

    private static void record(TestHub hub, String id, Object... columns) {
        hub.sync.accept(List.of(Items.record(id, 1000, columns)));
    }

    private static void row(TestHub hub, String id, Object... columns) {
        hub.sync.accept(List.of(Items.row(id, 1, hub.clock.instant(), columns)));
    }
}
