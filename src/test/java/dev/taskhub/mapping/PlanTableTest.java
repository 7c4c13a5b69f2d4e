package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.PlanTable.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTableTest {

    @TempDir
    Path folder;

    @Test
    void theShippedMappingReadsPlansPhasesAndStages() {
        List<PlanTable> tables = Mapping.read(Path.of("config/airtable.yaml")).planTables();

        assertThat(tables).extracting(PlanTable::level).containsExactly(Level.PLAN, Level.PHASE, Level.STAGE);
        assertThat(tables).extracting(PlanTable::table).containsExactly("Plans", "Phases", "Stages");
        assertThat(tables).extracting(PlanTable::parent).containsExactly(null, "plan", "phase");
        assertThat(tables.get(0).place()).matches("config/airtable\\.yaml line \\d+");
    }

    @Test
    void eachMayBeLeftOut() throws IOException {
        assertThat(tables("")).isEmpty();
        assertThat(tables("plans: {table: Plans, columns: {name: n}}")).hasSize(1);
        assertThat(tables("stages: {table: Stages, columns: {name: n}}"))
                .singleElement()
                .satisfies(stages -> assertThat(stages.parent()).isNull());
        assertThat(tables("plans: {table: P, columns: {name: n}}\nstages: {table: S, plan: in, columns: {name: n}}"))
                .extracting(PlanTable::parent)
                .containsExactly(null, "in");
    }

    @Test
    void readsWhatARecordShows() {
        var cells = new HashMap<String, Object>(Map.of(
                "name", "Shop \r\n",
                "description", "A new one",
                "status", "PLANNED ",
                "start_date", "2026-01-05"));

        assertThat(shipped(Level.PLAN).read(cells))
                .isEqualTo(new PlanTable.Row("Shop", "A new one", "active", null, null));
        assertThat(shipped(Level.STAGE).read(Map.of("phase", List.of("rec1", "rec2"), "position", 2, "name", "|`\n")))
                .isEqualTo(new PlanTable.Row("|`", null, null, "rec1", 2.0));
    }

    @Test
    void takesWhatMakesNoSenseForEmpty() {
        assertThat(shipped(Level.PLAN).read(Map.of("name", List.of(), "status", "Dreamt of", "description", Map.of())))
                .isEqualTo(new PlanTable.Row(null, null, null, null, null));
        assertThat(shipped(Level.STAGE).read(Map.of("phase", List.of(), "position", "first", "name", " ")))
                .isEqualTo(new PlanTable.Row(null, null, null, null, null));
    }

    @Test
    void readsNumbersAndLookedUpTextsAsNames() {
        assertThat(shipped(Level.PLAN).read(Map.of("name", 2026)).name()).isEqualTo("2026");
        assertThat(shipped(Level.PLAN).read(Map.of("name", List.of("Shop"))).name())
                .isEqualTo("Shop");
    }

    @Test
    void cutsANameThatNobodyCanRead() {
        String name = shipped(Level.PLAN)
                .read(Map.of("name", "\uD83D\uDE80".repeat(100_000)))
                .name();

        assertThat(name.codePointCount(0, name.length())).isEqualTo(300);
        assertThat(name).endsWith("\uD83D\uDE80…");
    }

    private static PlanTable shipped(Level level) {
        return Mapping.read(Path.of("config/airtable.yaml")).planTables().get(level.ordinal());
    }

    private List<PlanTable> tables(String sections) throws IOException {
        Path file = folder.resolve("airtable.yaml");
        Files.writeString(
                file,
                "system: airtable\ntable: Tasks\nfields:\n  stageId: {column: stage, type: link}\n" + sections + "\n");
        return Mapping.read(file).planTables();
    }
}
