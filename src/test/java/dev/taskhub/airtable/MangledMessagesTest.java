package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.fuzz.Mangled;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.task.JsonColumn;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever a signed message holds, it is a change, or a refusal that says why. */
class MangledMessagesTest {

    private final AirtablePlainMessage messages = new AirtablePlainMessage(Wire.RECORDS);

    @Property(tries = 3000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void isReadOrRefusedInWords(@ForAll("mangled") String json) {
        ItemChange change;
        try {
            change = messages.read(JsonColumn.message(json), "key");
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageMatching("(?s).*\\S.*");
            Statistics.collect("refused");
            return;
        }
        Statistics.collect("read");
        assertThat(change.externalId() == null && change.taskId() == null)
                .as("names nothing")
                .isFalse();
        Statistics.coverage(covered -> {
            covered.check("refused").percentage(share -> share > 10);
            covered.check("read").percentage(share -> share > 10);
        });
    }

    @Provide
    Arbitrary<String> mangled() {
        return Mangled.of(List.of(
                "{\"type\": \"task.updated\", \"task\": {\"id\": \"rec1\", \"status\": \"Done\", \"tags\": [\"a\"],"
                        + " \"Last Modified\": \"2026-01-05T09:30:12.000Z\"}}",
                "{\"type\": \"task.created\", \"task\": {\"id\": \"rec1\", \"createdTime\": \"2026-01-05T09:00:00.000Z\","
                        + " \"fields\": {\"name\": \"Pump\", \"priority_score\": 3, \"taskhub_id\": \"t1\"}}}",
                "{\"type\": \"task.deleted\", \"task\": {\"id\": \"rec1\"}}"));
    }
}
