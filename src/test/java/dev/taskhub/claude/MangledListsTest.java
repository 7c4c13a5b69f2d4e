package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.fuzz.Mangled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.springframework.util.unit.DataSize;

/** Whatever a dropped file holds, it is a list with its problems named, or a refusal that says why. */
class MangledListsTest {

    private final TodoLists lists = new TodoLists(new ClaudeSettings(DataSize.ofMegabytes(1), 1000, 10_000));

    @Property(tries = 3000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void isReadOrRefusedInWords(@ForAll("mangled") String json) throws IOException {
        Statistics.collect(read(json.getBytes(StandardCharsets.UTF_8)));
        Statistics.coverage(covered -> {
            covered.check("refused").percentage(share -> share > 10);
            covered.check("whole").percentage(share -> share > 5);
            covered.check("in part").percentage(share -> share > 5);
        });
    }

    @Property(tries = 1000)
    void isReadOrRefusedInWordsWhateverTheBytes(@ForAll @Size(max = 60) byte[] bytes) throws IOException {
        assertThat(read(bytes)).isIn("refused", "whole", "in part");
    }

    private String read(byte[] bytes) throws IOException {
        try {
            TodoList list = lists.read(new ByteArrayInputStream(bytes), "session.json");
            assertThat(list.container()).isNotBlank();
            assertThat(list.problems())
                    .allSatisfy(problem -> assertThat(problem).isNotBlank());
            return list.isWhole() ? "whole" : "in part";
        } catch (InvalidTodoFile refusal) {
            assertThat(refusal).hasMessageMatching("(?s).*\\S.*");
            return "refused";
        }
    }

    @Provide
    Arbitrary<String> mangled() throws IOException {
        try (var samples = Files.list(Path.of("samples/todowrite"))) {
            List<String> good = samples.sorted().map(MangledListsTest::text).toList();
            return Mangled.of(good);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
