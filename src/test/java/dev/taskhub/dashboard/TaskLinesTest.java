package dev.taskhub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskLinesTest {

    @Test
    void theReasonIsTheLastErrorElseTheLastLine() {
        assertThat(TaskLines.reason("Error: first\nError: second\nwaiting")).isEqualTo("Error: second");
        assertThat(TaskLines.reason("started\nwaits for the key\n \n")).isEqualTo("waits for the key");
        assertThat(TaskLines.reason("error: timeout")).isEqualTo("error: timeout");
        assertThat(TaskLines.reason(" \n")).isEqualTo("no reason given");
        assertThat(TaskLines.reason(null)).isEqualTo("no reason given");
        assertThat(TaskLines.reason("x".repeat(1000))).hasSize(300).endsWith("x…");
    }

    @Test
    void aPercentageOfNothingIsNothing() {
        assertThat(TaskLines.percent(0, 0)).isEqualTo("0.0");
        assertThat(TaskLines.percent(1, 3)).isEqualTo("33.3");
        assertThat(TaskLines.percent(3, 3)).isEqualTo("100.0");
    }

    @Test
    void aLongTitleIsCutBetweenCharacters() {
        var row = new DashboardQueries.Row(1, "🙂".repeat(200), "todo", null, 1e6, null, null, null);

        var line = new TaskLines(ZoneId.of("UTC")).of(List.of(row)).get(0);

        assertThat(line.title()).isEqualTo("🙂".repeat(119) + "…");
        assertThat(line.score()).isEqualTo("1000000");
    }
}
